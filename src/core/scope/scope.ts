import type { FilePatch } from '../diff/diff.ts';
import type { Sha } from '../pull-request.ts';

/** Named rules by which a file or hunk is left out. Every one is shown to the reader. */
export type ExclusionRule =
  | 'path-filter'
  | 'generated'
  | 'lock-file'
  | 'vendored'
  | 'minified'
  | 'binary'
  | 'submodule'
  | 'symlink'
  | 'no-text-change'
  | 'reviewed-before'
  | 'too-large';

/** A file (`hunks: all`) or some hunks of a file that are not reviewed, with the rule and the sentence. */
export type Excluded = {
  readonly path: string;
  readonly rule: ExclusionRule;
  readonly reason: string;
  /** Ids of the hunks left out; empty when the file has no hunks at all. */
  readonly hunkIds: readonly string[];
};

/** What this run reads. Law: hunks of `patches` + hunks of `excluded` = hunks of the diff, disjoint. */
export type Scope = {
  /** Patches whose `hunks` hold only the hunks in scope. */
  readonly patches: readonly FilePatch[];
  readonly excluded: readonly Excluded[];
  /** The head an earlier complete review stands on, when this run reads only what came after. */
  readonly since: Sha | null;
  /** What was pushed since that review, when this run builds on one. */
  readonly later?: readonly FilePatch[];
  /** Why the whole pull request is read although `incremental` was asked; null otherwise. */
  readonly fullBecause: string | null;
};

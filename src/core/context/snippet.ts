import type { Definition } from './outline.ts';

/** Why a piece of the repository is in the prompt. */
export type SnippetReason =
  | 'changed file'
  | 'uses a removed name'
  | 'imports a changed file'
  | 'uses a changed name'
  | 'implements a changed type'
  | 'implements a used type'
  | 'defines a used name'
  | 'imported by a changed file'
  | 'base of a changed type'
  | 'defines a used key'
  | 'uses the same key'
  | 'named by the change'
  | 'sibling of a changed file'
  | 'lists siblings of a changed file'
  | 'test of a changed file'
  | 'fixture of a test'
  | 'mentions a changed name'
  | 'changed together before'
  | 'repository guidance';

/** A span of a file, read at one revision. No snippet without a reason. */
export type Snippet = {
  readonly path: string;
  readonly revision: 'base' | 'head';
  /** 1-based, inclusive. */
  readonly startLine: number;
  readonly line: number;
  /** Whole lines, without numbers. Strangers' text. */
  readonly text: string;
  /** The number of each line of an outline, whose lines are not in a row. */
  readonly numbers?: readonly number[];
  /** Of a long changed file: what it defines, for showing whole functions and an outline when it does not fit. */
  readonly definitions?: readonly Definition[];
  readonly reason: SnippetReason;
  /** The changed paths this snippet was read for; `[]` for repository guidance. */
  readonly of: readonly string[];
};

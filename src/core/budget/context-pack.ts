import type { Snippet, SnippetReason } from '../context/snippet.ts';
import type { FilePatch, Hunk } from '../diff/diff.ts';

/** Token shares of one request. Law: the shares sum to `window`. */
export type TokenBudget = {
  readonly window: number;
  /** Reserved for reasoning and answer together: Kimi counts both against one cap. */
  readonly output: number;
  /** Kept free because the estimate is one. */
  readonly margin: number;
  /** Ceiling for the rest of the repository around the change, within `prompt`. */
  readonly context: number;
  /** What rules, guidance, pull request and hunks may take. */
  readonly change: number;
};

/**
 * A hunk, or a window of one that is too large for any pack.
 * `from`..`to` are indices into `hunk.lines`, `to` exclusive.
 */
export type HunkPart = { readonly hunk: Hunk; readonly from: number; readonly to: number };

/** A patch in a pack: the file's header and those parts of its hunks that this pack carries. */
export type PackedPatch = { readonly patch: FilePatch; readonly parts: readonly HunkPart[] };

export type LeftOut = {
  readonly path: string;
  readonly reason: string;
  readonly why: SnippetReason;
  readonly tokens: number;
};

/** One request's worth of change and context. Law: every scoped hunk is in the parts of its packs, whole. */
export type ContextPack = {
  /** 1-based. */
  readonly index: number;
  readonly count: number;
  readonly patches: readonly PackedPatch[];
  readonly snippets: readonly Snippet[];
  readonly leftOut: readonly LeftOut[];
  /** Estimated prompt tokens of the whole request, template included. */
  readonly tokens: number;
};

/** Why a piece of the repository is in the prompt. */
export type SnippetReason =
  | 'changed file'
  | 'imports a changed file'
  | 'uses a changed name'
  | 'imported by a changed file'
  | 'test of a changed file'
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
  readonly reason: SnippetReason;
  /** The changed paths this snippet was read for; `[]` for repository guidance. */
  readonly of: readonly string[];
};

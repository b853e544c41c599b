/** The answer of the diff media type: the text, or GitHub's 406 with its own words. */
export type DiffText =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'too-large'; readonly message: string };

/**
 * One row of `GET pulls/{n}/files`. GitHub omits `patch` for binary files, pure renames, mode changes and
 * large files, and past about 20,000 patch lines per response also zeroes the counts without a marker.
 */
export type FileRow = {
  readonly path: string;
  readonly previousPath: string | null;
  readonly status: 'added' | 'removed' | 'modified' | 'renamed' | 'copied' | 'changed' | 'unchanged';
  readonly additions: number;
  readonly deletions: number;
  readonly patch: string | null;
  /** True when the row says 0/0 without a patch and asking again could not show whether that is so. */
  readonly doubtful?: boolean;
};

/** Rows of the files endpoint. GitHub stops at 3,000 rows; `complete` is false when it did. */
export type FileRows = { readonly rows: readonly FileRow[]; readonly complete: boolean };

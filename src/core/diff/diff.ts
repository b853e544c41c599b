/** LEFT lines are numbered in the base blob, RIGHT lines in the head blob. */
export type Side = 'LEFT' | 'RIGHT';

/** One line of a hunk. `text` has no leading sign and no line ending except a kept `\r`. */
export type DiffLine = {
  readonly kind: 'added' | 'removed' | 'context';
  /** Line in the base blob, 1-based; null for an added line. */
  readonly oldLine: number | null;
  /** Line in the head blob, 1-based; null for a removed line. */
  readonly newLine: number | null;
  readonly text: string;
  /** True when git printed `\ No newline at end of file` after this line. */
  readonly endsWithoutNewline: boolean;
};

export type Hunk = {
  /** `path#3`: unique in the diff, stable for equal input. */
  readonly id: string;
  readonly path: string;
  readonly oldStart: number;
  readonly oldLines: number;
  readonly newStart: number;
  readonly newLines: number;
  /** The text git prints after the second `@@`, usually the enclosing function; may be empty. */
  readonly section: string;
  readonly lines: readonly DiffLine[];
};

export type FileStatus = 'added' | 'removed' | 'modified' | 'renamed' | 'copied';

/** What the bytes are. Only `text` has hunks that can carry a line comment. */
export type FileKind = 'text' | 'binary' | 'symlink' | 'submodule';

export type FilePatch = {
  /** Path at the head revision; for a removed file, the path it had at the base. */
  readonly path: string;
  /** Path at the base revision; equals `path` unless renamed or copied. */
  readonly oldPath: string;
  readonly status: FileStatus;
  readonly kind: FileKind;
  /** `100644`-style modes; null when the diff does not say. */
  readonly oldMode: string | null;
  readonly newMode: string | null;
  readonly hunks: readonly Hunk[];
  readonly additions: number;
  readonly deletions: number;
};

/** A file whose patch no source could give, with the sentence shown to the reader. */
export type UnreadFile = { readonly path: string; readonly reason: string };

/** The change. `patches` are in the order of the source; no path occurs twice. */
export type Diff = {
  readonly patches: readonly FilePatch[];
  readonly unread: readonly UnreadFile[];
  /** Where the text came from, for the account: one entry per rung of the ladder that was used. */
  readonly sources: readonly DiffSource[];
};

export type DiffSource = 'media-type' | 'files' | 'git' | 'blobs';

/** One hunk of a file's patch, as the anchors of review comments see it. */
export type PatchHunk = { readonly header: string; readonly rows: readonly PatchRow[] };

export type PatchRow = {
  /** The row as it stands in the diff, with its sign. */
  readonly text: string;
  /** Number in the base file; set on removed and context rows. */
  readonly left: number | null;
  /** Number in the head file; set on added and context rows. */
  readonly right: number | null;
  /** GitHub's old anchor: rows below the first hunk header, later headers counted. */
  readonly position: number;
};

export type Side = 'LEFT' | 'RIGHT';

export type RowPlace = { readonly hunk: number; readonly row: number };

const HUNK_HEADER = /^@@ -(\d+)(?:,\d+)? \+(\d+)(?:,\d+)? @@/;

/** Reads a patch, from its first `@@` on. Rows are split at line feeds only: a file may hold other breaks. */
export function readHunks(patch: string): PatchHunk[] {
  const hunks: { header: string; rows: PatchRow[] }[] = [];
  let left = 0;
  let right = 0;
  for (const [position, text] of patch.split('\n').entries()) {
    const header = HUNK_HEADER.exec(text);
    if (header !== null) {
      left = Number(header[1]);
      right = Number(header[2]);
      hunks.push({ header: text, rows: [] });
      continue;
    }
    const sign = text[0];
    const row = {
      text,
      left: sign === '-' || sign === ' ' ? left++ : null,
      right: sign === '+' || sign === ' ' ? right++ : null,
      position,
    };
    hunks.at(-1)?.rows.push(row);
  }
  return hunks;
}

/**
 * Where a line stands in the diff. RIGHT takes added and context lines, LEFT only removed ones, as GitHub's
 * documentation describes the two sides.
 */
export function findLine(hunks: readonly PatchHunk[], side: Side, line: number): RowPlace | null {
  for (const [hunk, { rows }] of hunks.entries()) {
    const row = rows.findIndex((candidate) =>
      side === 'RIGHT' ? candidate.right === line : candidate.left === line && candidate.right === null,
    );
    if (row !== -1) return { hunk, row };
  }
  return null;
}

/** The row of a legacy position, hunk headers excluded. */
export function findPosition(hunks: readonly PatchHunk[], position: number): RowPlace | null {
  for (const [hunk, { rows }] of hunks.entries()) {
    const row = rows.findIndex(
      (candidate) => candidate.position === position && !candidate.text.startsWith('\\'),
    );
    if (row !== -1) return { hunk, row };
  }
  return null;
}

/** What GitHub stores as `diff_hunk`: the hunk from its header down to the line. */
export function hunkText(hunks: readonly PatchHunk[], place: RowPlace): string {
  const hunk = hunks[place.hunk];
  if (hunk === undefined) throw new Error(`The patch has no hunk ${place.hunk}.`);
  return [hunk.header, ...hunk.rows.slice(0, place.row + 1).map((row) => row.text)].join('\n');
}

import type { Diff, FilePatch, Hunk } from '../diff/diff.ts';
import type { Coverage, LedgerRow, StandingFinding } from './review.ts';

export type ReadNow = {
  readonly diff: Diff;
  readonly coverage: Coverage;
  /** What was pushed since the run that noted the findings; null when that is not known. */
  readonly later: readonly FilePatch[] | null;
};

/**
 * Fingerprints of those findings whose code was read again and answered for. The hunk that holds the line
 * must have been read; where no hunk is known to hold it, all of its file. Every doubt means not read.
 */
export function readAgain(findings: readonly StandingFinding[], now: ReadNow): Set<string> {
  const over = findings.filter((finding) => {
    const rows = rowsOf(finding.path, now);
    const ids = new Set(hunksAround(finding, now).map(({ id }) => id));
    const around = ids.size === 0 ? rows : rows.filter(({ hunkId }) => hunkId !== null && ids.has(hunkId));
    return around.length > 0 && around.every(isRead);
  });
  return new Set(over.map(({ fingerprint }) => fingerprint));
}

/** A run that starts anew leaves out only what no run reads; else what was left out may hold the finding. */
function rowsOf(path: string, { coverage, later }: ReadNow): LedgerRow[] {
  return coverage.rows.filter((row) => row.path === path && (later !== null || row.state !== 'excluded'));
}

function isRead({ state }: LedgerRow): boolean {
  return state === 'whole' || state === 'windowed';
}

/** A note does not say on which side its line is: hunks that hold it on either one. */
function hunksAround({ path, line }: StandingFinding, { diff, later }: ReadNow): Hunk[] {
  if (line === null || later === null) return [];
  const hunks = diff.patches.find((patch) => patch.path === path)?.hunks ?? [];
  const now = lineAfter(line, later.find((patch) => patch.path === path)?.hunks ?? []);
  return hunks.filter(
    ({ oldStart, oldLines, newStart, newLines }) =>
      (line >= oldStart && line < oldStart + oldLines) ||
      (now >= newStart && now < newStart + Math.max(newLines, 1)),
  );
}

/** Where a line has moved to by these hunks; of a line they removed, the last one that stands before it. */
function lineAfter(line: number, hunks: readonly Hunk[]): number {
  let shift = 0;
  for (const hunk of hunks) {
    // git numbers an empty old side by the line before it.
    const first = hunk.oldLines === 0 ? hunk.oldStart + 1 : hunk.oldStart;
    if (line < first) break;
    if (line < first + hunk.oldLines) {
      const index = hunk.lines.findIndex(({ oldLine }) => oldLine === line);
      return (
        hunk.lines.slice(0, index + 1).findLast(({ newLine }) => newLine !== null)?.newLine ?? hunk.newStart
      );
    }
    shift += hunk.newLines - hunk.oldLines;
  }
  return line + shift;
}

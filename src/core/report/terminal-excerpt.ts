import type { Diff, DiffLine } from '../diff/diff.ts';
import type { Anchor } from '../findings/finding.ts';
import { type Palette, visible } from './terminal-text.ts';

/** A finding about more lines than this is about a stretch of code; its ends say which. */
const LINES_MAX = 12;

/** The lines a finding stands on, as the diff shows them, with their numbers; empty when it stands on none. */
export function excerpt(diff: Diff, anchor: Anchor, palette: Palette): string {
  if (anchor.kind !== 'line') return '';
  const { path, side, line: last } = anchor;
  const first = anchor.startLine ?? last;
  const numberOf = (line: DiffLine): number | null => (side === 'LEFT' ? line.oldLine : line.newLine);
  const lines = diff.patches
    .filter((patch) => patch.path === path)
    .flatMap((patch) => patch.hunks.flatMap((hunk) => hunk.lines))
    .flatMap((line) => {
      const number = numberOf(line);
      return number !== null && number >= first && number <= last ? [{ line, number }] : [];
    });
  const digits = String(last).length;
  const rows = lines.map(({ line, number }) => {
    const sign = { added: '+', removed: '-', context: ' ' }[line.kind];
    return palette.dim(`${String(number).padStart(digits)} ${sign} ${visible(line.text)}`);
  });
  if (rows.length <= LINES_MAX) return rows.join('\n');
  const half = LINES_MAX / 2;
  const gap = palette.dim(`${' '.repeat(digits)}   (${rows.length - LINES_MAX} more lines)`);
  return [...rows.slice(0, half), gap, ...rows.slice(-half)].join('\n');
}

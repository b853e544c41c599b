import type { Diff, Hunk, Side } from './diff.ts';

/** A span of one file on one side. `startLine` is null for a single line, otherwise less than `line`. */
export type LineRange = {
  readonly path: string;
  readonly side: Side;
  readonly startLine: number | null;
  readonly line: number;
};

/**
 * The lines of a hunk that can carry a comment: on the RIGHT added and context lines, numbered in the head;
 * on the LEFT removed lines, numbered in the base. GitHub knows a context line by its RIGHT number.
 */
export function sideLines(hunk: Hunk, side: Side): { line: number; text: string }[] {
  return hunk.lines.flatMap(({ kind, oldLine, newLine, text }) => {
    const line = side === 'RIGHT' ? newLine : kind === 'removed' ? oldLine : null;
    return line === null ? [] : [{ line, text }];
  });
}

/**
 * Whether GitHub takes a comment on this range. One refused comment refuses the whole review with a 422, so
 * the rule is a little stricter than GitHub's: every line of the range, not only its ends, must be there.
 */
export function legalRange(diff: Diff, range: LineRange): { ok: true } | { ok: false; reason: string } {
  const { path, side, startLine, line } = range;
  const patch = diff.patches.find((candidate) => candidate.path === path);
  if (patch === undefined) return { ok: false, reason: `${path} is not part of the diff` };
  if (patch.kind !== 'text') return { ok: false, reason: `${path} is a ${patch.kind}, not text` };
  if (startLine !== null && startLine >= line) {
    return { ok: false, reason: `the range must start before line ${line}, not at line ${startLine}` };
  }
  const first = startLine ?? line;
  const inside = patch.hunks.some((hunk) => {
    const numbers = new Set(sideLines(hunk, side).map((entry) => entry.line));
    return numbers.size > line - first && spans(numbers, first, line);
  });
  return inside ? { ok: true } : { ok: false, reason: outside(range, first) };
}

function spans(numbers: ReadonlySet<number>, first: number, last: number): boolean {
  for (let line = first; line <= last; line += 1) if (!numbers.has(line)) return false;
  return true;
}

function outside({ path, side, line }: LineRange, first: number): string {
  if (first === line) {
    return `line ${line} of ${path} is not ${side === 'RIGHT' ? 'part of' : 'removed by'} the diff`;
  }
  const ask = side === 'RIGHT' ? 'within' : 'all removed within';
  return `lines ${first}-${line} of ${path} are not ${ask} one hunk of the diff`;
}

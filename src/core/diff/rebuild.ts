import { structuredPatch } from 'diff';
import type { FilePatch } from './diff.ts';
import type { FileHeader } from './file-header.ts';
import { parsePatch } from './parse.ts';
import { NO_NEWLINE_MARKER } from './sections.ts';

const CONTEXT_LINES = 3;

/**
 * Myers' search takes time and memory by the square of the edits. A file that needs more of them is shown as
 * one hunk that replaces everything between its first and its last changed line: longer to read, never wrong.
 */
const EDITS_MAX = 2_000;

/** The patch between two texts, for a file whose patch no source gave. Numbers and markers are as git's. */
export function rebuildPatch(
  row: Pick<FilePatch, 'path' | 'oldPath' | 'status'>,
  oldText: string,
  newText: string,
): FilePatch {
  const binary = oldText.includes('\0') || newText.includes('\0');
  const header: FileHeader = { ...row, kind: binary ? 'binary' : 'text', oldMode: null, newMode: null };
  const unchanged = { ...header, hunks: [], additions: 0, deletions: 0 };
  if (binary || oldText === newText) return unchanged;
  const patch = parsePatch(header, closestHunks(oldText, newText) ?? oneHunk(oldText, newText));
  // Both writers end every hunk at its own counts, so a string here would be a defect of this file.
  return typeof patch === 'string' ? unchanged : patch;
}

function closestHunks(oldText: string, newText: string): string | null {
  if (oldText === '' || newText === '') return null;
  const options = { context: CONTEXT_LINES, maxEditLength: EDITS_MAX };
  const patch = structuredPatch('a', 'b', oldText, newText, undefined, undefined, options);
  if (patch === undefined) return null;
  return patch.hunks.map((hunk) => [hunkHeader(hunk), ...hunk.lines].join('\n')).join('\n');
}

function oneHunk(oldText: string, newText: string): string {
  const oldLines = wholeLines(oldText);
  const newLines = wholeLines(newText);
  const shorter = Math.min(oldLines.length, newLines.length);
  let head = 0;
  while (head < shorter && oldLines[head] === newLines[head]) head += 1;
  let tail = 0;
  while (tail < shorter - head && oldLines.at(-1 - tail) === newLines.at(-1 - tail)) tail += 1;
  const start = Math.max(0, head - CONTEXT_LINES);
  const after = Math.min(tail, CONTEXT_LINES);
  const lines = [
    ...signed(' ', oldLines.slice(start, head)),
    ...signed('-', oldLines.slice(head, oldLines.length - tail)),
    ...signed('+', newLines.slice(head, newLines.length - tail)),
    ...signed(' ', oldLines.slice(oldLines.length - tail, oldLines.length - tail + after)),
  ];
  const counts = {
    oldStart: start + 1,
    oldLines: oldLines.length - tail + after - start,
    newStart: start + 1,
    newLines: newLines.length - tail + after - start,
  };
  return [hunkHeader(counts), ...lines].join('\n');
}

/** Lines with their endings, so that a last line without one differs from the same line with one. */
function wholeLines(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

function signed(sign: string, lines: readonly string[]): string[] {
  return lines.flatMap((line) =>
    line.endsWith('\n') ? [sign + line.slice(0, -1)] : [sign + line, NO_NEWLINE_MARKER],
  );
}

/** An empty side is numbered by the line before it: `-0,0` for a new file. */
function hunkHeader(counts: {
  oldStart: number;
  oldLines: number;
  newStart: number;
  newLines: number;
}): string {
  const oldStart = counts.oldLines === 0 ? counts.oldStart - 1 : counts.oldStart;
  const newStart = counts.newLines === 0 ? counts.newStart - 1 : counts.newStart;
  return `@@ -${oldStart},${counts.oldLines} +${newStart},${counts.newLines} @@`;
}

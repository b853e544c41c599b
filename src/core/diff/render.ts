import type { HunkPart, PackedPatch } from '../budget/context-pack.ts';
import type { DiffLine, FilePatch, Hunk } from './diff.ts';

const SIGNS: Readonly<Record<DiffLine['kind'], string>> = { added: '+', removed: '-', context: ' ' };

/**
 * A patch for the model to read. Each line is `OLD NEW SIGN| TEXT`; what follows `| ` is the line letter by
 * letter, so that it can be quoted. Only a trailing `\r` is left out: the header tells it once.
 */
export function renderPatch(packed: PackedPatch): string {
  const { patch, parts } = packed;
  return [...fileHeader(patch), ...parts.map((part) => renderPart(patch, part))].join('\n');
}

/** `@@ -1,3 +1,4 @@ section`, counts always written. */
export function hunkHeader(hunk: Hunk): string {
  const numbers = `@@ -${hunk.oldStart},${hunk.oldLines} +${hunk.newStart},${hunk.newLines} @@`;
  return hunk.section === '' ? numbers : `${numbers} ${hunk.section}`;
}

/**
 * Lines of a file with their numbers: `  12| text`. A last line break does not start another line. Lines that are
 * not in a row bring a number each; where some are missing between them stands `...`.
 */
export function renderNumbered(text: string, start: number | readonly number[]): string {
  if (text === '') return '';
  const lines = text.replace(/\n$/, '').split('\n');
  const numberOf = (index: number): number =>
    typeof start === 'number' ? start + index : (start[index] ?? 0);
  const width = String(numberOf(lines.length - 1)).length;
  return lines
    .flatMap((line, index) => {
      const row = `${String(numberOf(index)).padStart(width)}| ${line.replace(/\r$/, '')}`;
      return index > 0 && numberOf(index) !== numberOf(index - 1) + 1 ? ['...', row] : [row];
    })
    .join('\n');
}

function fileHeader(patch: FilePatch): string[] {
  const lines = [
    `file: ${patch.path}`,
    `status: ${patch.status}${patch.kind === 'text' ? '' : `, ${patch.kind}`}`,
  ];
  if (patch.oldPath !== patch.path) lines.push(`old path: ${patch.oldPath}`);
  if (patch.oldMode !== null && patch.newMode !== null && patch.oldMode !== patch.newMode) {
    lines.push(`mode: ${patch.oldMode} to ${patch.newMode}`);
  }
  const endings = lineEndings(patch);
  return endings === null ? lines : [...lines, `line endings: ${endings}`];
}

/** Null for plain line feeds. Without this a change of endings shows as lines replaced by themselves. */
function lineEndings(patch: FilePatch): string | null {
  const all = patch.hunks.flatMap((hunk) => hunk.lines);
  const old = endingOf(all.filter((line) => line.kind !== 'added'));
  const now = endingOf(all.filter((line) => line.kind !== 'removed'));
  if (old === now || now === null) return old === 'LF' ? null : old;
  return old === null ? (now === 'LF' ? null : now) : `${old} before, ${now} now`;
}

function endingOf(lines: readonly DiffLine[]): string | null {
  if (lines.length === 0) return null;
  const returns = lines.filter((line) => line.text.endsWith('\r')).length;
  if (returns === 0) return 'LF';
  return returns === lines.length ? 'CRLF' : 'mixed LF and CRLF';
}

function renderPart(patch: FilePatch, part: HunkPart): string {
  const { hunk, from, to } = part;
  const place = patch.hunks.findIndex(({ id }) => id === hunk.id) + 1;
  const whole = from === 0 && to === hunk.lines.length;
  const window = whole ? '' : ` (lines ${from + 1} to ${to} of the ${hunk.lines.length} lines of this hunk)`;
  const title = `hunk ${place} of ${patch.hunks.length}: ${hunkHeader(hunk)}${window}`;
  const width = String(Math.max(hunk.oldStart + hunk.oldLines, hunk.newStart + hunk.newLines)).length;
  return ['', title, ...hunk.lines.slice(from, to).flatMap((line) => renderLine(line, width))].join('\n');
}

function renderLine(line: DiffLine, width: number): string[] {
  const oldNumber = String(line.oldLine ?? '').padStart(width);
  const newNumber = String(line.newLine ?? '').padStart(width);
  const rendered = `${oldNumber} ${newNumber} ${SIGNS[line.kind]}| ${line.text.replace(/\r$/, '')}`;
  return line.endsWithoutNewline ? [rendered, '\\ No newline at end of file'] : [rendered];
}

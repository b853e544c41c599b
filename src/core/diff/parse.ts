import readUnified from 'parse-diff';
import type { DiffLine, FilePatch, Hunk } from './diff.ts';
import { type FileHeader, headerTitle, readFileHeader } from './file-header.ts';
import { joinSamePaths } from './same-path.ts';
import { NO_NEWLINE_MARKER, type RawHunk, splitHunks, splitSections } from './sections.ts';

/**
 * A diff text as patches. Never throws: what cannot be read whole becomes a problem that names the file, and
 * that file gives no patch at all, so that half a change is never taken for the change.
 * `unread` is the same by path, for the account of the diff.
 */
export function parseDiff(text: string): {
  patches: FilePatch[];
  problems: string[];
  unread: { path: string; reason: string }[];
} {
  const { sections, strays } = splitSections(text);
  const problems = strays === 0 ? [] : [`${strays} lines stand before the first file header of the diff`];
  const patches: FilePatch[] = [];
  const unread: { path: string; reason: string }[] = [];
  for (const section of sections) {
    const header = readFileHeader(section.header);
    const reason = section.trouble ?? (header === null ? 'its header names no path' : null);
    const patch = header === null || reason !== null ? reason : patchOf(header, section.hunks);
    if (patch !== null && typeof patch === 'object') patches.push(patch);
    else
      unread.push({ path: header?.path ?? headerTitle(section.header), reason: patch ?? 'it is unreadable' });
  }
  const joined = joinSamePaths(patches);
  unread.push(...joined.unread);
  problems.push(...unread.map(({ path, reason }) => `${path}: ${reason}`));
  const lost = new Set(unread.map(({ path }) => path));
  return { patches: joined.patches.filter(({ path }) => !lost.has(path)), problems, unread };
}

/** One file whose header is known and whose hunks come as text; a string says why it cannot be read. */
export function parsePatch(header: FileHeader, text: string): FilePatch | string {
  const { hunks, trouble } = splitHunks(text);
  return trouble ?? patchOf(header, hunks);
}

function patchOf(header: FileHeader, rawHunks: readonly RawHunk[]): FilePatch | string {
  const hunks: Hunk[] = [];
  for (const [index, raw] of rawHunks.entries()) {
    const lines = linesOf(raw);
    if (lines === null) return `the lines of hunk ${index + 1} do not agree with its header`;
    const { oldStart, oldLines, newStart, newLines, section } = raw;
    const id = `${header.path}#${index + 1}`;
    hunks.push({ id, path: header.path, oldStart, oldLines, newStart, newLines, section, lines });
  }
  const all = hunks.flatMap((hunk) => hunk.lines);
  return {
    ...header,
    hunks,
    additions: all.filter((line) => line.kind === 'added').length,
    deletions: all.filter((line) => line.kind === 'removed').length,
  };
}

/** parse-diff reads one hunk under a plain header: it misreads quoted names and some real headers. */
function linesOf(raw: RawHunk): DiffLine[] | null {
  const header = `@@ -${raw.oldStart},${raw.oldLines} +${raw.newStart},${raw.newLines} @@`;
  const [file] = readUnified(['--- a/file', '+++ b/file', header, ...raw.lines].join('\n'));
  const lines: DiffLine[] = [];
  for (const change of file?.chunks[0]?.changes ?? []) {
    if (change.content !== NO_NEWLINE_MARKER) {
      lines.push(lineOf(change));
      continue;
    }
    // parse-diff gives the marker as one more change that repeats the kind and number of the last one.
    const last = lines.pop();
    if (last === undefined) return null;
    lines.push({ ...last, endsWithoutNewline: true });
  }
  const oldCount = lines.filter((line) => line.oldLine !== null).length;
  const newCount = lines.filter((line) => line.newLine !== null).length;
  return oldCount === raw.oldLines && newCount === raw.newLines ? lines : null;
}

function lineOf(change: readUnified.Change): DiffLine {
  const rest = { text: change.content.slice(1), endsWithoutNewline: false };
  if (change.type === 'add') return { kind: 'added', oldLine: null, newLine: change.ln, ...rest };
  if (change.type === 'del') return { kind: 'removed', oldLine: change.ln, newLine: null, ...rest };
  return { kind: 'context', oldLine: change.ln1, newLine: change.ln2, ...rest };
}

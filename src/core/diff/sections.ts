/** A hunk as text: the four numbers of its header, and its lines with their signs. */
export type RawHunk = {
  readonly oldStart: number;
  readonly oldLines: number;
  readonly newStart: number;
  readonly newLines: number;
  readonly section: string;
  /** Each line keeps its sign; `\` markers are rewritten to git's English words. */
  readonly lines: readonly string[];
};

/** What belongs to one file. `trouble` is why it cannot be read whole, in words that follow "PATH: ". */
export type Section = {
  readonly header: readonly string[];
  readonly hunks: readonly RawHunk[];
  readonly trouble: string | null;
};

/** Git translates these words by locale; the backslash is what marks the line. */
export const NO_NEWLINE_MARKER = '\\ No newline at end of file';

const HUNK_HEADER = /^@@ -(\d{1,9})(?:,(\d{1,9}))? \+(\d{1,9})(?:,(\d{1,9}))? @@/;
const FILE_HEADER = /^diff --(git|cc|combined) /;
const SHOWN_CHARACTERS = 40;
const BINARY_BODY = 'GIT binary patch';
/** Every other line above the hunks is something this reader does not know and must not pass over. */
const HEADER_LINE =
  /^(diff --|index |(old|new|deleted file|new file) mode |(rename|copy) (from|to) |(dis)?similarity index |--- |\+\+\+ |Binary files |$)/;

/**
 * Cuts a diff at its true file headers: a line `diff --git` inside a hunk is content, so hunk lines are
 * counted, not guessed. `strays` counts lines before the first header.
 */
export function splitSections(text: string): { sections: Section[]; strays: number } {
  const lines = linesOf(text);
  const firstHeader = lines.findIndex((line) => FILE_HEADER.test(line));
  const preamble = firstHeader === -1 ? lines : lines.slice(0, firstHeader);
  const strays = preamble.filter((line) => line.trim() !== '').length;
  const sections: Section[] = [];
  let at = preamble.length;
  while (at < lines.length) {
    const { section, next } = readSection(lines, at);
    sections.push(section);
    at = next;
  }
  return { sections, strays };
}

/** The hunks of a text that has no file header, as rows of the files endpoint carry them. */
export function splitHunks(text: string): Omit<Section, 'header'> {
  const lines = linesOf(text);
  const { section, next } = readBody(lines, { at: 0, header: [] });
  const rest = next < lines.length ? 'a file header stands among its hunks' : null;
  const none = section.hunks.length === 0 ? 'it has no hunk' : null;
  return { hunks: section.hunks, trouble: section.trouble ?? rest ?? none };
}

function linesOf(text: string): string[] {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

function readSection(lines: readonly string[], start: number): { section: Section; next: number } {
  let at = start + 1;
  for (let line = lines[at]; line !== undefined; line = lines[at]) {
    if (FILE_HEADER.test(line) || HUNK_HEADER.test(line) || line.startsWith(BINARY_BODY)) break;
    at += 1;
  }
  const header = lines.slice(start, at).map((line) => line.replace(/\r$/, ''));
  if (lines[at]?.startsWith(BINARY_BODY)) {
    return {
      section: { header: [...header, BINARY_BODY], hunks: [], trouble: null },
      next: nextFile(lines, at),
    };
  }
  const { section, next } = readBody(lines, { at, header });
  return { section: { ...section, trouble: headerTrouble(header) ?? section.trouble }, next };
}

function headerTrouble(header: readonly string[]): string | null {
  if (!header[0]?.startsWith('diff --git ')) return 'it is a combined diff of a merge';
  const strange = header.find((line) => !HEADER_LINE.test(line));
  return strange === undefined
    ? null
    : `its header has an unknown line "${strange.slice(0, SHOWN_CHARACTERS)}"`;
}

function readBody(
  lines: readonly string[],
  from: { at: number; header: readonly string[] },
): { section: Section; next: number } {
  const hunks: RawHunk[] = [];
  let trouble: string | null = null;
  let at = from.at;
  for (let line = lines[at]; line !== undefined && !FILE_HEADER.test(line); line = lines[at]) {
    const read = readHunk(lines, at);
    if (read === null) {
      if (line.trim() !== '') trouble ??= `line ${at + 1} of the diff belongs to no hunk`;
      at += 1;
      continue;
    }
    if (typeof read.hunk === 'string') trouble ??= read.hunk;
    else hunks.push(read.hunk);
    at = read.next;
  }
  return { section: { header: from.header, hunks, trouble }, next: at };
}

/** Null when no hunk starts here; a string instead of the hunk says what is wrong with it. */
function readHunk(lines: readonly string[], start: number): { hunk: RawHunk | string; next: number } | null {
  const header = lines[start] ?? '';
  const match = HUNK_HEADER.exec(header);
  if (match === null) return null;
  const [whole, oldStart, oldLines = '1', newStart, newLines = '1'] = match;
  const left = { old: Number(oldLines), new: Number(newLines) };
  const taken: string[] = [];
  let at = start + 1;
  if (left.old + left.new === 0) return { hunk: `the hunk ${whole} has no lines`, next: at };
  while (left.old > 0 || left.new > 0) {
    const line = contentLine(lines[at]);
    if (line === null) return { hunk: `the hunk ${whole} breaks off after ${taken.length} lines`, next: at };
    if (line.startsWith('-') || line.startsWith(' ')) left.old -= 1;
    if (line.startsWith('+') || line.startsWith(' ')) left.new -= 1;
    if (left.old < 0 || left.new < 0)
      return { hunk: `the hunk ${whole} has more lines than it says`, next: at };
    taken.push(line);
    at += 1;
  }
  if (lines[at]?.startsWith('\\')) {
    taken.push(NO_NEWLINE_MARKER);
    at += 1;
  }
  const hunk = {
    oldStart: Number(oldStart),
    oldLines: Number(oldLines),
    newStart: Number(newStart),
    newLines: Number(newLines),
    section: header.slice(whole.length).replace(/^ /, '').replace(/\r$/, ''),
    lines: taken,
  };
  return { hunk, next: at };
}

/** A line as it may stand in a hunk, or null. Mailers and editors strip the blank of an empty context line. */
function contentLine(line: string | undefined): string | null {
  if (line === undefined) return null;
  if (line === '' || line === '\r') return ` ${line}`;
  if (line.startsWith('\\')) return NO_NEWLINE_MARKER;
  return /^[-+ ]/.test(line) ? line : null;
}

function nextFile(lines: readonly string[], from: number): number {
  const offset = lines.slice(from).findIndex((line) => FILE_HEADER.test(line));
  return offset === -1 ? lines.length : from + offset;
}

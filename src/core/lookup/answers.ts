import type { Outline } from '../context/outline.ts';
import { linesOf } from '../context/spans.ts';
import { redact } from '../prompt/redact.ts';
import { countOf } from '../report/words.ts';
import type { LookupAnswer, LookupCall, LookupRevision, Passage } from './lookup.ts';
import { shown } from './shown.ts';

type CallOf<Tool extends LookupCall['tool']> = Extract<LookupCall, { tool: Tool }>;

/** `text` is the whole file. */
export function answerLines(call: CallOf<'read_lines'>, text: string): LookupAnswer {
  const { path, first, revision } = call;
  const lines = redactedLines(text);
  if (first > lines.length) {
    return nothing(
      `read_lines: first is ${first}, and the file has ${countOf(lines.length, 'line')} at the ${revision} revision. Ask for lines within it.`,
    );
  }
  const last = Math.min(call.last, lines.length, first + LINES_MAX - 1);
  const notes: string[] = [];
  if (call.last > lines.length) notes.push(`The file ends at line ${lines.length}.`);
  if (last < Math.min(call.last, lines.length)) {
    notes.push(`An answer holds at most ${LINES_MAX} lines: ask from line ${last + 1} on for the rest.`);
  }
  return {
    opening: `Lines ${first}-${last} of ${lines.length}:`,
    passages: [{ label: labelOf(path, revision), ...span(lines, first, last) }],
    notes,
  };
}

/** A file that may define the name. `text` is the whole of it. */
export type OutlinedFile = { readonly path: string; readonly text: string; readonly outline: Outline };

/** `files` are those that were read; `unread` counts those that also name it. */
export function answerDefinition(
  { name }: CallOf<'find_definition'>,
  files: readonly OutlinedFile[],
  unread: number,
): LookupAnswer {
  const found = files.flatMap((file) =>
    file.outline.definitions.filter((one) => one.name === name).map((one) => ({ ...one, file })),
  );
  const left = unread === 0 ? [] : [`Not read: ${countOf(unread, 'more file')} with that name.`];
  if (found.length === 0) {
    const advice = 'It may come from a dependency; find_references shows where it is used.';
    return nothing(
      `No definition of ${shown(name)} was found in ${countOf(files.length, 'file')} with that name. ${advice}`,
      left,
    );
  }
  const told = found.slice(0, DEFINITIONS_MAX);
  const passages = told.map(({ file, startLine, line }): Passage => {
    const last = Math.min(line, startLine + DEFINITION_LINES_MAX - 1);
    const first = commentStart(file.outline, startLine);
    return { label: labelOf(file.path, 'head'), ...span(redactedLines(file.text), first, last) };
  });
  const more = found.length - told.length;
  const long = told.some(({ startLine, line }) => line - startLine >= DEFINITION_LINES_MAX);
  return {
    opening: `Definitions of ${shown(name)}: ${found.length}.`,
    passages,
    notes: [
      ...(long
        ? [`Definitions are cut after ${DEFINITION_LINES_MAX} lines; read_lines shows the rest.`]
        : []),
      ...(more > 0 ? [`Not shown: ${countOf(more, 'more definition')}.`] : []),
      ...left,
    ],
  };
}

/** Where a text or a name stands, the lines of a file together, and how many lines there are in all. */
export type Places = {
  readonly files: readonly { readonly path: string; readonly lines: readonly number[] }[];
  readonly lineCount: number;
  readonly fileCount: number;
};

/** `texts` holds the whole files that could be read. */
export function answerPlaces(what: string, places: Places, texts: ReadonlyMap<string, string>): LookupAnswer {
  if (places.lineCount === 0) return nothing(`${what}: no line was found at the head revision.`);
  const passages = places.files.flatMap(({ path, lines }): Passage[] => {
    const text = texts.get(path);
    if (text === undefined) return [];
    const all = redactedLines(text);
    const numbers = lines.filter((line) => line <= all.length);
    return [{ label: labelOf(path, 'head'), lines: numbers.map((line) => all[line - 1] ?? ''), numbers }];
  });
  const told = passages.reduce((sum, { lines }) => sum + lines.length, 0);
  const opening = `${what}: ${countOf(places.lineCount, 'line')} in ${countOf(places.fileCount, 'file')} at the head revision.`;
  if (told === places.lineCount) return { opening, passages, notes: [] };
  const note = `${told} of them are chosen here, some of each file; search within a folder (under) tells more.`;
  return { opening, passages, notes: [note] };
}

type Commit = { readonly sha: string; readonly date: string; readonly subject: string };

/** `history` is null where it is not at hand; `text` is the whole file at the head revision. */
export function answerHistory(
  { path, line }: CallOf<'line_history'>,
  text: string,
  history: { readonly commits: readonly Commit[]; readonly complete: boolean } | null,
): LookupAnswer {
  const lines = redactedLines(text);
  if (line > lines.length) {
    return nothing(
      `line_history: line is ${line}, and the file has ${countOf(lines.length, 'line')} at the head revision. Ask for a line within it.`,
    );
  }
  const own: Passage = { label: labelOf(path, 'head'), ...span(lines, line, line) };
  if (history === null) {
    const opening = 'The history of this line is not at hand here. Judge by the code as it is.';
    return { opening, passages: [own], notes: [] };
  }
  const rows = history.commits.map(
    ({ sha, date, subject }) => `${sha.slice(0, SHORT_SHA_DIGITS)} ${date} ${subject}`,
  );
  const commits = { label: 'commits', lines: redact(rows.join('\n')).text.split('\n'), numbers: null };
  return {
    opening: `The line, and ${countOf(rows.length, 'commit')} that changed it, the latest first:`,
    passages: [own, commits],
    notes: history.complete ? [] : ['Earlier commits are not shown.'],
  };
}

/** An answer of one sentence. */
export function nothing(opening: string, notes: readonly string[] = []): LookupAnswer {
  return { opening, passages: [], notes };
}

const LINES_MAX = 400;
const DEFINITIONS_MAX = 8;
const DEFINITION_LINES_MAX = 80;
const COMMENT_LINES_MAX = 20;
const SHORT_SHA_DIGITS = 10;

/** The comment above a definition says what it promises. */
function commentStart({ comments }: Outline, startLine: number): number {
  let first = startLine;
  while (comments.has(first - 1) && startLine - first < COMMENT_LINES_MAX) first -= 1;
  return first;
}

function labelOf(path: string, revision: LookupRevision): string {
  return `${path} at the ${revision} revision`;
}

/** Secrets are looked for in the whole text: a line out of the middle of a key does not look like one. */
function redactedLines(text: string): string[] {
  return linesOf(redact(text).text);
}

function span(lines: readonly string[], first: number, last: number): Omit<Passage, 'label'> {
  const part = lines.slice(first - 1, last);
  return { lines: part, numbers: part.map((_, index) => first + index) };
}

import { cleanText } from './clean.ts';
import { fencedBlock } from './code-block.ts';
import { neutraliseLine } from './inline-text.ts';

export { inlineCode } from './code-block.ts';

/** Longest text of the model that is shown as one piece, in characters. */
const MODEL_TEXT_MAX = 10_000;
const LINE_MAX = 240;
const PARAGRAPH_MAX = 1_200;
const CUT_NOTICE = '\n\n(cut here: the text is too long)';
const CUT_SHRINK = 0.8;
/** Hidden characters fall away, so more of the source is read than can be shown. */
const SOURCE_PER_SHOWN = 4;

const FENCE = /^([ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*)(`{3,}|~{3,})([^`]*)$/;
const LANGUAGE = /^[A-Za-z0-9+#_.-]{1,20}$/;
/** GitHub draws these or offers to commit them; shown as text instead. */
const ACTIVE_LANGUAGE = /^(?:suggestion.*|mermaid|math|geojson|topojson|stl)$/i;
const CONTAINER = />[ \t]*|(?:[-*+]|\d{1,9}[.)])[ \t]+/y;
const HEADING = /#{1,6}(?:[ \t]+|$)/y;
/** Lines that draw a rule or turn the line above into a heading. */
const RULER = /^[\s>]*[-=+*_\s]*$/;
const PASSES_MAX = 4;
/** Within a word an underscore is only that. */
const EMPHASIS = /(?<!\\)(?:[*~]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9]))/g;
const COMMAND_IN_CODE = /^\/[A-Za-z][\w-]*(?=\s|$)/;

/**
 * A stranger's or a model's Markdown as text that can only be read: it notifies nobody, links nowhere, draws
 * no image, commands no bot and hides nothing. Code stays code. Doing it twice changes nothing.
 */
export function sanitizeMarkdown(markdown: string): string {
  return shorten(markdown, { lengthMax: MODEL_TEXT_MAX, notice: CUT_NOTICE, render: renderBlocks });
}

/** The same for a text of one line: a title, a reason. */
export function sanitizeLine(line: string): string {
  return shortLine(line, LINE_MAX);
}

/** The same for one that may be a long sentence or two. */
export function sanitizeParagraph(line: string): string {
  return shortLine(line, PARAGRAPH_MAX);
}

/** A sentence of our own about strangers' names: nothing in it is Markdown, as in `src/__init__.py` or `src/**`. */
export function sanitizeSentence(text: string): string {
  return withoutMarkdown(sanitizeLine(text));
}

/** The same for sentences that stand for themselves, of a length of their own. */
export function sanitizeSentences(text: string, lengthMax: number): string {
  return withoutMarkdown(shortLine(text, lengthMax));
}

function withoutMarkdown(line: string): string {
  return line
    .split(/(`+[^`]*`+)/)
    .map((part, index) => (index % 2 === 0 ? part.replaceAll(EMPHASIS, '\\$&') : part))
    .join('');
}

function shortLine(line: string, lengthMax: number): string {
  const render = (source: string): string => oneLine(sanitizeTextLine(oneLine(cleanText(source))));
  return shorten(line, { lengthMax, notice: '…', render });
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

type Shortening = {
  readonly lengthMax: number;
  readonly notice: string;
  readonly render: (source: string) => string;
};

/** Cuts the source, not the result, so that a cut never opens what sanitising had closed. */
function shorten(source: string, { lengthMax, notice, render }: Shortening): string {
  const whole = render(source.slice(0, lengthMax * SOURCE_PER_SHOWN));
  if (whole.length <= lengthMax && source.length <= lengthMax * SOURCE_PER_SHOWN) return whole;
  let length = Math.min(source.length, lengthMax);
  let shown = render(source.slice(0, length));
  while (shown.length > lengthMax - notice.length) {
    length = Math.floor(length * CUT_SHRINK);
    shown = render(source.slice(0, length));
  }
  return `${shown}${notice}`.trim();
}

function renderBlocks(source: string): string {
  const lines = cleanText(source).split('\n');
  const shown: string[] = [];
  let at = 0;
  while (at < lines.length) {
    const fence = FENCE.exec(lines[at] ?? '');
    if (fence === null) {
      const line = sanitizeTextLine(lines[at] ?? '');
      if (line !== '' || shown.at(-1) !== '') shown.push(line);
      at += 1;
    } else {
      const block = readFence(lines, at, fence);
      // At the margin and on its own line a fence is a fence in every context, list items included.
      shown.push(fencedBlock(block.language, block.code));
      at = block.next;
    }
  }
  return shown.join('\n').replace(/^\n+|\n+$/g, '');
}

type Block = { readonly language: string; readonly code: string; readonly next: number };

function readFence(lines: readonly string[], at: number, fence: RegExpExecArray): Block {
  const [, indent = '', run = '', information = ''] = fence;
  const closing = new RegExp(`^[ \\t]*${run.charAt(0)}{${run.length},}[ \\t]*$`);
  const end = lines.findIndex((line, index) => index > at && closing.test(line));
  const last = end === -1 ? lines.length : end;
  const margin = new RegExp(`^[ \\t]{0,${indent.length}}`);
  const code = lines.slice(at + 1, last).map((line) => line.replace(margin, ''));
  const language = information.trim().split(/\s/)[0] ?? '';
  return {
    language: LANGUAGE.test(language) && !ACTIVE_LANGUAGE.test(language) ? language : '',
    // Some bots read commands from raw text, code or not; one space in front disarms them.
    code: code
      .map((line) => (COMMAND_IN_CODE.test(line) ? ` ${line}` : line))
      .join('\n')
      .replace(end === -1 ? /\n+$/ : '', ''),
    next: last + 1,
  };
}

/** A line of text: list and quote marks stay, heading marks go, the rest is made harmless. */
function sanitizeTextLine(line: string): string {
  let shown = line;
  // Taking a link or a heading mark away can bring another mark to the front.
  for (let pass = 0; pass < PASSES_MAX; pass += 1) {
    const before = shown;
    const { marks, rest } = splitMarks(before);
    shown = `${marks}${neutraliseLine(rest)}`.trimEnd();
    if (RULER.test(shown)) return '';
    if (shown === before) return shown;
  }
  return shown;
}

function splitMarks(line: string): { marks: string; rest: string } {
  let marks = /^[ \t]*/.exec(line)?.[0] ?? '';
  let at = marks.length;
  for (;;) {
    CONTAINER.lastIndex = at;
    HEADING.lastIndex = at;
    const container = CONTAINER.exec(line)?.[0];
    const heading = container === undefined ? HEADING.exec(line)?.[0] : undefined;
    if (container === undefined && heading === undefined) return { marks, rest: line.slice(at) };
    marks += container ?? '';
    at += (container ?? heading ?? '').length;
  }
}

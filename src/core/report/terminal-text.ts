import { showHidden } from '../prompt/visible.ts';

export type Paint = (text: string) => string;

/** Colours are the caller's: plain functions when output is not a terminal. */
export type Palette = {
  readonly bold: Paint;
  readonly dim: Paint;
  readonly red: Paint;
  readonly yellow: Paint;
  readonly green: Paint;
  readonly cyan: Paint;
};

export type TerminalStyle = { readonly palette: Palette; readonly columns: number };

const INDENT = '   ';
const COLUMNS_MIN = 40;
/** Longer lines of prose are hard to read, however wide the window is. */
const COLUMNS_MAX = 100;

/** Columns for text that stands `INDENT` to the right. */
export function textWidth({ columns }: TerminalStyle): number {
  return Math.min(COLUMNS_MAX, Math.max(COLUMNS_MIN, columns)) - INDENT.length;
}

/**
 * Strangers' text must not steer the terminal: escape sequences, direction marks and other hidden characters
 * are shown as `\u{1b}`. Line breaks and tabs stay.
 */
export function visible(text: string): string {
  return showHidden(text).text.replaceAll('\r', '\\u{d}');
}

/** For paths, titles and reasons, which must stay on their line. */
export function visibleLine(text: string): string {
  return visible(text).replaceAll('\n', '\\n').replaceAll('\t', ' ');
}

export function indent(text: string, by = INDENT): string {
  return text === '' ? '' : text.replaceAll(/^(?=.)/gm, by);
}

/** Breaks long lines at spaces, and at any letter of a script without spaces; line breaks that are there stay. */
export function wrap(text: string, width: number): string {
  return text
    .split('\n')
    .map((paragraph) => wrapLine(paragraph, width))
    .join('\n');
}

function wrapLine(paragraph: string, width: number): string {
  // Lines of a list or of code keep their place below the first one.
  const margin = /^[ \t]*(?:[-*] |\d{1,3}\. )?/.exec(paragraph)?.[0].length ?? 0;
  const lines: string[] = [];
  let line = paragraph.slice(0, margin);
  let used = margin;
  for (const piece of paragraph.slice(margin).match(BREAKABLE) ?? []) {
    const size = columnsOf(piece.trimEnd());
    if (used > margin && used + size > width) {
      lines.push(line.trimEnd());
      line = ' '.repeat(margin);
      used = margin;
    }
    line += piece;
    used += columnsOf(piece);
  }
  return [...lines, line.trimEnd()].join('\n');
}

/** Scripts whose letters fill two columns and are written without spaces. */
const WIDE = String.raw`\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}`;
const BREAKABLE = new RegExp(`[${WIDE}]\\s*|[^\\s${WIDE}]+\\s*|\\s+`, 'gu');
const WIDE_LETTER = new RegExp(`[${WIDE}]`, 'gu');

/** Columns a line of text fills in a terminal. */
export function columnsOf(text: string): number {
  return [...text].length + (text.match(WIDE_LETTER)?.length ?? 0);
}

/** Filled up with spaces to `columns`. */
export function padded(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - columnsOf(text)));
}

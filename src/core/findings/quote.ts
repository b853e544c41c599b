import type { Side } from '../diff/diff.ts';

/** A quote as it may stand in a file. `loose` compares without leading blanks. */
export type QuoteForm = {
  readonly lines: readonly string[];
  readonly loose: boolean;
  /** What was taken off each line to get here: nothing, our line numbers, or diff signs. */
  readonly without: 'nothing' | 'numbers' | 'signs';
};

/** A line of a file as a place to find a quote: its number on the searched side, and its text. */
export type NumberedLine = { readonly line: number; readonly text: string };

const NUMBERED = /^\s*\d{1,7}(?:\s+\d{1,7})?\s*([-+])?\s?\| ?(.*)$/s;
const NUMBERED_BY_COLON = /^\s*\d{1,7}(?:\s+\d{1,7})?\s*([-+])?\s?: ?(.*)$/s;
const SIGNED = /^([-+ ])(.*)$/s;

/**
 * The forms of a quote on one side, the most literal first. Trailing blanks and `\r` never count. Copied
 * line numbers and signs are taken off only where the letters as they are do not occur; a line signed for
 * the other side is then left out. The last forms forgive a lost indentation.
 */
export function quoteForms(quote: string, side: Side): QuoteForm[] {
  const literal = trimmedLines(quote.split('\n'));
  const strict = [
    { lines: literal, loose: false, without: 'nothing' } as const,
    { lines: withoutPrefix(literal, NUMBERED, side), loose: false, without: 'numbers' } as const,
    { lines: withoutPrefix(literal, NUMBERED_BY_COLON, side), loose: false, without: 'numbers' } as const,
    { lines: withoutPrefix(literal, SIGNED, side), loose: false, without: 'signs' } as const,
  ];
  const forms = strict.flatMap((form) => (form.lines.length === 0 ? [] : [form]));
  return [...forms, ...forms.map((form) => ({ ...form, loose: true }))];
}

/** The replacement in the same dress as its quote: if the quote carried numbers or signs, so may it. */
export function undress(text: string, without: QuoteForm['without']): string {
  if (without === 'nothing') return text;
  const lines = text.split('\n');
  const patterns = without === 'numbers' ? [NUMBERED, NUMBERED_BY_COLON] : [SIGNED];
  const bare = patterns
    .map((pattern) => withoutPrefix(lines, pattern, 'RIGHT'))
    .find((found) => found.length > 0);
  return bare === undefined ? text : bare.join('\n');
}

/** Whether two runs of lines are the same text in the sense of the form. */
export function sameLines(form: QuoteForm, lines: readonly string[]): boolean {
  return (
    form.lines.length === lines.length &&
    form.lines.every((text, index) => sameLine(form, text, lines[index]))
  );
}

/** Where in `lines` the form occurs: indices of first lines. `lines` must be in order and without gaps. */
export function occurrences(form: QuoteForm, lines: readonly NumberedLine[]): number[] {
  const found: number[] = [];
  for (let start = 0; start + form.lines.length <= lines.length; start += 1) {
    if (form.lines.every((text, index) => sameLine(form, text, lines[start + index]?.text)))
      found.push(start);
  }
  return found;
}

/**
 * The part of a span that a quote hanging over its edge covers: the longest end of the quote that is the
 * beginning of the span, or beginning that is its end. Null when fewer than two lines with words agree,
 * because a brace alone agrees with anything.
 */
export function overhang(
  form: QuoteForm,
  lines: readonly NumberedLine[],
): { from: number; to: number } | null {
  const longest = Math.min(form.lines.length - 1, lines.length);
  for (let length = longest; length >= 2; length -= 1) {
    const atStart = { ...form, lines: form.lines.slice(-length) };
    const atEnd = { ...form, lines: form.lines.slice(0, length) };
    if (!isTelling(atStart.lines) && !isTelling(atEnd.lines)) continue;
    const first = lines.slice(0, length).map((line) => line.text);
    const last = lines.slice(-length).map((line) => line.text);
    if (isTelling(atStart.lines) && sameLines(atStart, first)) return { from: 0, to: length };
    if (isTelling(atEnd.lines) && sameLines(atEnd, last))
      return { from: lines.length - length, to: lines.length };
  }
  return null;
}

function isTelling(lines: readonly string[]): boolean {
  return lines.filter((line) => /[\p{L}\p{N}]/u.test(line)).length >= 2;
}

function sameLine(form: QuoteForm, quoted: string, text: string | undefined): boolean {
  if (text === undefined) return false;
  return form.loose ? quoted.trim() === text.trim() : quoted.trimEnd() === text.trimEnd();
}

/** Empty when a line does not carry the prefix, or when no line is left. */
function withoutPrefix(lines: readonly string[], pattern: RegExp, side: Side): string[] {
  const matches = lines.map((line) => (line.trim() === '' ? null : pattern.exec(line)));
  if (lines.some((line, index) => line.trim() !== '' && matches[index] === null)) return [];
  const bySign = pattern === SIGNED;
  if (bySign && !matches.some((match) => match?.[1] === '+' || match?.[1] === '-')) return [];
  const otherSign = side === 'RIGHT' ? '-' : '+';
  const kept = matches.filter((match) => match?.[1] !== otherSign);
  return trimmedLines(kept.map((match) => match?.[2] ?? ''));
}

function trimmedLines(lines: readonly string[]): string[] {
  const first = lines.findIndex((line) => line.trim() !== '');
  const last = lines.findLastIndex((line) => line.trim() !== '');
  return first === -1 ? [] : lines.slice(first, last + 1);
}

import type { Anchor } from '../findings/finding.ts';
import { en, type Words } from '../words/en.ts';
import { inlineCode } from './code-block.ts';

const MILLISECONDS_PER_SECOND = 1_000;
const SECONDS_PER_MINUTE = 60;
const CENTS_MIN_SHOWN = 0.01;
const USD_DIGITS = 2;
const USD_DIGITS_SMALL = 4;
/** Longest path shown; the end of a path says more than its start. */
const PATH_MAX = 160;

/** `1 finding`, `2 findings`. */
export function countOf(count: number, one: string, many = `${one}s`): string {
  return `${grouped(count)} ${count === 1 ? one : many}`;
}

/** `12,345`. */
export function grouped(count: number, { thousands }: Pick<Words, 'thousands'> = en): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, thousands);
}

/** `42 s`, `3 min 5 s`. */
export function duration(milliseconds: number): string {
  const seconds = Math.round(milliseconds / MILLISECONDS_PER_SECOND);
  if (seconds < SECONDS_PER_MINUTE) return `${seconds} s`;
  return `${Math.floor(seconds / SECONDS_PER_MINUTE)} min ${seconds % SECONDS_PER_MINUTE} s`;
}

/** `$0.31`; below a cent `$0.0031`. */
export function dollars(usd: number): string {
  return `$${usd.toFixed(usd < CENTS_MIN_SHOWN ? USD_DIGITS_SMALL : USD_DIGITS)}`;
}

export function sentence(text: string, { stop }: Pick<Words, 'stop'> = en): string {
  if (/[.!?…。！？]\)?$/.test(text)) return text;
  // Latin letters end with a full stop in every language.
  return `${text}${/[A-Za-z]$/.test(text) ? '.' : stop}`;
}

/** `src/a.ts:3-5` as a code span; a removed line is numbered in the old file, and says so. */
export function placeOf(anchor: Anchor, words: Words): string {
  if (anchor.kind === 'summary') return placeOfLine(anchor.path, anchor.line);
  const range = anchor.startLine === null ? `${anchor.line}` : `${anchor.startLine}-${anchor.line}`;
  const place = inlineCode(`${shortPath(anchor.path)}:${range}`);
  return anchor.side === 'LEFT' ? words.removed(place) : place;
}

export function placeOfLine(path: string, line: number | null): string {
  return inlineCode(line === null ? shortPath(path) : `${shortPath(path)}:${line}`);
}

export function shortPath(path: string): string {
  return path.length <= PATH_MAX ? path : `…${path.slice(1 - PATH_MAX).toWellFormed()}`;
}

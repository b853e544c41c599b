import { keyLine, readSection } from './answer-section.ts';
import { type BlockEnds, isBareFence } from './blocks.ts';
import type { WrittenFinding } from './written-fields.ts';

/** An answer in the written form, taken apart. */
export type WrittenAnswer = {
  readonly sections: readonly WrittenFinding[];
  /** The last closing line, if no section follows it. `linesAfter` counts lines with words after it. */
  readonly closing: { readonly count: number | null; readonly linesAfter: number } | null;
  /** What is neither quote nor suggestion. */
  readonly prose: string;
};

const HEADING_CHARACTERS_MAX = 400;
const KEY_DISTANCE_LINES = 3;
const NUMBER_WORDS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

/**
 * Fences in the notes are passed over, never obeyed: an answer wrapped in one big block, or notes with a
 * block left open, must not hide the sections below.
 */
export function readWrittenAnswer(text: string): WrittenAnswer {
  const lines = text.split('\n');
  const marks = lines.map((_, index) => markAt(lines, index));
  const boundaries = boundariesOf(marks);
  const sections: WrittenFinding[] = [];
  const prose: string[] = [];
  let closing: { readonly count: number | null } | null = null;
  let linesAfter = 0;
  let index = 0;
  while (index < lines.length) {
    const mark = marks[index] ?? null;
    const line = lines[index] ?? '';
    index += 1;
    if (mark?.kind === 'section') {
      const { written, next } = readSection(lines, { start: index, title: mark.title, boundaries });
      sections.push(written);
      prose.push(written.body);
      closing = null;
      index = next;
    } else if (mark?.kind === 'closing') {
      closing = mark;
      linesAfter = 0;
    } else {
      prose.push(line);
      if (line.trim() !== '' && !isBareFence(line)) linesAfter += 1;
    }
  }
  const end = closing === null ? null : { count: closing.count, linesAfter };
  return { sections, closing: end, prose: prose.join('\n') };
}

type Mark =
  | { readonly kind: 'section'; readonly title: string; readonly hasKeys: boolean }
  | { readonly kind: 'closing'; readonly count: number | null };

function markAt(lines: readonly string[], index: number): Mark | null {
  const line = lines[index] ?? '';
  if (line.length > HEADING_CHARACTERS_MAX || !/finding|end of/i.test(line)) return null;
  const heading = /^\s{0,3}(?:>\s?)?(#{1,6}|\*\*|__)?(.*)$/.exec(line);
  const isMarked = heading?.[1] !== undefined;
  // Runs of blanks become one, or the patterns below would cost their cube.
  const words = (heading?.[2] ?? '')
    .replace(/\*\*|__/g, '')
    .replace(/\s+/g, ' ')
    .replace(/[# ]+$/, '')
    .trim();
  const closing = closingOf(words, isMarked);
  if (closing !== null) return closing;
  const finding =
    /^finding\b\s*(?:#|no\.?)?\s*(?:\d+(?:\s*(?:of|\/)\s*\d+)?)?\s*(?:[:.)—–-]+\s*(.*))?$/i.exec(words);
  if (finding === null || !isMarked) return null;
  const isExact = /^finding$/i.test(words) && line.includes('#');
  const hasKeys = keyFollows(lines, index);
  return isExact || hasKeys ? { kind: 'section', title: finding[1] ?? '', hasKeys } : null;
}

function closingOf(words: string, isMarked: boolean): Mark | null {
  const match = /^end of (?:the )?review\b\s*[:.—–-]*\s*(.*)$/i.exec(words);
  if (match === null) return null;
  const stated = /^(\d{1,6}|no|[a-z]+)?\s*(?:findings?|finding\(s\))?\.?$/i.exec(match[1] ?? '');
  const count = countOf(stated?.[1]);
  return isMarked || count !== null ? { kind: 'closing', count } : null;
}

function countOf(word: string | undefined): number | null {
  if (word === undefined) return null;
  if (/^\d+$/.test(word)) return Number(word);
  const place = word.toLowerCase() === 'no' ? 0 : NUMBER_WORDS.indexOf(word.toLowerCase());
  return place === -1 ? null : place;
}

/** Notes may have a heading "Finding 1" of their own; a section starts with a field. */
function keyFollows(lines: readonly string[], index: number): boolean {
  const near = lines.slice(index + 1, index + 1 + 2 * KEY_DISTANCE_LINES);
  const words = near.filter((line) => line.trim() !== '').slice(0, KEY_DISTANCE_LINES);
  const nextHeading = words.findIndex((line) => line.startsWith('#'));
  return words
    .slice(0, nextHeading === -1 ? words.length : nextHeading)
    .some((line) => keyLine(line) !== null);
}

/** For each line the next mark and the next section with fields, itself included. */
function boundariesOf(marks: readonly (Mark | null)[]): BlockEnds[] {
  let next: BlockEnds = { mark: marks.length, section: marks.length };
  const boundaries = marks.map(() => next);
  for (let index = marks.length - 1; index >= 0; index -= 1) {
    const mark = marks[index] ?? null;
    const startsSection = mark?.kind === 'section' && mark.hasKeys;
    if (mark !== null) next = { mark: index, section: startsSection ? index : next.section };
    boundaries[index] = next;
  }
  return boundaries;
}

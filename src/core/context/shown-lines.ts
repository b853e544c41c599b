import type { Snippet } from './snippet.ts';

/** More pieces than these are an outline: nobody reads where each of them stands. */
const PIECES_SHOWN_MAX = 6;

/** Which lines of its file a snippet shows, in words: `3-9, 40-52`; of an outline from where to where it goes. */
export function shownLines({ startLine, line, numbers = [] }: Snippet): {
  readonly text: string;
  readonly isOutline: boolean;
} {
  const shown = new Set(numbers);
  const starts = numbers.filter((number) => !shown.has(number - 1));
  if (starts.length < 2) return { text: `${startLine}-${line}`, isOutline: false };
  if (starts.length > PIECES_SHOWN_MAX) return { text: `${startLine}-${line}`, isOutline: true };
  const ends = numbers.filter((number) => !shown.has(number + 1));
  return {
    text: starts.map((start, index) => `${start}-${ends[index] ?? start}`).join(', '),
    isOutline: false,
  };
}

import { describe, expect, it } from '@jest/globals';
import { shownLines } from '../../../src/core/context/shown-lines.ts';
import type { Snippet } from '../../../src/core/context/snippet.ts';

const snippetOf = (startLine: number, line: number, numbers?: readonly number[]): Snippet => ({
  path: 'a.ts',
  revision: 'head',
  startLine,
  line,
  text: '',
  ...(numbers === undefined ? {} : { numbers }),
  reason: 'defines a used name',
  of: ['b.ts'],
});
const pieces = (count: number) => Array.from({ length: count }, (_piece, index) => 1 + 10 * index);

describe('the lines a snippet shows', () => {
  it.each([
    ['in a row', snippetOf(3, 9), '3-9', false],
    ['in a row, though numbered', snippetOf(3, 5, [3, 4, 5]), '3-5', false],
    ['in two pieces', snippetOf(3, 41, [3, 4, 40, 41]), '3-4, 40-41', false],
    ['in pieces of a line', snippetOf(3, 40, [3, 40]), '3-3, 40-40', false],
    ['in six pieces', snippetOf(1, 51, pieces(6)), '1-1, 11-11, 21-21, 31-31, 41-41, 51-51', false],
    ['in outline', snippetOf(1, 61, pieces(7)), '1-61', true],
  ])('%s', (_how, snippet, text, isOutline) => {
    expect(shownLines(snippet)).toEqual({ text, isOutline });
  });
});

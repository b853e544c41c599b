import { describe, expect, it } from '@jest/globals';
import {
  choosePlaces,
  definitionPaths,
  linesUnder,
  wholeWordLines,
} from '../../../src/core/lookup/places.ts';

const at = (path: string, line: number, text = 'x') => ({ path, line, text });

describe('whole words', () => {
  it.each([
    ['price()', true],
    ['a.price', true],
    ['priceList', false],
    ['$price', false],
    ['price2', false],
    ['unitprice', false],
    ['pricé price', true],
    ['éprice', false],
    ['list.price + priceList', true],
  ])('price in %s', (text, found) => {
    expect(wholeWordLines([at('a', 1, text)], 'price').length === 1).toBe(found);
  });

  it('may hold what is a mark elsewhere', () => {
    expect(wholeWordLines([at('a', 1, '$el.x'), at('a', 2, 'el')], '$el').map(({ line }) => line)).toEqual([
      1,
    ]);
  });
});

describe('a folder to stay in', () => {
  const lines = [at('src/a.ts', 1), at('src2/a.ts', 1), at('src/b/c.ts', 1), at('src', 1)];
  it.each([
    [null, ['src/a.ts', 'src2/a.ts', 'src/b/c.ts', 'src']],
    ['src', ['src/a.ts', 'src/b/c.ts', 'src']],
    ['src/b/c.ts', ['src/b/c.ts']],
    ['lib', []],
  ])('%s', (under, paths) => expect(linesUnder(lines, under).map(({ path }) => path)).toEqual(paths));
});

describe('choosing among many lines', () => {
  it('takes some of each file, of some files, and tells how many there were', () => {
    const lines = Array.from({ length: 50 }, (_, file) =>
      Array.from({ length: 12 }, (_line, index) => at(`f${file}`, index + 1)),
    ).flat();
    const { files, lineCount, fileCount } = choosePlaces(lines);
    expect([files.length, files[0]?.lines.length, lineCount, fileCount]).toEqual([40, 10, 600, 50]);
  });

  it('reads files that seem to define the name before those that only use it', () => {
    const users = Array.from({ length: 45 }, (_, index) => at(`a${index}.ts`, 1, 'parse(x)'));
    const { paths, unread } = definitionPaths(
      [...users, at('z.ts', 3, 'export function parse(x) {')],
      'parse',
    );
    expect([paths[0], paths.length, unread]).toEqual(['z.ts', 40, 6]);
  });
});

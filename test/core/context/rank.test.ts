import { describe, expect, it } from '@jest/globals';
import type { Neighbour } from '../../../src/core/context/neighbour.ts';
import { inOrder } from '../../../src/core/context/rank.ts';
import type { SnippetReason } from '../../../src/core/context/snippet.ts';

function neighbour(path: string, rest: Partial<Neighbour> = {}): Neighbour {
  return { path, reason: 'uses a removed name', of: ['src/changed.ts'], centres: [1], worth: 1, ...rest };
}

function crowd(count: number, rest: Partial<Neighbour> = {}): Neighbour[] {
  return Array.from({ length: count }, (_, index) =>
    neighbour(`${rest.reason} ${String(index).padStart(3, '0')}`, rest),
  );
}

describe('the order of neighbours', () => {
  it.each<[string, Neighbour[], string[]]>([
    [
      'one of each manner comes before a second one of any',
      [
        neighbour('a', { manner: '_.find(_,_)' }),
        neighbour('b', { manner: '_.find(_,_)' }),
        neighbour('c', { manner: 'find(_)' }),
      ],
      ['a', 'c', 'b'],
    ],
    [
      'second ones come before third ones',
      [
        neighbour('a', { manner: 'x' }),
        neighbour('b', { manner: 'x' }),
        neighbour('c', { manner: 'x' }),
        neighbour('d', { manner: 'y' }),
        neighbour('e', { manner: 'y' }),
      ],
      ['a', 'd', 'b', 'e', 'c'],
    ],
    [
      'those of which no manner is known stay by path',
      [neighbour('c', { manner: 'x' }), neighbour('b'), neighbour('a')],
      ['a', 'b', 'c'],
    ],
    [
      'worth goes before manner',
      [
        neighbour('a', { manner: 'x', worth: 2 }),
        neighbour('b', { manner: 'x', worth: 2 }),
        neighbour('c', { manner: 'y' }),
      ],
      ['a', 'b', 'c'],
    ],
    [
      'a manner is first for each changed file',
      [
        neighbour('a', { manner: 'x', of: ['one'] }),
        neighbour('b', { manner: 'x', of: ['other'] }),
        neighbour('c', { manner: 'y', of: ['one'] }),
      ],
      ['a', 'b', 'c'],
    ],
  ])('%s', (_title, neighbours, expected) => {
    expect(inOrder(neighbours).map(({ path }) => path)).toEqual(expected);
  });

  it.each<[SnippetReason, { wide: number; narrow: number }]>([
    ['uses a removed name', { wide: 10, narrow: 40 }],
    ['implements a changed type', { wide: 8, narrow: 24 }],
    ['imports a changed file', { wide: 8, narrow: 32 }],
    ['defines a used name', { wide: 8, narrow: 0 }],
    ['uses a changed name', { wide: 5, narrow: 0 }],
  ])('of many a first helping, then others, then the rest narrowly: %s', (reason, { wide, narrow }) => {
    const found = inOrder([...crowd(100, { reason }), neighbour('other', { reason: 'fixture of a test' })]);
    const kinds = found.map((one) =>
      one.reason === reason ? (one.narrow === true ? 'narrow' : 'wide') : 'other',
    );
    expect(kinds).toEqual([
      ...Array.from({ length: wide }, () => 'wide'),
      'other',
      ...Array.from({ length: narrow }, () => 'narrow'),
    ]);
  });

  it('each changed file has a first helping of its own', () => {
    const found = inOrder([
      ...crowd(10),
      neighbour('x', { of: ['src/changed.ts'] }),
      neighbour('y', { of: ['src/changed.ts', 'src/other.ts'] }),
    ]);
    expect(found.filter(({ narrow }) => narrow).map(({ path }) => path)).toEqual(['x']);
  });

  it('one path stands once, by its first reason and with the lines of all', () => {
    const found = inOrder([
      neighbour('a', { reason: 'uses the same key', centres: [9, 4] }),
      neighbour('a', { centres: [4, 2], of: ['src/other.ts'] }),
    ]);
    expect(found).toEqual([
      expect.objectContaining({
        reason: 'uses a removed name',
        centres: [4, 2, 9],
        of: ['src/other.ts', 'src/changed.ts'],
      }),
    ]);
  });
});

import { describe, expect, it } from '@jest/globals';
import { cutTogether } from '../../../src/core/context/spans.ts';

const HEAD = { path: 'a.ts', revision: 'head', reason: 'uses the same key', of: ['b.ts'] } as const;
const LINES = Array.from({ length: 400 }, (_, index) => `line ${index + 1}`);

describe('spans of one file', () => {
  it('share a snippet, which tells the number of each line', () => {
    const spans = [
      { startLine: 3, line: 5 },
      { startLine: 40, line: 41 },
    ];
    expect(cutTogether(HEAD, LINES, spans)).toEqual([
      {
        ...HEAD,
        startLine: 3,
        line: 41,
        text: 'line 3\nline 4\nline 5\nline 40\nline 41',
        numbers: [3, 4, 5, 40, 41],
      },
    ]);
  });

  it('a lone one needs no numbers', () => {
    expect(cutTogether(HEAD, LINES, [{ startLine: 3, line: 4 }])).toEqual([
      { ...HEAD, startLine: 3, line: 4, text: 'line 3\nline 4' },
    ]);
  });

  it.each<[string, [number, number][], string[]]>([
    [
      'up to 120 lines are together',
      [
        [1, 60],
        [101, 160],
      ],
      ['1-160'],
    ],
    [
      'one more is apart',
      [
        [1, 60],
        [101, 161],
      ],
      ['1-60', '101-161'],
    ],
    [
      'what follows joins the last',
      [
        [1, 60],
        [101, 161],
        [201, 259],
      ],
      ['1-60', '101-259'],
    ],
    [
      'a long one stands alone',
      [
        [1, 200],
        [301, 302],
      ],
      ['1-200', '301-302'],
    ],
    ['none gives nothing', [], []],
  ])('%s', (_title, spans, expected) => {
    const cut = cutTogether(
      HEAD,
      LINES,
      spans.map(([startLine, line]) => ({ startLine, line })),
    );
    expect(cut.map(({ startLine, line }) => `${startLine}-${line}`)).toEqual(expected);
  });
});

import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { isCovered, oldLineOf } from '../../../eval/retrieval/covered.ts';
import type { Snippet } from '../../../src/core/context/snippet.ts';
import { rebuildPatch } from '../../../src/core/diff/rebuild.ts';

const OLD = Array.from({ length: 40 }, (_line, index) => `line ${index + 1}`);
/** Two lines more at the top, and line 20 of the old text rewritten. */
const NOW = ['new a', 'new b', ...OLD.map((line) => (line === 'line 20' ? 'rewritten' : line))];

const patchBetween = (old: readonly string[], now: readonly string[]) =>
  rebuildPatch(
    { path: 'a.ts', oldPath: 'a.ts', status: 'modified' },
    `${old.join('\n')}\n`,
    `${now.join('\n')}\n`,
  );

function packOf(...snippets: readonly Partial<Snippet>[]) {
  const patch = patchBetween(OLD, NOW);
  const parts = patch.hunks.map((hunk) => ({ hunk, from: 0, to: hunk.lines.length }));
  const whole: Snippet = {
    path: 'a.ts',
    revision: 'base',
    startLine: 1,
    line: OLD.length,
    text: OLD.join('\n'),
    reason: 'changed file',
    of: ['a.ts'],
  };
  return {
    index: 1,
    count: 1,
    patches: [{ patch, parts }],
    snippets: snippets.map((one) => ({ ...whole, ...one })),
    leftOut: [],
    tokens: 0,
  };
}

describe('a needed line', () => {
  const outline = { startLine: 30, line: 36, text: 'line 30\nline 36', numbers: [30, 36] };
  it.each([
    ['that the change adds is in the hunks', 1, 2, [], true],
    ['beside a change is in the hunks', 21, 23, [], true],
    ['that the change leaves alone is in no hunk', 38, 38, [], false],
    ['that the change leaves alone is in the file as it was', 30, 38, [{}], true],
    ['beyond the shown part of the file as it was', 38, 38, [{ line: 35 }], false],
    ['at the edge of that part, under its old number', 38, 38, [{ line: 36 }], true],
    ['in a part of the file as it is now', 38, 38, [{ revision: 'head', line: 37 }], false],
    ['in a larger part of the file as it is now', 38, 38, [{ revision: 'head', line: 38 }], true],
    ['in an outline', 38, 38, [outline], true],
    ['between two lines of an outline', 37, 37, [outline], false],
    ['in another file', 38, 38, [{ path: 'b.ts' }], false],
  ] as const)('%s', (_what, first, last, snippets, expected) => {
    expect(isCovered({ path: 'a.ts', first, last }, [packOf(...snippets)])).toBe(expected);
  });

  it('of a file that the change leaves alone has one number', () => {
    const pack = packOf({ path: 'b.ts', revision: 'head', startLine: 5, line: 9 });
    expect(isCovered({ path: 'b.ts', first: 5, last: 9 }, [pack])).toBe(true);
    expect(isCovered({ path: 'b.ts', first: 4, last: 9 }, [pack])).toBe(false);
  });
});

it('the old number of a line is that of the same line, whatever was changed around it', () => {
  const line = fc.constantFrom('a', 'b', 'c', '', '  d');
  const lines = fc.array(line, { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(lines, lines, (old, now) => {
      const patch = patchBetween(old, now);
      for (const [index, text] of now.entries()) {
        const number = oldLineOf(patch, index + 1);
        const added = patch.hunks.some(({ lines: all }) =>
          all.some(({ kind, newLine }) => kind === 'added' && newLine === index + 1),
        );
        expect(number === null).toBe(added);
        if (number !== null) expect(old[number - 1]).toBe(text);
      }
    }),
  );
});

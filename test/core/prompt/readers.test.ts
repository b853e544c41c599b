import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ContextPack } from '../../../src/core/budget/context-pack.ts';
import type { FilePatch } from '../../../src/core/diff/diff.ts';
import { chooseEffort } from '../../../src/core/prompt/effort.ts';
import { readersOf } from '../../../src/core/prompt/readers.ts';
import { editOf, patchOf, settingsWith } from '../context/builders.ts';

function packOf(patches: readonly FilePatch[]): ContextPack {
  const packed = patches.map((patch) => ({
    patch,
    parts: patch.hunks.map((hunk) => ({ hunk, from: 0, to: hunk.lines.length })),
  }));
  return { index: 1, count: 1, patches: packed, snippets: [], leftOut: [], tokens: 0 };
}

const files = (count: number): FilePatch[] =>
  Array.from({ length: count }, (_, index) => editOf(`src/f${index}.ts`));
const namesOf = (patches: readonly FilePatch[], effort: 'quick' | 'standard' | 'deep', words = '') =>
  readersOf(packOf(patches), { effort, words }).map(({ name }) => name);
const added = (path: string, text: string) => patchOf(path, { at: 1, lines: [` before`, `+${text}`] });

describe('who reads a change', () => {
  it.each<[string, FilePatch[], 'quick' | 'standard' | 'deep', string[]]>([
    ['quick is one call', [editOf('src/a.ts')], 'quick', ['whole']],
    ['quick is one call, however large', files(40), 'quick', ['whole']],
    ['a removed line has a contract', [editOf('src/a.ts')], 'standard', ['whole', 'contract']],
    ['a harmless added line needs one reader', [added('src/a.ts', 'x')], 'standard', ['whole']],
    ['a handle has a life', [added('src/a.ts', 'await file.close();')], 'standard', ['whole', 'state']],
    ['input from outside', [added('src/a.ts', 'run(request.body)')], 'standard', ['whole', 'security']],
    ['a migration', [added('db/migrations/1.ts', 'x')], 'standard', ['whole', 'security']],
    ['a test promises something', [added('src/a.test.ts', 'x')], 'standard', ['whole', 'claims']],
    ['prose is read once', [editOf('README.md')], 'deep', ['whole']],
    [
      'deep is every lens and two more looks',
      [added('src/a.ts', 'x')],
      'deep',
      ['whole', 'contract', 'state', 'security', 'claims', 'again 1', 'again 2'],
    ],
    [
      'a large change is shared',
      files(23),
      'standard',
      ['files 1 of 3', 'files 2 of 3', 'files 3 of 3', 'contract'],
    ],
  ])('%s', (_what, patches, effort, names) => expect(namesOf(patches, effort)).toEqual(names));

  it.each([
    [17, [9, 8]],
    [21, [7, 7, 7]],
    [23, [8, 8, 7]],
    [31, [8, 8, 8, 7]],
  ])('%d files are shared evenly', (count, sizes) => {
    const readers = readersOf(packOf(files(count)), { effort: 'standard', words: '' });
    expect(readers.flatMap(({ covers }) => (covers.length === 0 ? [] : [covers.length]))).toEqual(sizes);
  });

  it('up to sixteen files are read by one', () => {
    expect(namesOf(files(16), 'standard')[0]).toBe('whole');
  });

  it('a description long enough to promise something is held against the change', () =>
    expect(
      namesOf(
        [added('src/a.ts', 'x')],
        'standard',
        'Orders that were cancelled twice are now refunded only once.',
      ),
    ).toEqual(['whole', 'claims']));

  it('every file is covered by exactly one reader, and every name is given once', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.constantFrom('quick' as const, 'standard' as const, 'deep' as const),
        (count, effort) => {
          const readers = readersOf(packOf(files(count)), { effort, words: '' });
          const covered = readers.flatMap(({ covers }) => covers);
          expect(covered.toSorted()).toEqual(
            files(count)
              .map(({ path }) => path)
              .toSorted(),
          );
          expect(new Set(readers.map(({ name }) => name)).size).toBe(readers.length);
        },
      ),
    );
  });
});

describe('effort', () => {
  it.each<[string, FilePatch[], string, string]>([
    ['code', [editOf('src/a.ts')], 'auto', 'standard'],
    ['prose', [editOf('README.md')], 'auto', 'quick'],
    ['prose and code', [editOf('README.md'), editOf('src/a.ts')], 'auto', 'standard'],
    ['whatever is asked for', [editOf('README.md')], 'deep', 'deep'],
  ])('for %s', (_what, patches, effort, chosen) =>
    expect(chooseEffort(patches, settingsWith('', { effort })).effort).toBe(chosen),
  );
});

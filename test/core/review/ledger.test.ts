import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { HunkPart } from '../../../src/core/budget/context-pack.ts';
import { coverageOf } from '../../../src/core/review/ledger.ts';
import type { PackAccount } from '../../../src/core/review/review.ts';
import { accountOf, diffOf, hunkOf, packOf, patchOf, scopeOf } from '../report/sample.ts';

const FIRST = hunkOf('a.ts', 1, 10);
const SECOND = hunkOf('a.ts', 2, 10);
const PATCH = patchOf('a.ts', [FIRST, SECOND]);
const FAILURE = {
  code: 'KIMI_OVERLOADED',
  message: 'Kimi is short of capacity.',
  remedy: 'Run again.',
} as const;

function packOfParts(
  index: number,
  parts: readonly HunkPart[],
  more: Partial<PackAccount> = {},
): PackAccount {
  return accountOf(packOf([], { index, patches: [{ patch: PATCH, parts }] }), more);
}
const whole = { hunk: FIRST, from: 0, to: 10 };
const stateOf = (packs: readonly PackAccount[], id = FIRST.id) =>
  coverageOf({ diff: diffOf([PATCH]), scope: scopeOf([PATCH]), packs }).rows.find((row) => row.hunkId === id);

describe('the row of a hunk', () => {
  it.each([
    ['packed whole and answered', [packOfParts(1, [whole])], 'whole', null],
    [
      'packed in windows that meet',
      [packOfParts(1, [{ ...whole, to: 6 }]), packOfParts(2, [{ ...whole, from: 6 }])],
      'windowed',
      null,
    ],
    [
      'packed in windows that overlap, out of order',
      [packOfParts(1, [{ ...whole, from: 4 }]), packOfParts(2, [{ ...whole, to: 6 }])],
      'windowed',
      null,
    ],
    [
      'packed in windows with a gap',
      [packOfParts(1, [{ ...whole, to: 4 }]), packOfParts(2, [{ ...whole, from: 5 }])],
      'failed',
      'line 5 of this hunk was not packed',
    ],
    [
      'cut at its end',
      [packOfParts(1, [{ ...whole, to: 9 }])],
      'failed',
      'line 10 of this hunk was not packed',
    ],
    [
      'in a pack without an answer',
      [packOfParts(1, [whole], { state: 'failed', failure: FAILURE })],
      'failed',
      'Kimi is short of capacity.',
    ],
    [
      'read once, but not by the second pack it is in',
      [packOfParts(1, [whole]), packOfParts(2, [whole], { state: 'failed', failure: FAILURE })],
      'failed',
      'Kimi is short of capacity.',
    ],
    [
      'in a pack whose answer broke off',
      [packOfParts(1, [whole], { state: 'partly' })],
      'failed',
      'The answer about it broke off.',
    ],
    ['in no pack and under no rule', [], 'failed', 'was not packed'],
  ])('%s', (_what, packs, state, reason) => expect(stateOf(packs)).toMatchObject({ state, reason }));

  it('carries its header and its packs', () =>
    expect(stateOf([packOfParts(3, [whole])])).toEqual({
      path: 'a.ts',
      hunkId: 'a.ts#1',
      header: '@@ -10,0 +10,10 @@',
      state: 'whole',
      reason: null,
      packs: [3],
    }));
});

describe('the rows of files', () => {
  const rename = patchOf('renamed.ts', []);
  const binary = { ...patchOf('logo.png', []), kind: 'binary' as const };

  it('one for each file without hunks and each file nobody could read', () => {
    const scope = scopeOf([PATCH, rename], {
      excluded: [
        { path: 'logo.png', rule: 'binary', reason: 'binary file', hunkIds: [] },
        { path: 'a.ts', rule: 'path-filter', reason: 'excluded by paths.exclude', hunkIds: [SECOND.id] },
      ],
    });
    const coverage = coverageOf({
      diff: diffOf([PATCH, rename, binary], [{ path: 'huge.sql', reason: 'GitHub gave no patch' }]),
      scope,
      packs: [accountOf(packOf([patchOf('a.ts', [FIRST]), rename]))],
    });
    expect(coverage.rows.map(({ path, hunkId, state, reason }) => [path, hunkId, state, reason])).toEqual([
      ['a.ts', 'a.ts#1', 'whole', null],
      ['a.ts', 'a.ts#2', 'excluded', 'excluded by paths.exclude'],
      ['renamed.ts', null, 'whole', null],
      ['logo.png', null, 'excluded', 'binary file'],
      ['huge.sql', null, 'failed', 'GitHub gave no patch'],
    ]);
    expect(coverage).toMatchObject({ read: 2, excluded: 2, failed: 1, percent: 80 });
  });

  it('a file without hunks that is nowhere was not read', () => {
    const coverage = coverageOf({ diff: diffOf([rename]), scope: scopeOf([rename]), packs: [] });
    expect(coverage.rows[0]).toMatchObject({ state: 'failed', reason: 'was not packed' });
  });

  it('an unread file that a rule leaves out anyway is no gap', () => {
    const excluded = [{ path: 'x.lock', rule: 'lock-file' as const, reason: 'lock file', hunkIds: [] }];
    const coverage = coverageOf({
      diff: diffOf([], [{ path: 'x.lock', reason: 'too large' }]),
      scope: scopeOf([], { excluded }),
      packs: [],
    });
    expect(coverage.rows[0]).toMatchObject({ state: 'excluded', reason: 'lock file' });
  });
});

describe('the sums', () => {
  it('the share is rounded down, so one gap never reads as 100 %', () => {
    const hunks = Array.from({ length: 250 }, (_, index) => hunkOf('a.ts', index + 1));
    const read = patchOf('a.ts', hunks.slice(1));
    const coverage = coverageOf({
      diff: diffOf([patchOf('a.ts', hunks)]),
      scope: scopeOf([patchOf('a.ts', hunks)]),
      packs: [accountOf(packOf([read]))],
    });
    expect(coverage).toMatchObject({ read: 249, failed: 1, percent: 99 });
  });

  const fate = fc.constantFrom('read', 'partly', 'failed', 'excluded', 'nowhere', 'cut' as const);
  it('one row for every hunk, and read + excluded + failed are all of them', () => {
    fc.assert(
      fc.property(fc.array(fc.array(fate, { maxLength: 5 }), { maxLength: 6 }), (files) => {
        const patches = files.map((fates, file) =>
          patchOf(
            `f${file}.ts`,
            fates.map((_fate, index) => hunkOf(`f${file}.ts`, index + 1)),
          ),
        );
        const fates = files.flat();
        const hunks = patches.flatMap(({ hunks: ofFile }) => ofFile);
        const packs = hunks.flatMap((hunk, index): PackAccount[] => {
          const its = fates[index];
          if (its === 'excluded' || its === 'nowhere') return [];
          const parts = [{ hunk, from: 0, to: its === 'cut' ? hunk.lines.length - 1 : hunk.lines.length }];
          const pack = packOf([], {
            index: index + 1,
            patches: [{ patch: patchOf(hunk.path, [hunk]), parts }],
          });
          return [accountOf(pack, { state: its === 'partly' || its === 'failed' ? its : 'read' })];
        });
        const excluded = hunks
          .filter((_hunk, index) => fates[index] === 'excluded')
          .map((hunk) => ({
            path: hunk.path,
            rule: 'path-filter' as const,
            reason: 'rule',
            hunkIds: [hunk.id],
          }));
        const coverage = coverageOf({ diff: diffOf(patches), scope: scopeOf(patches, { excluded }), packs });

        const ids = coverage.rows.flatMap(({ hunkId }) => (hunkId === null ? [] : [hunkId]));
        expect(ids).toEqual(hunks.map(({ id }) => id));
        expect(coverage.rows.length - ids.length).toBe(files.filter((ofFile) => ofFile.length === 0).length);
        expect(coverage.read + coverage.excluded + coverage.failed).toBe(coverage.rows.length);
        expect(coverage.read).toBe(fates.filter((its) => its === 'read').length);
        expect(coverage.excluded).toBe(fates.filter((its) => its === 'excluded').length);
        expect(coverage.percent === 100).toBe(coverage.failed === 0);
      }),
    );
  });
});

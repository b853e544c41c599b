import { describe, expect, it } from '@jest/globals';
import type { Memory } from '../../../src/core/review/review.ts';
import { newSince, planSince, sinceOf } from '../../../src/core/scope/incremental.ts';
import { settingsDigest } from '../../../src/core/settings/digest.ts';
import type { Settings } from '../../../src/core/settings/settings.ts';
import { BASE_SHA, HEAD_SHA, patchOf, pullWith, settingsWith } from '../context/builders.ts';

const EARLIER = 'e'.repeat(40);
const FORK = 'f'.repeat(40);
const SETTINGS = settingsWith();
const MEMORY: Memory = {
  head: EARLIER,
  base: BASE_SHA,
  mergeBase: FORK,
  complete: true,
  settingsDigest: settingsDigest(SETTINGS),
};
const PUSH = { kind: 'review', pulls: [7], automatic: true, cause: 'pull_request (synchronize)' } as const;

function planned(memory: Memory | null, settings: Settings = SETTINGS, automatic = true) {
  return planSince({ pull: pullWith(), settings, trigger: { ...PUSH, automatic }, memory, mergeBase: FORK });
}

describe('building on an earlier review', () => {
  it('asks for what came after the reviewed head', () => {
    expect(planned(MEMORY)).toEqual({ kind: 'compare', from: EARLIER });
  });

  it('a first review and mode full have nothing to explain', () => {
    expect(planned(null)).toBeNull();
    expect(planned(MEMORY, settingsWith('mode: full'))).toBeNull();
  });

  it.each<[string, Memory, string]>([
    ['an incomplete review', { ...MEMORY, complete: false }, 'did not cover'],
    ['a moved base', { ...MEMORY, base: 'c'.repeat(40) }, 'base branch has moved'],
    ['a base branch that was merged in', { ...MEMORY, mergeBase: 'd'.repeat(40) }, 'another commit'],
    ['other settings', { ...MEMORY, settingsDigest: 'other' }, 'settings'],
  ])('%s means reading everything', (_title, memory, words) => {
    expect(planned(memory)).toEqual({ kind: 'all', because: expect.stringContaining(words) });
  });

  it('without both merge bases everything is read, for nobody can tell what was not there before', () => {
    const { mergeBase: _mergeBase, ...before } = MEMORY;
    const unknown = { kind: 'all', because: expect.stringContaining('not known whether the change') };
    expect(planned(before)).toEqual(unknown);
    const push = { pull: pullWith(), settings: SETTINGS, trigger: PUSH, memory: MEMORY };
    expect(planSince({ ...push, mergeBase: null })).toEqual(unknown);
  });

  it('the same head again: nothing is new, unless a person asks', () => {
    expect(planned({ ...MEMORY, head: HEAD_SHA })).toEqual({ kind: 'new', head: HEAD_SHA, patches: [] });
    expect(planned({ ...MEMORY, head: HEAD_SHA }, SETTINGS, false)?.kind).toBe('all');
  });

  it('a comparison that cannot be had or read means reading everything', () => {
    const plan = planned(MEMORY);
    expect(sinceOf(plan, null)).toEqual({ kind: 'all', because: expect.stringContaining('force push') });
    const broken = 'diff --git a/a.ts b/a.ts\n--- a/a.ts\n+++ b/a.ts\n@@ -1,5 +1,5 @@\n+x\n';
    expect(sinceOf(plan, broken)).toEqual({
      kind: 'all',
      because: expect.stringContaining('could not be read'),
    });
  });

  it('an empty comparison means that nothing is new', () => {
    expect(sinceOf(planned(MEMORY), '')).toEqual({ kind: 'new', head: EARLIER, patches: [] });
  });
});

describe('a hunk that later commits touched', () => {
  const hunk = patchOf('a.ts', { at: 10, lines: [' a', '-b', '+c', ' d'] }).hunks[0];
  const isNew = (at: number, lines: string[]) =>
    hunk !== undefined && newSince([patchOf('a.ts', { at, lines })])('a.ts')(hunk);

  it.each<[string, number, string[], boolean]>([
    ['a change of its line', 11, ['-x', '+c'], true],
    ['a change of its first line', 10, ['-x', '+a'], true],
    ['a change above it', 8, ['-x', '+y'], false],
    ['a change below it', 14, ['-x', '+y'], false],
    ['a deletion inside', 10, [' a', '-gone', ' c'], true],
    ['a deletion right below', 12, [' d', '-gone'], true],
    ['only context in common', 9, ['+x', ' a', ' c'], false],
  ])('%s', (_title, at, lines, expected) => {
    expect(isNew(at, lines)).toBe(expected);
  });

  it('a file that is not in the comparison is not new, and one that is new there is', () => {
    if (hunk === undefined) throw new Error('no hunk');
    expect(newSince([])('a.ts')(hunk)).toBe(false);
    expect(newSince([{ ...patchOf('a.ts'), status: 'added' }])('a.ts')(hunk)).toBe(true);
  });

  it('a file that was only renamed is new under its old name, where it is now removed', () => {
    if (hunk === undefined) throw new Error('no hunk');
    const renamed = { ...patchOf('b.ts'), oldPath: 'a.ts', status: 'renamed' } as const;
    expect(newSince([renamed])('a.ts')(hunk)).toBe(true);
  });

  it('each of many changes is found, and nothing between them', () => {
    const places = Array.from({ length: 200 }, (_, index) => ({ at: 10 * index + 10, lines: ['-x', '+y'] }));
    const isNewAt = newSince([patchOf('a.ts', ...places)])('a.ts');
    const hunks = (shift: number) =>
      patchOf('a.ts', ...places.map(({ at, lines }) => ({ at: at + shift, lines }))).hunks;
    expect(hunks(0).filter(isNewAt)).toHaveLength(200);
    expect(hunks(5).filter(isNewAt)).toEqual([]);
  });

  it('lays out the later changes of a file once, not for each of its hunks', () => {
    const places = Array.from({ length: 50 }, (_, index) => ({ at: 10 * index + 10, lines: ['-x', '+y'] }));
    const later = patchOf('a.ts', ...places);
    let walks = 0;
    const counted = Object.defineProperty({ ...later }, 'hunks', {
      get: () => {
        walks += 1;
        return later.hunks;
      },
    });
    expect(later.hunks.every(newSince([counted])('a.ts'))).toBe(true);
    expect(walks).toBe(1);
  });
});

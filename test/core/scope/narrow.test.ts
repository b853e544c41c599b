import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Diff, FilePatch } from '../../../src/core/diff/diff.ts';
import type { Since } from '../../../src/core/scope/incremental.ts';
import { narrowScope } from '../../../src/core/scope/narrow.ts';
import { editOf, patchOf, settingsWith } from '../context/builders.ts';

function diffOf(...patches: FilePatch[]): Diff {
  return { patches, unread: [], sources: ['media-type'] };
}

function narrow(diff: Diff, options: { config?: string; attributes?: string; since?: Since | null } = {}) {
  return narrowScope({
    diff,
    settings: settingsWith(options.config),
    attributes: options.attributes ?? '',
    since: options.since ?? null,
  });
}

describe('what a run reads', () => {
  it.each<[string, FilePatch, string]>([
    ['a binary file', { ...editOf('a.png'), kind: 'binary', hunks: [] }, 'binary'],
    ['a symbolic link', { ...editOf('link'), kind: 'symlink' }, 'symlink'],
    ['a submodule', { ...editOf('sub'), kind: 'submodule' }, 'submodule'],
    ['a pure rename', { ...editOf('a.ts'), status: 'renamed', oldPath: 'b.ts', hunks: [] }, 'no-text-change'],
    ['an excluded path', editOf('docs/a.md'), 'path-filter'],
    ['a lock file', editOf('yarn.lock'), 'lock-file'],
    ['a line without end', editOf('a.ts', 1, { now: 'x'.repeat(20_001) }), 'too-large'],
  ])('%s is left out by its rule', (_title, patch, rule) => {
    const scope = narrow(diffOf(patch), { config: 'paths: { exclude: ["docs/**"] }' });
    expect(scope.patches).toEqual([]);
    expect(scope.excluded).toEqual([
      {
        path: patch.path,
        rule,
        reason: expect.stringContaining(patch.path),
        hunkIds: patch.hunks.map(({ id }) => id),
      },
    ]);
  });

  it.each<[string, Partial<FilePatch>, string]>([
    ['a pure rename', { status: 'renamed', oldPath: 'b.sh' }, 'a.sh changed only its name, from b.sh'],
    ['a mode', { oldMode: '100644', newMode: '100755' }, 'a.sh changed only its mode, from 100644 to 100755'],
    [
      'a rename with a new mode',
      { status: 'renamed', oldPath: 'b.sh', oldMode: '100644', newMode: '100755' },
      'a.sh changed only its name, from b.sh, and its mode, from 100644 to 100755',
    ],
    ['an empty file', { status: 'added', newMode: '100644' }, 'a.sh has no changed lines (added)'],
  ])('says what did change where no line did: %s', (_title, change, reason) => {
    const { excluded } = narrow(diffOf({ ...editOf('a.sh'), hunks: [], ...change }));
    expect(excluded.map((entry) => entry.reason)).toEqual([reason]);
  });

  it('reads only hunks touched since the last review, and counts their lines anew', () => {
    const patch = patchOf('a.ts', { at: 1, lines: ['-a', '+b'] }, { at: 50, lines: ['-c', '+d', '+e'] });
    const since: Since = { kind: 'new', head: 'e'.repeat(40), patches: [editOf('a.ts', 51)] };
    const scope = narrow(diffOf(patch, editOf('b.ts')), { since });
    expect(
      scope.patches.map(({ hunks, additions, deletions }) => [
        hunks.map(({ id }) => id),
        additions,
        deletions,
      ]),
    ).toEqual([[['a.ts#2'], 2, 1]]);
    expect(scope.excluded.map(({ rule, hunkIds }) => [rule, hunkIds])).toEqual([
      ['reviewed-before', ['a.ts#1']],
      ['reviewed-before', ['b.ts#1']],
    ]);
    expect(scope.since).toBe(since.head);
  });

  it('reads a removal that only a later rename made', () => {
    const removed = { ...editOf('a.ts'), status: 'removed' } as const;
    const renamed = { ...editOf('b.ts'), oldPath: 'a.ts', status: 'renamed', hunks: [] } as const;
    const since: Since = { kind: 'new', head: 'e'.repeat(40), patches: [renamed] };
    const scope = narrow(diffOf(removed, { ...editOf('b.ts'), status: 'added' }, editOf('c.ts')), { since });
    expect(scope.patches.map(({ path }) => path)).toEqual(['a.ts', 'b.ts']);
  });

  it('says why everything is read', () => {
    const scope = narrow(diffOf(editOf('a.ts')), { since: { kind: 'all', because: 'the base moved' } });
    expect([scope.since, scope.fullBecause, scope.patches.length]).toEqual([null, 'the base moved', 1]);
  });

  it('loses and doubles no hunk, whatever the rules say', () => {
    const path = fc.constantFrom(
      'src/a.ts',
      'yarn.lock',
      'vendor/x.go',
      'docs/b.md',
      'c.min.js',
      'd.py',
      'gen/e.ts',
    );
    const starts = fc.uniqueArray(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 4 });
    const patches = fc.uniqueArray(fc.record({ path, starts }), {
      selector: (one) => one.path,
      maxLength: 7,
    });
    const built = patches.map((list) =>
      list.map(({ path: name, starts: at }) =>
        patchOf(
          name,
          ...at.toSorted((a, b) => a - b).map((start) => ({ at: start * 10 + 1, lines: ['-a', '+b', ' c'] })),
        ),
      ),
    );
    fc.assert(
      fc.property(built, built, fc.boolean(), (ours, later, incremental) => {
        const since: Since | null = incremental
          ? { kind: 'new', head: 'e'.repeat(40), patches: later }
          : null;
        const scope = narrow(diffOf(...ours), {
          config: 'paths: { exclude: ["docs/**"] }',
          attributes: 'gen/** linguist-generated',
          since,
        });
        const read = scope.patches.flatMap(({ hunks }) => hunks.map(({ id }) => id));
        const out = scope.excluded.flatMap(({ hunkIds }) => hunkIds);
        const all = ours.flatMap(({ hunks }) => hunks.map(({ id }) => id));
        expect([...read, ...out].sort()).toEqual(all.sort());
      }),
    );
  });
});

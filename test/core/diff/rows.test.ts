import { describe, expect, it } from '@jest/globals';
import type { FileRow } from '../../../src/core/diff/raw-diff.ts';
import { diffFromRows } from '../../../src/core/diff/rows.ts';
import { outline } from './outline.ts';

function row(fields: Partial<FileRow>): FileRow {
  return {
    path: 'a.ts',
    previousPath: null,
    status: 'modified',
    additions: 0,
    deletions: 0,
    patch: null,
    ...fields,
  };
}

const PATCH = '@@ -1,2 +1,2 @@ top\n a\n-b\n+c\n\\ No newline at end of file';

describe('rows of the files endpoint', () => {
  it('become patches under a header of their own', () => {
    const { patches, missing } = diffFromRows([row({ additions: 1, deletions: 1, patch: PATCH })]);
    expect(missing).toEqual([]);
    expect(patches.map(outline)).toEqual([
      {
        path: 'a.ts',
        oldPath: 'a.ts',
        status: 'modified',
        kind: 'text',
        oldMode: null,
        newMode: null,
        additions: 1,
        deletions: 1,
        hunks: [{ header: '@@ -1,2 +1,2 @@ top', lines: ['1 1  a', '2 . -b', '. 2 +c [no newline]'] }],
      },
    ]);
  });

  it.each([
    [
      'a pure rename',
      row({ status: 'renamed', previousPath: 'b.ts' }),
      { status: 'renamed', oldPath: 'b.ts', kind: 'text' },
    ],
    [
      'a pure copy',
      row({ status: 'copied', previousPath: 'b.ts' }),
      { status: 'copied', oldPath: 'b.ts', kind: 'text' },
    ],
    ['a new mode', row({ status: 'changed' }), { status: 'modified', kind: 'text' }],
    ['nothing', row({ status: 'unchanged' }), { status: 'modified', kind: 'text' }],
    ['an image', row({ path: 'logo.PNG', status: 'added' }), { status: 'added', kind: 'binary' }],
  ])('%s needs no patch', (_what, given, expected) => {
    const { patches, missing } = diffFromRows([given]);
    expect(missing).toEqual([]);
    expect(patches).toMatchObject([{ ...expected, hunks: [], additions: 0, deletions: 0 }]);
  });

  it('a row whose only lines are subproject commits is a submodule', () => {
    const patch = `@@ -1 +1 @@\n-Subproject commit ${'1'.repeat(40)}\n+Subproject commit ${'2'.repeat(40)}`;
    expect(diffFromRows([row({ additions: 1, deletions: 1, patch })]).patches[0]?.kind).toBe('submodule');
  });

  it.each([
    ['counts lines but has no patch', row({ additions: 5 })],
    ['is modified, with no line and no patch: how rows look past 20,000 lines', row({})],
    ['is added, with no line and no patch: empty, or lost', row({ status: 'added' })],
    ['is removed, with no line and no patch: empty, or lost', row({ status: 'removed' })],
    [
      'is a rename that counts lines but has no patch',
      row({ status: 'renamed', previousPath: 'b', deletions: 1 }),
    ],
    ['is a new mode in doubt', row({ status: 'changed', doubtful: true })],
    ['has a patch with other counts', row({ additions: 2, deletions: 1, patch: PATCH })],
    ['has a patch that breaks off', row({ additions: 0, deletions: 1, patch: '@@ -1,3 +1,2 @@\n a\n-b' })],
    ['has an empty patch', row({ patch: '' })],
    [
      'has a patch with a foreign header',
      row({ additions: 1, deletions: 1, patch: `${PATCH}\ndiff --git a/x b/x` }),
    ],
  ])('a row is missing when it %s', (_what, given) => {
    expect(diffFromRows([given])).toEqual({ patches: [], missing: [given] });
  });

  it('a row that came on two pages counts once, with its patch', () => {
    const whole = row({ additions: 1, deletions: 1, patch: PATCH });
    const { patches, missing } = diffFromRows([row({}), whole, whole]);
    expect(patches.map((patch) => patch.path)).toEqual(['a.ts']);
    expect(missing).toEqual([]);
  });
});

import { describe, expect, it } from '@jest/globals';
import { compareTrees } from '../../src/flow/compare-trees.ts';
import type { TreeEntry } from '../../src/ports.ts';

const entry = (path: string, blob: string, mode = '100644'): TreeEntry => ({ path, mode, size: 1, blob });
const tree = (...entries: TreeEntry[]) => ({ entries, complete: true });
const none: ReadonlySet<string> = new Set();

describe('compareTrees', () => {
  it.each([
    ['an equal file', [entry('a', '1')], [entry('a', '1')], []],
    ['a file with another content', [entry('a', '1')], [entry('a', '2')], ['modified a']],
    ['a file with another mode', [entry('a', '1')], [entry('a', '1', '100755')], ['modified a']],
    ['a new file', [], [entry('a', '1')], ['added a']],
    ['a file that is gone', [entry('a', '1')], [], ['removed a']],
  ])('on %s', (_what, base, head, expected) => {
    const difference = compareTrees(tree(...base), tree(...head), none);
    expect(difference?.rows.map((row) => `${row.status} ${row.path}`)).toEqual(expected);
    expect(difference?.patches).toEqual([]);
  });

  it.each([
    ['a submodule', '160000', 'submodule'],
    ['a symlink', '120000', 'symlink'],
  ])('gives %s a patch without lines', (_what, mode, kind) => {
    const difference = compareTrees(tree(entry('a', '1', mode)), tree(entry('a', '2', mode)), none);
    expect(difference?.rows).toEqual([]);
    expect(difference?.patches).toMatchObject([{ path: 'a', status: 'modified', kind, hunks: [] }]);
  });

  it('leaves known paths alone', () => {
    expect(compareTrees(tree(), tree(entry('a', '1')), new Set(['a']))).toEqual({ rows: [], patches: [] });
  });

  it('does not guess when contents have no ids or a listing was cut', () => {
    const nameless: TreeEntry = { path: 'a', mode: '100644', size: 1 };
    expect(compareTrees(tree(), tree(nameless), none)).toBeNull();
    expect(compareTrees({ entries: [], complete: false }, tree(), none)).toBeNull();
  });
});

import { describe, expect, it } from '@jest/globals';
import { fileRowsFrom, pullFrom, treeFrom } from '../../src/github/convert.ts';
import { HEAD_SHA, PULL, RAW_PULL } from './pull.ts';

describe('pullFrom', () => {
  it('reads a pull request', () => {
    expect(pullFrom(RAW_PULL)).toEqual({ ...PULL, labels: ['ready'] });
  });

  it.each([
    ['a deleted account', { user: null }, { author: 'ghost', authorIsBot: false }],
    ['a bot', { user: { login: 'dependabot[bot]', type: 'Bot' } }, { authorIsBot: true }],
    [
      'a fork',
      { head: { ...RAW_PULL.head, repo: { full_name: 'eve/app' } } },
      { isFork: true, head: { ref: 'change', sha: HEAD_SHA, repository: 'eve/app' } },
    ],
    ['a fork that was deleted', { head: { ...RAW_PULL.head, repo: null } }, { isFork: true }],
    ['an unknown further field', { auto_merge: {} }, { number: 7 }],
  ])('understands %s', (_what, change, expected) => {
    expect(pullFrom({ ...RAW_PULL, ...change })).toMatchObject(expected);
  });

  it.each([
    ['no head', { head: undefined }, 'head'],
    ['a commit id that is none', { head: { ...RAW_PULL.head, sha: 'main' } }, 'head.sha'],
    ['counts as text', { additions: '3' }, 'additions'],
  ])('names the request and the field of an answer with %s', (_what, change, field) => {
    const read = () => pullFrom({ ...RAW_PULL, ...change });
    expect(read).toThrow(
      `GitHub's answer to GET pulls/{number} is not what its documentation says at ${field}:`,
    );
  });
});

describe('fileRowsFrom', () => {
  it('says null where GitHub says nothing', () => {
    const row = { filename: 'a.png', status: 'added', additions: 0, deletions: 0, changes: 0 };
    expect(fileRowsFrom([row])).toEqual([
      { path: 'a.png', previousPath: null, status: 'added', additions: 0, deletions: 0, patch: null },
    ]);
  });
});

describe('treeFrom', () => {
  it('keeps files, links and submodules, drops folders, and tells a cut listing', () => {
    const entry = { mode: '100644', sha: 'f'.repeat(40) };
    const tree = [
      { ...entry, path: 'src', mode: '040000', type: 'tree' },
      { ...entry, path: 'src/a.ts', type: 'blob', size: 12 },
      { ...entry, path: 'vendor/lib', mode: '160000', type: 'commit' },
    ];
    expect(treeFrom({ tree, truncated: true })).toEqual({
      entries: [
        { path: 'src/a.ts', mode: '100644', size: 12, blob: entry.sha },
        { path: 'vendor/lib', mode: '160000', size: 0, blob: entry.sha },
      ],
      complete: false,
    });
  });
});

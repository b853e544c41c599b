import { describe, expect, it } from '@jest/globals';
import type { FileRow } from '../../src/core/diff/raw-diff.ts';
import type { PullRequest } from '../../src/core/pull-request.ts';
import { fetchDiff } from '../../src/flow/fetch-diff.ts';
import type { FileText, PullRequests, Reading, Repository, Tree } from '../../src/ports.ts';

const WAY_OUT = 'actions/checkout with fetch-depth: 0 before this step gives the whole change';

const BASE = 'b'.repeat(40);
const HEAD = 'c'.repeat(40);
const MERGE_BASE = 'd'.repeat(40);

const patchOf = (path: string, word: string): string =>
  `diff --git a/${path} b/${path}\n--- a/${path}\n+++ b/${path}\n@@ -1 +1 @@\n-old\n+${word}\n`;
const row = (path: string, change: Partial<FileRow> = {}): FileRow => ({
  path,
  previousPath: null,
  status: 'modified',
  additions: 1,
  deletions: 1,
  patch: '@@ -1 +1 @@\n-old\n+new',
  ...change,
});
const tree = (files: Readonly<Record<string, string>>, change: Partial<Tree> = {}): Tree => ({
  entries: Object.entries(files).map(([path, blob]) => ({ path, mode: '100644', size: 4, blob })),
  complete: true,
  ...change,
});
const text = (content: string): FileText => ({ kind: 'text', text: content });
const unreadable = (reason: string): FileText => ({ kind: 'unreadable', reason, missing: false });

function pull(changedFiles: number, lines: number = changedFiles): PullRequest {
  return {
    number: 7,
    title: '',
    body: '',
    author: 'ada',
    authorIsBot: false,
    state: 'open',
    isDraft: false,
    isLocked: false,
    isFork: false,
    labels: [],
    base: { ref: 'main', sha: BASE, repository: 'ada/app' },
    head: { ref: 'change', sha: HEAD, repository: 'ada/app' },
    additions: lines,
    deletions: lines,
    changedFiles,
    url: '',
  };
}

/** What each source would answer; a source that is not given fails the test when it is asked. */
type Sources = {
  readonly diff?: string;
  readonly rows?: readonly FileRow[];
  readonly rowsComplete?: boolean;
  readonly git?: string | null;
  readonly mergeBase?: string | null;
  readonly trees?: Readonly<Record<string, Tree>>;
  readonly texts?: Readonly<Record<string, FileText>>;
};

function worldOf(sources: Sources) {
  const gitPaths: (readonly string[])[] = [];
  const unasked = async (): Promise<never> => {
    throw new Error('this source must not be asked');
  };
  const { diff, rows } = sources;
  const pulls: PullRequests = {
    read: unasked,
    conversation: unasked,
    tickets: unasked,
    headSha: unasked,
    compareText: unasked,
    diffText: async () =>
      diff === undefined ? { kind: 'too-large', message: 'too_large' } : { kind: 'text', text: diff },
    fileRows: rows === undefined ? unasked : async () => ({ rows, complete: sources.rowsComplete ?? true }),
  };
  const repository: Repository = {
    tree: async (revision) => sources.trees?.[revision] ?? unasked(),
    read: async (revision, paths) =>
      new Map(
        paths.map((path) => [path, sources.texts?.[`${revision}:${path}`] ?? unreadable('it is gone')]),
      ),
    search: unasked,
    lines: unasked,
    history: unasked,
    diff: async (_base, _head, paths) => {
      gitPaths.push(paths);
      return sources.git === undefined ? unasked() : sources.git;
    },
    lineHistory: async () => null,
    mergeBase: async () => (sources.mergeBase === undefined ? MERGE_BASE : sources.mergeBase),
  };
  const quiet = (): void => undefined;
  const world: Reading = {
    pulls,
    repository,
    symbols: { outline: async () => new Map(), syntaxErrors: async () => [] },
    log: { step: quiet, info: quiet, warn: quiet },
  };
  return { world, gitPaths };
}

async function fetched(sources: Sources, of: PullRequest) {
  const { world, gitPaths } = worldOf(sources);
  const diff = await fetchDiff(world, of);
  return {
    files: diff.patches.map((patch) => `${patch.path} +${patch.additions} -${patch.deletions} ${patch.kind}`),
    unread: diff.unread.map(({ path, reason }) => `${path}: ${reason}`),
    sources: diff.sources,
    gitPaths,
  };
}

describe('fetchDiff', () => {
  it('takes the whole diff when its counts are those of the pull request', async () => {
    const { files, sources, unread } = await fetched({ diff: patchOf('a.ts', 'new') }, pull(1));
    expect({ files, sources, unread }).toEqual({
      files: ['a.ts +1 -1 text'],
      sources: ['media-type'],
      unread: [],
    });
  });

  it('pages the files when the diff is too large, and needs nothing else', async () => {
    const { files, sources } = await fetched({ rows: [row('a.ts'), row('b.ts')] }, pull(2));
    expect({ files, sources }).toEqual({ files: ['a.ts +1 -1 text', 'b.ts +1 -1 text'], sources: ['files'] });
  });

  it('keeps what is whole of a diff that does not add up, and fills it from the files', async () => {
    const answer = await fetched(
      { diff: patchOf('a.ts', 'new'), rows: [row('z.ts'), row('a.ts', { patch: null })] },
      pull(2),
    );
    expect(answer.files).toEqual(['z.ts +1 -1 text', 'a.ts +1 -1 text']);
    expect(answer.sources).toEqual(['media-type', 'files']);
  });

  it('asks git for the files without a patch, by both names of a rename', async () => {
    const renamed = row('new.ts', { previousPath: 'old.ts', status: 'renamed', patch: null });
    const git =
      'diff --git a/old.ts b/new.ts\nsimilarity index 90%\nrename from old.ts\nrename to new.ts\n' +
      '--- a/old.ts\n+++ b/new.ts\n@@ -1 +1 @@\n-old\n+new\n';
    const answer = await fetched({ rows: [row('a.ts'), renamed], git }, pull(2));
    expect(answer.files).toEqual(['a.ts +1 -1 text', 'new.ts +1 -1 text']);
    expect(answer.sources).toEqual(['files', 'git']);
    expect(answer.gitPaths).toEqual([['old.ts', 'new.ts']]);
  });

  it('rebuilds a patch from both texts, the old one at the merge base', async () => {
    const answer = await fetched(
      {
        rows: [row('a.ts', { patch: null })],
        git: null,
        texts: { [`${MERGE_BASE}:a.ts`]: text('old\n'), [`${HEAD}:a.ts`]: text('new\n') },
      },
      pull(1),
    );
    expect(answer.files).toEqual(['a.ts +1 -1 text']);
    expect(answer.sources).toEqual(['blobs']);
  });

  it.each([
    ['an added file', 'added', { [`${HEAD}:a.ts`]: text('new\n') }, 'a.ts +1 -0 text'],
    ['a removed file', 'removed', { [`${MERGE_BASE}:a.ts`]: text('old\n') }, 'a.ts +0 -1 text'],
  ] as const)('needs one text only for %s', async (_what, status, texts, expected) => {
    const rows = [row('a.ts', { status, patch: null })];
    expect((await fetched({ rows, git: null, texts }, pull(1))).files).toEqual([expected]);
  });

  it('lists a file no source gives, with the reason', async () => {
    const rows = [row('a.ts'), row('big.ts', { patch: null })];
    const texts = {
      [`${MERGE_BASE}:big.ts`]: text('old\n'),
      [`${HEAD}:big.ts`]: unreadable('it has 9 MB'),
    };
    const answer = await fetched({ rows, git: null, texts }, pull(2));
    expect(answer.files).toEqual(['a.ts +1 -1 text']);
    expect(answer.unread).toEqual([`big.ts: too large for GitHub to send, and it has 9 MB; ${WAY_OUT}`]);
  });

  it('lists a file when the merge base is not known, rather than compare with the wrong text', async () => {
    const answer = await fetched(
      {
        rows: [row('a.ts', { patch: null })],
        git: null,
        mergeBase: null,
        texts: { [`${HEAD}:a.ts`]: text('new') },
      },
      pull(1),
    );
    expect(answer.unread).toEqual([
      `a.ts: too large for GitHub to send, and the merge base is not known; ${WAY_OUT}`,
    ]);
  });

  it('believes a zero row that the sum proves: a binary file has no lines', async () => {
    const zero = row('data.blob', { additions: 0, deletions: 0, patch: null });
    const texts = { [`${MERGE_BASE}:data.blob`]: unreadable('it is binary') };
    const answer = await fetched({ rows: [row('a.ts'), zero], git: null, texts }, pull(2, 1));
    expect(answer.files).toEqual(['a.ts +1 -1 text', 'data.blob +0 -0 binary']);
    expect(answer.unread).toEqual([]);
  });

  it('does not believe a zero row that nothing proves', async () => {
    const zero = row('data.blob', { additions: 0, deletions: 0, patch: null, doubtful: true });
    const answer = await fetched({ rows: [row('a.ts'), zero], git: null }, pull(2, 5));
    expect(answer.unread).toEqual([`data.blob: too large for GitHub to send, and it is gone; ${WAY_OUT}`]);
  });

  describe('when GitHub lists fewer files than changed', () => {
    const cut = { rows: [row('a.ts')], rowsComplete: false };

    it('takes the rest from git', async () => {
      const git = patchOf('a.ts', 'git') + patchOf('further.ts', 'new');
      const answer = await fetched({ ...cut, git }, pull(2));
      expect(answer.files).toEqual(['a.ts +1 -1 text', 'further.ts +1 -1 text']);
      expect(answer.sources).toEqual(['files', 'git']);
      expect(answer.gitPaths).toEqual([[]]);
    });

    it('compares both trees without a checkout', async () => {
      const answer = await fetched(
        {
          ...cut,
          git: null,
          trees: {
            [MERGE_BASE]: tree({ 'a.ts': '1', 'same.ts': '2', 'gone.ts': '3', 'edited.ts': '4' }),
            [HEAD]: tree({ 'a.ts': '9', 'same.ts': '2', 'edited.ts': '5', 'born.ts': '6' }),
          },
          texts: {
            [`${MERGE_BASE}:gone.ts`]: text('gone\n'),
            [`${MERGE_BASE}:edited.ts`]: text('old\n'),
            [`${HEAD}:edited.ts`]: text('new\n'),
            [`${HEAD}:born.ts`]: text('born\n'),
          },
        },
        pull(4),
      );
      expect(answer.files).toEqual([
        'a.ts +1 -1 text',
        'born.ts +1 -0 text',
        'edited.ts +1 -1 text',
        'gone.ts +0 -1 text',
      ]);
      expect(answer.sources).toEqual(['files', 'blobs']);
      expect(answer.unread).toEqual([]);
    });

    it.each([
      ['a tree is cut', { [MERGE_BASE]: tree({}, { complete: false }), [HEAD]: tree({}) }, MERGE_BASE],
      ['the merge base is not known', {}, null],
    ])('counts the files it cannot even name when %s', async (_why, trees, mergeBase) => {
      const answer = await fetched({ ...cut, git: null, trees, mergeBase }, pull(5));
      expect(answer.files).toEqual(['a.ts +1 -1 text']);
      expect(answer.unread).toEqual([`(4 further files): GitHub lists 1 of 5 changed files; ${WAY_OUT}`]);
    });
  });
});

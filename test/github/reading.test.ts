import { describe, expect, it } from '@jest/globals';
import type { Diff } from '../../src/core/diff/diff.ts';
import { fetchDiff } from '../../src/flow/fetch-diff.ts';
import { recordingLog } from './answering.ts';
import { type Against, againstGitHub, NUMBER, rewritten } from './double.ts';

const VIEWER = 'github-actions[bot]';

async function diffOf(github: Against): Promise<Diff & { totals: object }> {
  const pull = await github.pulls.read(NUMBER);
  const repository = github.repositories.open(null);
  const symbols = { outline: async () => new Map(), syntaxErrors: async () => [] };
  const diff = await fetchDiff({ ...github, repository, symbols, log: recordingLog() }, pull);
  const sum = (of: 'additions' | 'deletions') => diff.patches.reduce((total, patch) => total + patch[of], 0);
  expect({ additions: sum('additions'), deletions: sum('deletions') }).toEqual({
    additions: pull.additions,
    deletions: pull.deletions,
  });
  return { ...diff, totals: { files: diff.patches.length, of: pull.changedFiles } };
}

describe('the change, read from GitHub', () => {
  it('shows what the branch changed, not what happened on the base branch since', async () => {
    const description = { ...rewritten(3), baseLater: { 'other.ts': 'later\n' } };
    const diff = await againstGitHub(description, diffOf);
    expect(diff).toMatchObject({ sources: ['media-type'], unread: [], totals: { files: 3, of: 3 } });
  });

  it('survives 406 and the rows that GitHub zeroes without saying so', async () => {
    const limits = { diffLines: 50, answerPatchLines: 60 };
    const diff = await againstGitHub(rewritten(40, 3), diffOf, { limits });
    expect(diff).toMatchObject({ sources: ['files'], unread: [], totals: { files: 40, of: 40 } });
  });

  it('rebuilds the patch of a file that is too large for GitHub to show', async () => {
    const diff = await againstGitHub(rewritten(2, 30), diffOf, { limits: { diffLines: 10, fileLines: 20 } });
    expect(diff).toMatchObject({ sources: ['blobs'], unread: [], totals: { files: 2, of: 2 } });
  });

  it('goes beyond the last row of the files endpoint by comparing both trees', async () => {
    const description = { ...rewritten(12), baseLater: { 'other.ts': 'later\n' } };
    const diff = await againstGitHub(description, diffOf, { limits: { diffFiles: 5, fileRows: 5 } });
    expect(diff).toMatchObject({ sources: ['files', 'blobs'], unread: [], totals: { files: 12, of: 12 } });
  });
});

describe('the repository, read from GitHub', () => {
  const description = {
    base: { 'a.ts': 'old\n', 'dir/ü "q".ts': 'quoted\n', 'icon.bin': Buffer.from([0, 1, 2]) },
    head: { 'a.ts': 'new\n', 'long.ts': 'x'.repeat(300) },
    baseLater: { 'b.ts': 'later\n' },
  };

  it('lists and reads any revision', async () => {
    const limits = { graphqlTextBytes: 100 };
    await againstGitHub(
      description,
      async ({ repositories, files }) => {
        const repository = repositories.open(null);
        const tree = await repository.tree(files.headSha);
        const paths = tree.entries.map(({ path }) => path);
        expect(tree.complete).toBe(true);
        expect([...paths].sort()).toEqual(['a.ts', 'dir/ü "q".ts', 'icon.bin', 'long.ts']);

        expect(Object.fromEntries(await repository.read(files.headSha, [...paths, 'none.ts']))).toEqual({
          'a.ts': { kind: 'text', text: 'new\n' },
          'dir/ü "q".ts': { kind: 'text', text: 'quoted\n' },
          'icon.bin': { kind: 'unreadable', reason: 'it is binary', missing: false },
          'long.ts': { kind: 'text', text: 'x'.repeat(300) },
          'none.ts': {
            kind: 'unreadable',
            reason: 'there is no such file at this revision',
            missing: true,
          },
        });
        const old = await repository.read(files.baseSha, ['a.ts']);
        expect(old.get('a.ts')).toEqual({ kind: 'text', text: 'old\n' });
      },
      { limits },
    );
  });

  it('says that the listing of a large tree is cut', async () => {
    const limits = { treeEntries: 2 };
    const tree = await againstGitHub(
      description,
      ({ repositories, files }) => repositories.open(null).tree(files.headSha),
      {
        limits,
      },
    );
    expect(tree.complete).toBe(false);
  });

  it('knows the merge base after the base branch went on', async () => {
    await againstGitHub(description, async ({ repositories, files }) => {
      const repository = repositories.open(null);
      expect(await repository.mergeBase(files.baseSha, files.headSha)).toBe(files.mergeBaseSha);
      expect(await repository.mergeBase(files.baseSha, 'f'.repeat(40))).toBeNull();
    });
  });

  it('asks for a merge base once, however many steps need it', async () => {
    await againstGitHub(description, async ({ repositories, files, double }) => {
      const repository = repositories.open(null);
      const before = double.requests.length;
      await Promise.all([1, 2].map(() => repository.mergeBase(files.baseSha, files.headSha)));
      expect(double.requests.length - before).toBe(1);
    });
  });

  it('tells what a push added, and nothing after a forced one', async () => {
    await againstGitHub(rewritten(1), async ({ pulls, files, double }) => {
      const pushed = files.commit({ files: { 'more.ts': 'more\n' } }, 'More');
      double.pushHead(NUMBER, pushed);
      const pull = await pulls.read(NUMBER);
      expect(pull.head.sha).toBe(pushed);
      expect(await pulls.compareText(pull, files.headSha, pushed)).toContain('+++ b/more.ts');

      const place = { onto: files.mergeBaseSha, branch: 'forced' };
      const forced = files.commit({ files: { 'other.ts': 'other\n' } }, 'Other', place);
      expect(await pulls.compareText(pull, pushed, forced)).toBeNull();
    });
  });
});

describe('the conversation, read from GitHub', () => {
  it('finds our comment past page one, long threads and a pending review, other pages included', async () => {
    await againstGitHub(rewritten(1, 120), async ({ pulls, double }) => {
      const { state } = double;
      for (let index = 0; index < 130; index++) {
        state.addIssueComment(NUMBER, { author: 'eve', body: `chatter ${index}` });
      }
      const summary = state.addIssueComment(NUMBER, { author: VIEWER, body: 'Our summary' });
      const comments = Array.from({ length: 110 }, (_, index) => ({
        path: 'src/file-00.ts',
        body: `finding ${index}`,
        line: index + 1,
        side: 'RIGHT',
      }));
      state.addReview(NUMBER, { author: VIEWER, event: 'COMMENT', body: 'A review', comments });
      const [first] = state.reviewComments(NUMBER);
      for (let index = 0; index < 60; index++) {
        state.addReply(first?.comment.id ?? 0, { author: 'eve', body: `reply ${index}` });
      }
      const left = {
        path: 'src/file-00.ts',
        body: '<!-- kimi-review:finding v1 e30 -->',
        line: 1,
        side: 'RIGHT',
      };
      const pending = state.addReview(NUMBER, {
        author: VIEWER,
        event: null,
        body: 'Left over',
        comments: [left],
      });

      const conversation = await pulls.conversation(await pulls.read(NUMBER), []);
      expect(conversation.ownComments.map(({ id, body }) => [id, body])).toEqual([
        [summary.id, 'Our summary'],
      ]);
      expect(conversation.pendingReviewId).toBe(pending.id);
      expect(conversation.commits.map(({ message }) => message.trim())).toEqual(['Change things']);
      expect(conversation.threads).toHaveLength(111);
      expect(conversation.threads.every((thread) => thread.comments[0]?.mine === true)).toBe(true);
      expect(conversation.threads[0]?.comments.map(({ body }) => body)).toHaveLength(61);
      expect(conversation.threads[0]).toMatchObject({ path: 'src/file-00.ts', line: 1, isOutdated: false });
    });
  });

  it('is refused, not empty, when the token may not read pull requests', async () => {
    const permissions = { 'pull-requests': 'none' } as const;
    const reading = againstGitHub(rewritten(1), ({ pulls }) => pulls.read(NUMBER), { permissions });
    await expect(reading).rejects.toMatchObject({
      code: 'GITHUB_FORBIDDEN',
      message: expect.stringContaining('pull-requests: read'),
    });
  });
});

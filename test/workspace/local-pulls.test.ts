import { describe, expect, it } from '@jest/globals';
import { parseDiff } from '../../src/core/diff/parse.ts';
import { ReviewError } from '../../src/errors.ts';
import { openLocalPulls } from '../../src/workspace/local-pulls.ts';
import { git as plainGit } from './command.ts';
import { type Opened, withRepository } from './open.ts';

const pullsOf = ({ git, local }: Opened, base: string | null, head: string) =>
  openLocalPulls(git, local, { base, head });

async function errorOf(work: Promise<unknown>): Promise<ReviewError> {
  const outcome = await work.then(
    () => null,
    (error: unknown) => error,
  );
  if (outcome instanceof ReviewError) return outcome;
  throw new Error(`A ReviewError was expected, not ${String(outcome)}.`);
}

describe('a branch as a pull request', () => {
  it('tells its ends, its size, its commits and its diff', async () => {
    const description = {
      base: {
        'a.txt': 'one\ntwo\n',
        'old.txt': 'x\n'.repeat(9),
        'b.txt': 'b\n',
        'i.png': Buffer.from([0, 1]),
      },
      renames: { 'old.txt': 'dir/new "name".txt' },
      head: { 'a.txt': 'one\n2\nthree\n', 'b.txt': null, 'i.png': Buffer.from([0, 2, 3]), 'é\n.txt': 'é\n' },
      message: 'Première ligne\n\nThe rest: \x1b[31mred\n',
      baseLater: { 'a.txt': 'later\n' },
    };
    await withRepository(description, async (opened) => {
      const pulls = await pullsOf(opened, 'main', 'topic');
      const pull = await pulls.read(0);
      expect(pull).toMatchObject({
        title: 'Première ligne',
        author: 'Ada Lovelace',
        base: { ref: 'main', sha: opened.repository.mergeBaseSha },
        head: { ref: 'topic', sha: opened.repository.headSha },
        additions: 3,
        deletions: 2,
        changedFiles: 5,
      });
      const diff = await pulls.diffText(pull);
      const patches = diff.kind === 'text' ? parseDiff(diff.text).patches : [];
      expect(patches).toHaveLength(5);
      const { rows } = await pulls.fileRows(pull);
      // The two ways to the change agree, file by file.
      expect(
        rows.map(({ path, previousPath, additions, deletions }) => ({
          path,
          previousPath,
          additions,
          deletions,
        })),
      ).toEqual(
        patches.map(({ path, oldPath, additions, deletions }) => ({
          path,
          previousPath: path === oldPath ? null : oldPath,
          additions,
          deletions,
        })),
      );
      expect((await pulls.conversation(pull, [])).commits).toEqual([
        { sha: opened.repository.headSha, message: 'Première ligne\n\nThe rest: \x1b[31mred' },
      ]);
    });
  });

  it('is told by its files when the diff is too large to be read at once', async () => {
    const lines = Array.from(
      { length: 600_000 },
      (_, index) => `row ${index}: data of a table that a program wrote, and no person\n`,
    );
    await withRepository({ base: { a: '' }, head: { 'data.csv': lines.join('') } }, async (opened) => {
      const pulls = await pullsOf(opened, 'main', 'topic');
      const pull = await pulls.read(0);
      expect(await pulls.diffText(pull)).toMatchObject({ kind: 'too-large' });
      expect(await pulls.fileRows(pull)).toMatchObject({
        complete: true,
        rows: [{ path: 'data.csv', status: 'added', additions: 600_000, patch: null }],
      });
    });
  }, 30_000);

  it('lists its commits from the oldest on, in spite of signatures and encodings somebody configured', async () => {
    await withRepository({ base: { a: 'a\n' }, head: { a: 'b\n' }, message: 'First' }, async (opened) => {
      const { repository } = opened;
      repository.commit({ files: { a: 'c\n' } }, 'Zweite Änderung');
      plainGit(repository.path, ['config', 'log.showSignature', 'true']);
      plainGit(repository.path, ['config', 'i18n.logOutputEncoding', 'iso-8859-1']);
      const pulls = await pullsOf(opened, 'main', 'topic');
      const { commits } = await pulls.conversation(await pulls.read(0), []);
      expect(commits.map(({ message }) => message)).toEqual(['First', 'Zweite Änderung']);
    });
  });
});

describe('finding the base', () => {
  it('takes the usual default branch', async () => {
    await withRepository({ base: { a: 'a\n' }, head: { a: 'b\n' } }, async (opened) => {
      const pull = await (await pullsOf(opened, null, 'topic')).read(0);
      expect(pull.base.ref).toBe('main');
    });
  });

  it('prefers what the remote calls its head', async () => {
    await withRepository({ base: { a: 'a\n' }, head: { a: 'b\n' } }, async (opened) => {
      const { path, baseSha } = opened.repository;
      plainGit(path, ['update-ref', 'refs/remotes/origin/develop', baseSha]);
      plainGit(path, ['symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/develop']);
      expect((await (await pullsOf(opened, null, 'topic')).read(0)).base.ref).toBe('origin/HEAD');
    });
  });

  it.each([
    ['no other branch', null, 'main', /No base to compare with/, /--base HEAD~1/],
    ['a base that is not there', 'nowhere', 'topic', /base "nowhere" does not exist/, /--base/],
    ['a head that is not there', 'main', 'nowhere', /head "nowhere" does not exist/, /--head/],
    ['a base like an option', '--all', 'topic', /base "--all" does not exist/, /--base/],
    ['a base that is a file', 'main:a', 'topic', /does not exist/, /--base/],
  ])('%s', async (_what, base, head, message, remedy) => {
    await withRepository({ base: { a: 'a\n' }, head: { a: 'b\n' } }, async (opened) => {
      const error = await errorOf(pullsOf(opened, base, head));
      expect(error.code).toBe('INPUT_INVALID');
      expect(error.message).toMatch(message);
      expect(error.remedy).toMatch(remedy);
    });
  });

  it('says so when the two have nothing in common', async () => {
    await withRepository({ base: { a: 'a\n' } }, async (opened) => {
      const { path, baseSha } = opened.repository;
      const alone = plainGit(path, ['commit-tree', '-m', 'alone', `${baseSha}^{tree}`]).trim();
      const error = await errorOf(pullsOf(opened, 'main', alone));
      expect(error.message).toMatch(/no common commit/);
    });
  });
});

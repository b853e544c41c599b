import { describe, expect, it } from '@jest/globals';
import { findGitFolder, type Git, openGit } from '../../src/workspace/git.ts';
import { lineHistoryOf } from '../../src/workspace/git-line-history.ts';
import { openLocalRepositories } from '../../src/workspace/local-repository.ts';
import { git as plainGit } from './command.ts';
import { withRepository } from './open.ts';

const BASE = {
  'src/a.ts': 'one\ntwo\nthree\n',
  'odd: "name".ts': 'only\n',
  '-n': 'dash\n',
  ':(exclude)x': 'x\n',
};
const subjects = async (git: Git, revision: string, path: string, line: number) =>
  (await lineHistoryOf(git, revision, { path, line }))?.commits.map(({ subject }) => subject) ?? null;

describe('the history of a line', () => {
  it('tells the commits that changed it, the latest first, and no others', async () => {
    await withRepository(
      { base: BASE, head: { 'src/a.ts': 'one\nTWO\nthree\n' } },
      async ({ repository, git }) => {
        const sha = repository.commit(
          { files: { 'src/a.ts': 'zero\none\nTWO!\nthree\n' } },
          'Shout louder\n\nWhy not.',
        );
        const told = await lineHistoryOf(git, sha, { path: 'src/a.ts', line: 3 });
        expect(told).toEqual({
          commits: [
            { sha, date: '2026-01-01', subject: 'Shout louder' },
            { sha: repository.headSha, date: '2026-01-01', subject: 'Change things' },
            { sha: repository.baseSha, date: '2026-01-01', subject: expect.any(String) },
          ],
          complete: true,
        });
        expect(await subjects(git, sha, 'src/a.ts', 1)).toEqual(['Shout louder']);
        expect(await subjects(git, repository.headSha, 'src/a.ts', 2)).toHaveLength(2);
      },
    );
  });

  it.each([
    ['a path with a colon and quotes', 'odd: "name".ts', 1, 1],
    ['a path like an option', '-n', 1, 1],
    ['a path like a pathspec', ':(exclude)x', 1, 1],
    ['a line behind the end', 'src/a.ts', 9, null],
    ['a file that is not there', 'src/b.ts', 1, null],
    ['a way out', '../a.ts', 1, null],
  ])('of %s', async (_what, path, line, count) => {
    await withRepository({ base: BASE }, async ({ repository, git }) => {
      expect((await subjects(git, repository.baseSha, path, line))?.length ?? null).toBe(count);
    });
  });

  it('is cut after ten commits, and says so', async () => {
    await withRepository({ base: { a: '0\n' } }, async ({ repository, git }) => {
      let sha = '';
      for (let count = 1; count <= 10; count += 1)
        sha = repository.commit({ files: { a: `${count}\n` } }, `Set ${count}`);
      const told = await lineHistoryOf(git, sha, { path: 'a', line: 1 });
      expect(told?.commits.map(({ subject }) => subject)).toEqual(
        Array.from({ length: 10 }, (_, index) => `Set ${10 - index}`),
      );
      expect(told?.complete).toBe(false);
      const before = await lineHistoryOf(git, `${sha}~1`, { path: 'a', line: 1 });
      expect([before?.commits.length, before?.complete]).toEqual([10, true]);
    });
  });

  it.each([
    ['all of it, in a clone of the last commit', 1, null],
    ['the earlier part, in a clone of the last two', 2, { subjects: ['Second'], complete: false }],
  ])('lacks %s', async (_what, depth, expected) => {
    await withRepository({ base: { a: '0\n' } }, async ({ repository }) => {
      repository.commit({ files: { a: '1\n' } }, 'First');
      const sha = repository.commit({ files: { a: '2\n' } }, 'Second');
      const clone = `${repository.path}/clone.git`;
      const from = `file://${repository.path}`;
      plainGit(repository.path, [
        'clone',
        '--quiet',
        '--bare',
        '--branch=topic',
        `--depth=${depth}`,
        from,
        clone,
      ]);
      const folder = (await findGitFolder(clone)) ?? '';
      const told = await openLocalRepositories(openGit(folder)).open(null).lineHistory(sha, 'a', 1);
      const seen =
        told === null
          ? null
          : { subjects: told.commits.map(({ subject }) => subject), complete: told.complete };
      expect(seen).toEqual(expected);
    });
  });

  it('is given up when git takes too long', async () => {
    // An expression that takes all day.
    const slow = ['grep', '-E', '-e', '((a*)*)*\\2b'];
    const base = { short: 'aab\n', long: `${'a'.repeat(4_000)}\n` };
    await withRepository({ base }, async ({ repository, git }) => {
      const at = [repository.baseSha, '--'];
      expect(await git.attempt([...slow, ...at, 'short'], { msMax: 60_000 })).toContain('aab');
      expect(await git.attempt([...slow, ...at, 'long'], { msMax: 100 })).toBeNull();
    });
  });
});

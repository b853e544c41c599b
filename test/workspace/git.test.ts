import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { countUncommitted, findGitFolder } from '../../src/workspace/git.ts';
import { git as plainGit } from './command.ts';
import { withRepository } from './open.ts';

describe('the git folder', () => {
  it('is found from within, and is null elsewhere', async () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'kimi-review-elsewhere-'));
    expect(await findGitFolder(elsewhere)).toBeNull();
    rmSync(elsewhere, { recursive: true });
    expect(await findGitFolder(elsewhere)).toBeNull();
    await withRepository({ base: { a: 'a\n' } }, async ({ repository }) => {
      expect(await findGitFolder(repository.path)).toBe(join(repository.path, '.git'));
    });
  });

  it('of a linked work tree is its own', async () => {
    await withRepository({ base: { a: 'a\n' } }, async ({ repository }) => {
      const linked = join(repository.path, 'linked');
      plainGit(repository.path, ['worktree', 'add', '--quiet', linked, 'topic']);
      expect(await findGitFolder(linked)).toBe(join(repository.path, '.git/worktrees/linked'));
    });
  });
});

describe('what is not committed', () => {
  it('is counted by path: changed, staged and untracked, but not ignored', async () => {
    const base = { 'a.txt': 'a\n', 'b.txt': 'b\n', '.gitignore': '*.log\n' };
    await withRepository({ base }, async ({ repository }) => {
      const { path } = repository;
      plainGit(path, ['checkout', '--quiet', 'main']);
      expect(await countUncommitted(path)).toBe(0);
      writeFileSync(join(path, 'a.txt'), 'changed\n');
      writeFileSync(join(path, 'staged.txt'), 'new\n');
      plainGit(path, ['add', 'staged.txt']);
      writeFileSync(join(path, 'untracked.txt'), 'new\n');
      writeFileSync(join(path, 'debug.log'), 'ignored\n');
      expect(await countUncommitted(path)).toBe(3);
    });
  });

  it('is not known outside a repository', async () => {
    expect(await countUncommitted(tmpdir())).toBeNull();
  });
});

describe('running git', () => {
  it('tells what git said when it fails', async () => {
    await withRepository({ base: { a: 'a\n' } }, async ({ git }) => {
      await expect(git.text(['ls-tree', 'nowhere'])).rejects.toMatchObject({
        code: 'GIT_FAILED',
        message: expect.stringMatching(/^git ls-tree failed: fatal: /),
      });
      expect(await git.attempt(['ls-tree', 'nowhere'])).toBeNull();
      expect(await git.records(['ls-tree', '-z', 'nowhere'], 5)).toEqual([]);
    });
  });

  it('stops git at the limit', async () => {
    await withRepository({ base: { a: 'x'.repeat(500_000) } }, async ({ git }) => {
      expect(await git.attempt(['show', 'main:a'], { bytesMax: 400_000 })).toBeNull();
      expect(await git.attempt(['show', 'main:a'], { bytesMax: 500_000 })).toHaveLength(500_000);
    });
  });
});

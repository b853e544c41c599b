import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestRepository } from '../doubles/github/repository.ts';

const MERGE_REF = 'refs/pull/7/merge';
const NOBODY = ['-c', 'user.name=GitHub', '-c', 'user.email=noreply@github.com'];

/** The workspace actions/checkout leaves by default on `pull_request`: the merge commit, depth 1. */
export function shallowCheckout(repository: TestRepository): { path: string; remove: () => void } {
  const git = (folder: string, ...args: string[]): string =>
    execFileSync('git', ['-C', folder, ...NOBODY, ...args], { encoding: 'utf8' }).trim();
  const { baseSha, headSha } = repository;
  const tree = git(repository.path, 'merge-tree', '--write-tree', baseSha, headSha);
  const merge = git(repository.path, 'commit-tree', tree, '-p', baseSha, '-p', headSha, '-m', 'Merge');
  git(repository.path, 'update-ref', MERGE_REF, merge);
  const path = mkdtempSync(join(tmpdir(), 'shallow-checkout-'));
  git(path, 'init', '--quiet', '--template=');
  git(path, 'fetch', '--quiet', '--depth=1', `file://${repository.path}`, MERGE_REF);
  git(path, 'checkout', '--quiet', 'FETCH_HEAD');
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

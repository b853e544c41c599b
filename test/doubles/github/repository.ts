import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Changes, type FileContent, type ImportedCommit, importStream } from './fast-import.ts';
import { openGit } from './git.ts';

/** A repository told as files: what stood on the base branch, and what the pull request changes. */
export type RepositoryDescription = {
  readonly base: Readonly<Record<string, FileContent>>;
  /** Changes on top of `base`; null deletes. Untouched files need not be named. */
  readonly head?: Readonly<Record<string, FileContent | null>>;
  /** Old path to new path; `head` may then edit the new path. */
  readonly renames?: Readonly<Record<string, string>>;
  readonly modes?: Readonly<Record<string, '100644' | '100755'>>;
  /** What happened on the base branch after the pull request left it: a three-dot diff must not show it. */
  readonly baseLater?: Readonly<Record<string, FileContent | null>>;
  readonly message?: string;
};

export type TestRepository = {
  /** A repository with an empty work tree; branches `main` (base) and `topic` (head). */
  readonly path: string;
  readonly baseSha: string;
  readonly headSha: string;
  readonly mergeBaseSha: string;
  /** One more commit, on top of `topic` unless `onto` says otherwise. Moves `branch` (default `topic`). */
  commit(changes: Changes, message: string, place?: { onto?: string; branch?: string }): string;
  remove(): void;
};

const BASE_BRANCH = 'main';
const HEAD_BRANCH = 'topic';
/** 2026-01-01T00:00:00Z, and a minute between commits. */
const FIRST_COMMIT_SECONDS = 1_767_225_600;
const BETWEEN_COMMITS_SECONDS = 60;

/** Makes a real repository in a temporary folder. Equal descriptions give equal commit ids. */
export function createRepository(description: RepositoryDescription): TestRepository {
  const path = mkdtempSync(join(tmpdir(), 'github-double-'));
  const git = openGit(path);
  git.bytes(['init', '--quiet', '--template=', `--initial-branch=${BASE_BRANCH}`]);

  let seconds = FIRST_COMMIT_SECONDS;
  const importCommits = (commits: readonly Omit<ImportedCommit, 'seconds'>[]): string[] => {
    const dated = commits.map((commit) => {
      const entry = { ...commit, seconds };
      seconds += BETWEEN_COMMITS_SECONDS;
      return entry;
    });
    const stream = importStream(dated, (file, parent) => git.text(['rev-parse', `${parent}:${file}`]).trim());
    return git.text(['fast-import', '--quiet', '--force'], stream).trim().split('\n');
  };
  const importOne = (commit: Omit<ImportedCommit, 'seconds'>): string => {
    const [sha] = importCommits([commit]);
    if (sha === undefined) throw new Error(`git fast-import made no commit in ${path}.`);
    return sha;
  };

  const { base, head = {}, renames = {}, modes = {}, baseLater, message = 'Change things' } = description;
  const mergeBaseSha = importOne({
    branch: BASE_BRANCH,
    message: 'Start',
    parent: null,
    changes: { files: base },
  });
  const headSha = importOne({
    branch: HEAD_BRANCH,
    message,
    parent: mergeBaseSha,
    changes: { files: head, renames, modes },
  });
  const baseSha =
    baseLater === undefined
      ? mergeBaseSha
      : importOne({
          branch: BASE_BRANCH,
          message: 'Go on',
          parent: mergeBaseSha,
          changes: { files: baseLater },
        });

  return {
    path,
    baseSha,
    headSha,
    mergeBaseSha,
    commit: (changes, text, place = {}) => {
      const branch = place.branch ?? HEAD_BRANCH;
      const parent = place.onto ?? git.text(['rev-parse', `refs/heads/${branch}`]).trim();
      return importOne({ branch, message: text, parent, changes });
    },
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}

import type { Commit, PullRequest, Sha } from '../core/pull-request.ts';
import { ReviewError } from '../errors.ts';
import type { PullRequests } from '../ports.ts';
import type { Git } from './git.ts';
import type { LocalRepository } from './local-repository.ts';

/** GitHub lists at most 250 commits of a pull request; a branch is held to the same. */
const COMMITS_MAX = 250;
const DEFAULT_BASES = ['origin/HEAD', 'origin/main', 'origin/master', 'main', 'master'];

export type Branch = {
  /** A revision git understands, or null to look for the usual default branches. */
  readonly base: string | null;
  /** A revision git understands; usually `HEAD`. */
  readonly head: string;
};

/** A local branch seen as a pull request: its commits since the merge base with `base`, nothing uncommitted. */
export async function openLocalPulls(
  git: Git,
  repository: LocalRepository,
  branch: Branch,
): Promise<PullRequests> {
  const pull = await describe(git, branch);
  const diffText = async (from: Sha, to: Sha) => repository.diff(from, to, []);
  return {
    read: async () => pull,
    conversation: async () => ({
      commits: await commitsOf(git, pull),
      threads: [],
      ownComments: [],
      pendingReviewId: null,
    }),
    diffText: async () => ({ kind: 'text', text: (await diffText(pull.base.sha, pull.head.sha)) ?? '' }),
    fileRows: async () => ({ rows: [], complete: false }),
    compareText: async (_pull, from, to) => diffText(from, to),
    headSha: async () => pull.head.sha,
  };
}

async function describe(git: Git, branch: Branch): Promise<PullRequest> {
  const head = await commitId(git, branch.head, 'head');
  const baseName = branch.base ?? (await defaultBase(git, head));
  const baseTip = await commitId(git, baseName, 'base');
  const base = (await git.attempt(['merge-base', baseTip, head]))?.trim();
  if (base === undefined) {
    throw new ReviewError('GIT_FAILED', `${baseName} and ${branch.head} have no common commit.`);
  }
  const name = (await git.attempt(['symbolic-ref', '--short', 'HEAD']))?.trim();
  const counts = countsOf((await git.attempt(['diff', '--numstat', '--find-renames', base, head])) ?? '');
  return {
    number: 0,
    title: (await git.text(['log', '-1', '--format=%s', head])).trim(),
    body: '',
    author: (await git.text(['log', '-1', '--format=%an', head])).trim(),
    authorIsBot: false,
    state: 'open',
    isDraft: false,
    isLocked: false,
    isFork: false,
    labels: [],
    base: { ref: baseName, sha: base, repository: null },
    head: { ref: branch.head === 'HEAD' ? (name ?? 'HEAD') : branch.head, sha: head, repository: null },
    ...counts,
    url: '',
  };
}

async function defaultBase(git: Git, head: Sha): Promise<string> {
  for (const name of DEFAULT_BASES) {
    const tip = await git.attempt(['rev-parse', '--verify', '--quiet', `${name}^{commit}`]);
    if (tip !== null && tip.trim() !== head) return name;
  }
  throw new ReviewError('GIT_FAILED', 'No base branch was found to compare with.', {
    remedy: `Name one with --base (looked for ${DEFAULT_BASES.join(', ')}).`,
  });
}

async function commitId(git: Git, name: string, role: 'base' | 'head'): Promise<Sha> {
  const id = await git.attempt(['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`]);
  if (id !== null) return id.trim();
  throw new ReviewError('GIT_FAILED', `The ${role} revision ${JSON.stringify(name)} does not exist here.`, {
    remedy: `Name an existing branch, tag or commit with --${role}; fetch it first if it is remote.`,
  });
}

async function commitsOf(git: Git, pull: PullRequest): Promise<readonly Commit[]> {
  const range = `${pull.base.sha}..${pull.head.sha}`;
  const text = await git.text([
    'log',
    '--reverse',
    '-z',
    `--max-count=${COMMITS_MAX}`,
    '--format=%H %B',
    range,
  ]);
  return text
    .split('\0')
    .filter((record) => record.includes(' '))
    .map((record) => ({
      sha: record.slice(0, record.indexOf(' ')),
      message: record.slice(record.indexOf(' ') + 1).trim(),
    }));
}

/** `--numstat` rows are `added<TAB>removed<TAB>path`, with `-` for binary files. */
function countsOf(numstat: string): Pick<PullRequest, 'additions' | 'deletions' | 'changedFiles'> {
  const rows = numstat.split('\n').filter((row) => row !== '');
  const column = (index: number) =>
    rows.reduce((sum, row) => sum + (Number.parseInt(row.split('\t')[index] ?? '', 10) || 0), 0);
  return { additions: column(0), deletions: column(1), changedFiles: rows.length };
}

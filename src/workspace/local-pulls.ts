import type { Commit, PullRequest, Sha } from '../core/pull-request.ts';
import { ReviewError } from '../errors.ts';
import type { PullRequests } from '../ports.ts';
import { changedRows } from './changed-rows.ts';
import type { Git } from './git.ts';
import type { LocalRepository } from './local-repository.ts';

/** GitHub lists at most 250 commits of a pull request; a branch is held to the same. */
const COMMITS_MAX = 250;
const DEFAULT_BASES = ['origin/HEAD', 'origin/main', 'origin/master', 'main', 'master'];

/** A branch has no page, so nothing is linked to it. */
const NO_TICKETS = { read: [], closing: 0, refused: null };

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
  return {
    read: async () => pull,
    conversation: async () => ({
      commits: await commitsOf(git, pull),
      threads: [],
      ownComments: [],
      pendingReviewId: null,
      tickets: NO_TICKETS,
      checks: { failing: [], refused: null },
    }),
    tickets: async () => NO_TICKETS,
    diffText: async () => {
      const text = await repository.diff(pull.base.sha, pull.head.sha, []);
      return text === null
        ? { kind: 'too-large', message: 'the diff is too large to be read at once' }
        : { kind: 'text', text };
    },
    fileRows: async () => ({ rows: await changedRows(git, pull.base.sha, pull.head.sha), complete: true }),
    compareText: async (_pull, from, to) => repository.diff(from, to, []),
    headSha: async () => pull.head.sha,
  };
}

async function describe(git: Git, branch: Branch): Promise<PullRequest> {
  const head = await commitId(git, branch.head, 'head');
  const baseName = branch.base ?? (await defaultBase(git, head));
  const baseTip = await commitId(git, baseName, 'base');
  const base = (await git.attempt(['merge-base', baseTip, head]))?.trim();
  if (base === undefined) {
    throw new ReviewError('INPUT_INVALID', `${baseName} and ${branch.head} have no common commit.`, {
      remedy: 'Name another base with --base; in a shallow clone, run git fetch --unshallow first.',
    });
  }
  const name = (await git.attempt(['symbolic-ref', '--quiet', '--short', 'HEAD']))?.trim();
  const rows = await changedRows(git, base, head);
  const [title = '', author = ''] = (
    await git.text(['log', '-1', '--encoding=UTF-8', '--format=%s%x00%an', head])
  ).split('\0');
  return {
    number: 0,
    title: title.trim(),
    body: '',
    author: author.trim(),
    authorIsBot: false,
    state: 'open',
    isDraft: false,
    isLocked: false,
    isFork: false,
    labels: [],
    base: { ref: baseName, sha: base, repository: null },
    head: { ref: branch.head === 'HEAD' ? (name ?? 'HEAD') : branch.head, sha: head, repository: null },
    additions: rows.reduce((sum, { additions }) => sum + additions, 0),
    deletions: rows.reduce((sum, { deletions }) => sum + deletions, 0),
    changedFiles: rows.length,
    url: '',
  };
}

async function defaultBase(git: Git, head: Sha): Promise<string> {
  for (const name of DEFAULT_BASES) {
    const tip = await git.attempt(['rev-parse', '--verify', '--quiet', `${name}^{commit}`]);
    if (tip !== null && tip.trim() !== head) return name;
  }
  throw new ReviewError('INPUT_INVALID', 'No base to compare with was found.', {
    remedy: `Name one with --base, such as --base HEAD~1 (looked for ${DEFAULT_BASES.join(', ')} with another commit than the head).`,
  });
}

async function commitId(git: Git, name: string, role: 'base' | 'head'): Promise<Sha> {
  const id = await git.attempt(['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`]);
  if (id !== null) return id.trim();
  throw new ReviewError('INPUT_INVALID', `The ${role} ${JSON.stringify(name)} does not exist here.`, {
    remedy: `Name an existing branch, tag or commit with --${role}; fetch it first if it is remote.`,
  });
}

async function commitsOf(git: Git, pull: PullRequest): Promise<readonly Commit[]> {
  const text = await git.text([
    'log',
    '--reverse',
    '-z',
    '--encoding=UTF-8',
    `--max-count=${COMMITS_MAX}`,
    '--format=%H %B',
    `${pull.base.sha}..${pull.head.sha}`,
  ]);
  return text
    .split('\0')
    .filter((record) => record.includes(' '))
    .map((record) => ({
      sha: record.slice(0, record.indexOf(' ')),
      message: record.slice(record.indexOf(' ') + 1).trim(),
    }));
}

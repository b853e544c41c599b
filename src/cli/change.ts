import { readInput } from '../core/settings/parse.ts';
import type { Inputs } from '../core/settings/settings.ts';
import { SETTINGS } from '../core/settings/table.ts';
import { ReviewError } from '../errors.ts';
import { layeredRepository } from '../flow/repository-layers.ts';
import type { Log, Publisher, PullRequests, Repositories } from '../ports.ts';
import { VERSION } from '../version.ts';
import { countUncommitted, findGitFolder, openGit } from '../workspace/git.ts';
import { openLocalPulls } from '../workspace/local-pulls.ts';
import { type LocalRepositories, openLocalRepositories } from '../workspace/local-repository.ts';
import type { Desk } from './desk.ts';
import type { ChangeOptions } from './options.ts';

export const USER_AGENT = `kimi-review/${VERSION}`;

/** The change to read, wherever it is. `publisher` is null for a branch, which has no page to post to. */
export type Change = {
  readonly number: number;
  /** `owner/name`; for a branch that names none, a stand-in for what a dry run shows. */
  readonly repository: string;
  readonly pulls: PullRequests;
  readonly repositories: Repositories;
  readonly publisher: Publisher | null;
};

const NO_REPOSITORY = 'local/branch';
const GITHUB_API = 'https://api.github.com';

export async function openChange(desk: Desk, options: ChangeOptions, inputs: Inputs): Promise<Change> {
  const folder = await findGitFolder(desk.folder);
  const git = folder === null ? null : openGit(folder);
  const local = git === null ? null : openLocalRepositories(git);
  if (options.pr !== undefined) return openPull(desk, { ...options, pr: options.pr }, local);
  if (git === null || local === null) {
    throw new ReviewError('INPUT_INVALID', 'There is no git repository here.', {
      remedy: 'Change into the repository, or name a pull request with --pr and --repo.',
    });
  }
  const head = options.head ?? 'HEAD';
  const pulls = await openLocalPulls(git, local.open(null), { base: options.base ?? null, head });
  const { log } = desk.progress;
  await tellOfConfig(log, { pulls, repositories: local, inputs });
  if (options.head === undefined) await tellOfUncommitted(log, desk.folder);
  return {
    number: 0,
    repository: options.repo ?? NO_REPOSITORY,
    pulls,
    repositories: local,
    publisher: null,
  };
}

async function openPull(
  desk: Desk,
  options: ChangeOptions & { readonly pr: number },
  local: LocalRepositories | null,
): Promise<Change> {
  const { environment, progress } = desk;
  const { repo } = options;
  if (repo === undefined) {
    throw new ReviewError('INPUT_INVALID', `Pull request ${options.pr} of which repository?`, {
      remedy: 'Name it with --repo owner/name.',
    });
  }
  const token = (environment['GITHUB_TOKEN'] || environment['GH_TOKEN'] || '').trim();
  if (token === '')
    throw new ReviewError('TOKEN_MISSING', 'The environment variable GITHUB_TOKEN is not set.');
  const apiUrl = apiUrlOf(environment['GITHUB_API_URL'] ?? '');
  // Only for a pull request: @actions/github reads the event file of a runner when it is loaded, and may throw.
  const { openGitHub } = await import('../github/client.ts');
  const github = openGitHub({
    token,
    apiUrl,
    repository: repo,
    userAgent: USER_AGENT,
    log: progress.log,
    // GitHub wants posts seconds apart; a server on this very machine is not GitHub.
    spacing: !LOOPBACK_HOSTS.includes(new URL(apiUrl).hostname),
  });
  const repositories: Repositories =
    local === null
      ? github.repositories
      : { open: (limits) => layeredRepository(local.open(limits), github.repositories.open(limits)) };
  return {
    number: options.pr,
    repository: repo,
    pulls: github.pulls,
    repositories,
    publisher: github.publisher,
  };
}

const LOOPBACK_HOSTS = ['127.0.0.1', '[::1]', 'localhost'];

function apiUrlOf(given: string): string {
  const address = given.trim() === '' ? GITHUB_API : given.trim();
  if (URL.canParse(address) && /^https?:$/.test(new URL(address).protocol))
    return address.replace(/\/+$/, '');
  throw new ReviewError(
    'INPUT_INVALID',
    `GITHUB_API_URL is ${JSON.stringify(address)}, which is no address.`,
    {
      remedy: `Leave it unset for ${GITHUB_API}, or give https://HOST/api/v3 of GitHub Enterprise Server.`,
    },
  );
}

async function tellOfUncommitted(log: Log, folder: string): Promise<void> {
  const count = await countUncommitted(folder);
  if (count === null || count === 0) return;
  const files = count === 1 ? '1 path has' : `${count} paths have`;
  log.warn(`${files} uncommitted changes, which are not part of this review: commit them to have them read.`);
}

/** The file counts as it is at the base; somebody who just wrote one would wonder why it does nothing. */
async function tellOfConfig(
  log: Log,
  branch: { readonly pulls: PullRequests; readonly repositories: Repositories; readonly inputs: Inputs },
): Promise<void> {
  const path = readInput(SETTINGS.config, branch.inputs);
  const { base, head } = await branch.pulls.read(0);
  const repository = branch.repositories.open(null);
  const [before, after] = await Promise.all(
    [base, head].map(async ({ sha }) => (await repository.read(sha, [path])).get(path)),
  );
  const textOf = (answer: typeof before): string => (answer?.kind === 'text' ? answer.text : '');
  if (textOf(before) === textOf(after)) return;
  log.warn(`${path} is changed by this branch; the review follows the version at its base.`);
}

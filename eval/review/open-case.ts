import type { PullRequests, Repositories, Repository } from '../../src/ports.ts';
import { findGitFolder, openGit } from '../../src/workspace/git.ts';
import { openLocalPulls } from '../../src/workspace/local-pulls.ts';
import { openLocalRepositories } from '../../src/workspace/local-repository.ts';
import { createRepository } from '../../test/doubles/github/repository.ts';
import type { ReviewCase, Source } from './case.ts';

/** Where the engine looks for its settings on the base branch. */
const CONFIG_PATH = '.github/kimi-review.yml';

export type OpenCase = {
  readonly pulls: PullRequests;
  readonly repositories: Repositories;
  remove(): void;
};

/**
 * The pull request of a case, on a real git repository, with the title, the description and the commits the case
 * tells. `settings` stands for the configuration file of the base branch.
 */
export async function openCase(one: ReviewCase, settings: string): Promise<OpenCase> {
  const place = await openSource(one.source, one.title);
  const git = openGit(place.gitFolder);
  const local = openLocalRepositories(git);
  const pulls = await openLocalPulls(git, local.open(null), { base: place.base, head: place.head });
  return {
    pulls: withWords(pulls, one),
    repositories: { open: (limits) => withConfig(local.open(limits), settings) },
    remove: place.remove,
  };
}

type OpenSource = {
  readonly gitFolder: string;
  readonly base: string;
  readonly head: string;
  readonly remove: () => void;
};

async function openSource(source: Source, message: string): Promise<OpenSource> {
  if (source.kind === 'files') {
    const { base, head, renames } = source;
    const built = createRepository({ base, head, renames, message });
    const remove = () => built.remove();
    return { gitFolder: `${built.path}/.git`, base: built.baseSha, head: built.headSha, remove };
  }
  const gitFolder = await findGitFolder(source.repository);
  if (gitFolder === null) throw new Error(`${source.repository} is not a git repository.`);
  return { gitFolder, base: source.base, head: source.head, remove: () => undefined };
}

function withWords(pulls: PullRequests, { title, body, commits }: ReviewCase): PullRequests {
  return {
    ...pulls,
    read: async (number) => ({ ...(await pulls.read(number)), title, body }),
    conversation: async (pull, mentioned) => ({
      ...(await pulls.conversation(pull, mentioned)),
      commits: commits.map((message) => ({ sha: pull.head.sha, message })),
    }),
  };
}

function withConfig(repository: Repository, settings: string): Repository {
  return {
    ...repository,
    read: async (revision, paths) => {
      const texts = await repository.read(revision, paths);
      if (!paths.includes(CONFIG_PATH)) return texts;
      return new Map([...texts, [CONFIG_PATH, { kind: 'text', text: settings }]]);
    },
  };
}

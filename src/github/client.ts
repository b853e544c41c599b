import type { Publisher, PullRequests, Repositories } from '../ports.ts';
import type { GitHubOptions } from './octokit.ts';
import { openOctokit } from './octokit.ts';
import { openPublisher } from './publisher.ts';
import { openPullRequests } from './pull-requests.ts';
import { openRepositories } from './repository.ts';

export type GitHub = {
  readonly pulls: PullRequests;
  readonly repositories: Repositories;
  readonly publisher: Publisher;
};

/** GitHub as the story sees it: three ports over one client, so that limits are kept in one place. */
export function openGitHub(options: GitHubOptions): GitHub {
  const api = openOctokit(options);
  return {
    pulls: openPullRequests(api),
    repositories: openRepositories(api),
    publisher: openPublisher(api),
  };
}

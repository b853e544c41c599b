import type { Sha } from '../core/pull-request.ts';
import type { Repositories, Repository, Tree } from '../ports.ts';
import { treeFrom } from './convert.ts';
import { asked } from './failure.ts';
import type { Api } from './octokit.ts';
import { readMergeBase } from './pull-requests.ts';
import { openTextReader } from './read-texts.ts';

// Of the 1,000 requests an hour that a repository's runs share.
const READ_REQUESTS_MAX = 150;

/** The repository at any commit, as data through the API: for runs without a checkout, forks above all. */
export function openRepositories(api: Api): Repositories {
  return { open: (limits) => openRepository(api, limits?.readRequests ?? READ_REQUESTS_MAX) };
}

function openRepository(api: Api, readRequestsMax: number): Repository {
  const readTexts = openTextReader(api, readRequestsMax);
  const mergeBases = new Map<string, Promise<Sha | null>>();
  return {
    tree: (revision) => asked(() => readTree(api, revision)),
    read: (revision, paths) => asked(() => readTexts(revision, paths)),
    // Code search knows the default branch only.
    search: async () => null,
    lines: async () => null,
    history: async () => null,
    lineHistory: async () => null,
    diff: async () => null,
    // Asked for by several steps of a run; commits never change.
    mergeBase: (base, head) => {
      const pair = `${base}...${head}`;
      const answer = mergeBases.get(pair) ?? asked(() => readMergeBase(api, base, head));
      mergeBases.set(pair, answer);
      return answer;
    },
  };
}

async function readTree(api: Api, revision: Sha): Promise<Tree> {
  const answer = await api.octokit.rest.git.getTree({ ...api.repo, tree_sha: revision, recursive: '1' });
  return treeFrom(answer.data);
}

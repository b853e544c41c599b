import { reply } from '../../doubles/kimi/scripts.ts';
import type { Scenario } from '../scenario.ts';
import { ANSWER, inShop, SHOP } from '../shop.ts';

export const about = 'Tokens that may not write, keys that are not there, forks';

const kimi = { answer: [reply(ANSWER)] };
const FORK = { head: { repository: 'dana/shop' } };
const READ_ONLY = { 'pull-requests': 'read', issues: 'read', checks: 'read' } as const;
const NO_KEY = { 'kimi-api-key': '' };

export const variants: readonly Scenario[] = [
  inShop('A fork with a key, by pull_request_target: as any other', {
    pull: FORK,
    event: {
      name: 'pull_request_target',
      payload: { action: 'opened', pull_request: { number: 7 } },
    },
    kimi,
  }),
  inShop('A fork, as GitHub runs it: no key and a token that cannot write', {
    pull: FORK,
    inputs: NO_KEY,
    github: { permissions: READ_ONLY },
  }),
  inShop('A fork with a key and a token that cannot write: the findings stand at their lines in the log', {
    pull: FORK,
    kimi,
    github: { permissions: READ_ONLY },
  }),
  inShop('No key in the repository itself', { inputs: NO_KEY }),
  inShop('No key, and no right to say so', { inputs: NO_KEY, github: { permissions: READ_ONLY } }),
  inShop('A token that cannot write in the repository itself: nobody could be told, so the step is red', {
    kimi,
    github: { permissions: READ_ONLY },
  }),
  inShop('No right to write checks: the review is posted all the same', {
    kimi,
    github: { permissions: { checks: 'none' } },
  }),
  inShop('No right to write on pull requests: the check carries the findings', {
    kimi,
    github: { permissions: { 'pull-requests': 'read' } },
  }),
  inShop('A token GitHub does not know', { inputs: { 'github-token': 'ghs_expired' } }),
  inShop('No token at all', { inputs: { 'github-token': '' } }),
  inShop('GitHub Enterprise Server, whose API is elsewhere', {
    repository: SHOP,
    kimi,
    github: { enterprise: true },
    environment: ({ github }) => ({ GITHUB_API_URL: `${github.url}/api/v3` }),
  }),
];

import * as z from 'zod';
import type { DiffText } from '../core/diff/raw-diff.ts';
import type { PullRequest, Sha } from '../core/pull-request.ts';
import type { PullRequests } from '../ports.ts';
import { readConversation } from './conversation.ts';
import { decode, mergeBaseFrom, pullFrom } from './convert.ts';
import { asked, statusOf, wordsOf } from './failure.ts';
import { readFileRows } from './file-rows.ts';
import type { Api } from './octokit.ts';
import { readTickets } from './tickets.ts';

/** Pull requests as GitHub's API gives them. */
export function openPullRequests(api: Api): PullRequests {
  return {
    read: (number) => asked(() => readPull(api, number)),
    conversation: (pull, mentioned) => asked(() => readConversation(api, pull, mentioned)),
    tickets: (numbers) => asked(() => readTickets(api, numbers)),
    diffText: (pull) => asked(() => readDiff(api, pull)),
    fileRows: (pull) => asked(() => readFileRows(api, pull)),
    compareText: (_pull, from, to) => asked(() => readComparison(api, from, to)),
    headSha: (number) => asked(async () => (await readPull(api, number)).head.sha),
  };
}

/** The merge base of two commits, by one request that carries as little else as GitHub allows. */
export async function readMergeBase(api: Api, base: Sha, head: Sha): Promise<Sha | null> {
  const basehead = `${base}...${head}`;
  try {
    const answer = await api.octokit.rest.repos.compareCommitsWithBasehead({
      ...api.repo,
      basehead,
      per_page: 1,
    });
    return mergeBaseFrom(answer.data);
  } catch (error) {
    // Unknown commits, or histories without a common commit.
    if (statusOf(error) === NOT_FOUND) return null;
    throw error;
  }
}

const NOT_FOUND = 404;
const NOT_ACCEPTABLE = 406;

async function readPull(api: Api, number: number): Promise<PullRequest> {
  const answer = await api.octokit.rest.pulls.get({ ...api.repo, pull_number: number });
  return pullFrom(answer.data);
}

async function readDiff(api: Api, pull: PullRequest): Promise<DiffText> {
  try {
    const answer = await api.octokit.rest.pulls.get({
      ...api.repo,
      pull_number: pull.number,
      mediaType: { format: 'diff' },
    });
    return { kind: 'text', text: diffTextFrom(answer.data, 'GET pulls/{number} as a diff') };
  } catch (error) {
    // Above 300 files, 20,000 lines or 1 MB.
    if (statusOf(error) === NOT_ACCEPTABLE) return { kind: 'too-large', message: wordsOf(error) };
    throw error;
  }
}

/**
 * GitHub compares three-dot only, which equals two-dot exactly when `from` is an ancestor of `to`. After a forced
 * push it is not, and there is no honest "what is new since".
 */
async function readComparison(api: Api, from: Sha, to: Sha): Promise<string | null> {
  if ((await readMergeBase(api, from, to)) !== from) return null;
  try {
    const answer = await api.octokit.rest.repos.compareCommitsWithBasehead({
      ...api.repo,
      basehead: `${from}...${to}`,
      mediaType: { format: 'diff' },
    });
    return diffTextFrom(answer.data, 'GET compare/{base}...{head} as a diff');
  } catch (error) {
    const status = statusOf(error);
    if (status === NOT_FOUND || status === NOT_ACCEPTABLE) return null;
    throw error;
  }
}

function diffTextFrom(data: unknown, source: string): string {
  return decode(z.string(), data, source);
}

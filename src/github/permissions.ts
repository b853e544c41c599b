import * as z from 'zod';
import type { Api, GitHubOptions } from './octokit.ts';
import { openOctokit } from './octokit.ts';

/** Whether a harmless read was allowed; `unknown` when the answer was about something else. */
export type Access = 'yes' | 'no' | 'unknown';

/** What reading alone can find out about a token. Nothing is ever written. */
export type Permissions = {
  /** `refused`: the token itself is not accepted; `missing`: no such repository, or not for this token. */
  readonly repository: 'readable' | 'missing' | 'refused' | 'unreachable';
  readonly contents: Access;
  readonly pullRequests: Access;
  readonly checks: Access;
  /** Scopes of a classic token, by header; null for every other kind. */
  readonly scopes: readonly string[] | null;
  /** What the repository says this user may do; null when it does not say. */
  readonly mayPush: boolean | null;
};

/** Probes a token by four reads: the repository, its files, its pull requests, the checks of its default branch. */
export async function probePermissions(options: GitHubOptions): Promise<Permissions> {
  const api = openOctokit(options);
  const { rest } = api.octokit;
  const first = await attempt(() => rest.repos.get(api.repo));
  if (first.kind === 'failed') return { ...NOTHING, repository: withoutRepository(first.status) };
  const answer = repositoryShape.parse(first.answer);
  const scopes = answer.headers['x-oauth-scopes'];
  return {
    repository: 'readable',
    ...(await probeParts(api, answer.data.default_branch)),
    scopes: scopes === undefined ? null : scopes.split(/,\s*/).filter((scope) => scope !== ''),
    mayPush: answer.data.permissions?.push ?? null,
  };
}

async function probeParts({ octokit, repo }: Api, branch: string) {
  const { rest } = octokit;
  const [contents, pullRequests, checks] = await Promise.all([
    attempt(() => rest.repos.getContent({ ...repo, path: '' })),
    attempt(() => rest.pulls.list({ ...repo, per_page: 1 })),
    attempt(() => rest.checks.listForRef({ ...repo, ref: branch, per_page: 1 })),
  ]);
  return { contents: accessOf(contents), pullRequests: accessOf(pullRequests), checks: accessOf(checks) };
}

const NOTHING = {
  contents: 'unknown',
  pullRequests: 'unknown',
  checks: 'unknown',
  scopes: null,
  mayPush: null,
} as const;

const repositoryShape = z.object({
  data: z.object({ default_branch: z.string(), permissions: z.object({ push: z.boolean() }).optional() }),
  headers: z.object({ 'x-oauth-scopes': z.string().optional() }),
});

const UNAUTHORIZED = 401;
const FORBIDDEN = 403;
const NOT_FOUND = 404;
const statusShape = z.object({ status: z.number() }).catch({ status: 0 });

type Tried =
  | { readonly kind: 'answered'; readonly answer: unknown }
  | { readonly kind: 'failed'; readonly status: number };

async function attempt(read: () => Promise<unknown>): Promise<Tried> {
  try {
    return { kind: 'answered', answer: await read() };
  } catch (error) {
    return { kind: 'failed', status: statusShape.parse(error).status };
  }
}

// A token without a permission gets 403 for what it may see, and 404 for what it may not know of.
function accessOf(tried: Tried): Access {
  if (tried.kind === 'answered') return 'yes';
  return tried.status === FORBIDDEN || tried.status === NOT_FOUND ? 'no' : 'unknown';
}

function withoutRepository(status: number): Permissions['repository'] {
  if (status === UNAUTHORIZED || status === FORBIDDEN) return 'refused';
  return status === NOT_FOUND ? 'missing' : 'unreachable';
}

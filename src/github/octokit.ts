import { getOctokit } from '@actions/github';
import { retry } from '@octokit/plugin-retry';
import { throttling } from '@octokit/plugin-throttling';
import type { Octokit } from '@octokit/rest';
import type { Log } from '../ports.ts';

export type GitHubOptions = {
  readonly token: string;
  /** `https://api.github.com`, or `https://HOST/api/v3` on GitHub Enterprise Server. */
  readonly apiUrl: string;
  /** `owner/name`. */
  readonly repository: string;
  /** `kimi-review/VERSION`. */
  readonly userAgent: string;
  readonly log: Log;
  /** False lets posts follow each other without a pause: right against a double, never against GitHub. */
  readonly spacing?: boolean;
};

/** One client for one repository: every request of a run goes through it. */
export type Api = {
  readonly octokit: Pick<Octokit, 'rest' | 'graphql'>;
  readonly repo: { readonly owner: string; readonly repo: string };
  readonly log: Log;
};

// The last version without the breaking changes of 2026-03-10; supported until at least March 2028.
const API_VERSION = '2022-11-28';
// A longer wait is not worth a runner's minutes: the request is refused and the reader told.
const WAIT_SECONDS_MAX = 120;
const LIMIT_RETRIES_MAX = 2;
// A repeated request would get the same answer. 403 and 429 belong to the limits below, not to plain retries.
const STATUSES_NOT_RETRIED = [400, 401, 403, 404, 405, 406, 409, 410, 412, 413, 415, 422, 429, 451];
const SLASHES_AT_END = /\/+$/;

export function openOctokit(options: GitHubOptions): Api {
  const [owner = '', repo = ''] = options.repository.split('/');
  const octokit = getOctokit(
    options.token,
    {
      // The GraphQL address is derived from this one: HOST/api/v3 becomes HOST/api/graphql.
      baseUrl: options.apiUrl.replace(SLASHES_AT_END, ''),
      userAgent: options.userAgent,
      log: quietLog(options.log),
      retry: { doNotRetry: STATUSES_NOT_RETRIED },
      throttle: throttleOptions(options.log, options.spacing ?? true),
    },
    retry,
    throttling,
  );
  octokit.hook.before('request', (request) => {
    request.headers['x-github-api-version'] = API_VERSION;
  });
  return { octokit, repo: { owner, repo }, log: options.log };
}

type ThrottleOptions = NonNullable<NonNullable<Parameters<typeof getOctokit>[1]>['throttle']>;

function throttleOptions(log: Log, spacing: boolean): ThrottleOptions {
  const limits: ThrottleOptions = {
    onRateLimit: waitWithin(log, 'hourly rate limit'),
    onSecondaryRateLimit: waitWithin(log, 'secondary rate limit'),
  };
  // The plugin puts 3 s between posts that notify people, which stays: a burst of reviews is refused. It also
  // puts 1 s between writes, GraphQL reads among them; a run makes a handful, one after the other.
  return spacing
    ? Object.assign(limits, { write: WITHOUT_SPACING })
    : Object.assign(limits, { write: WITHOUT_SPACING, notifications: WITHOUT_SPACING });
}

/** The part of a Bottleneck group the plugin uses, without the waiting. */
const WITHOUT_SPACING = {
  key: () => ({ schedule: async (_options: unknown, task: () => Promise<void>) => task() }),
};

function waitWithin(log: Log, limit: string) {
  return (waitSeconds: number, _request: unknown, _octokit: unknown, retries: number): boolean => {
    if (waitSeconds > WAIT_SECONDS_MAX || retries >= LIMIT_RETRIES_MAX) return false;
    log.warn(`GitHub's ${limit} is reached; waiting ${waitSeconds} s as it asks.`);
    return true;
  };
}

function quietLog(log: Log) {
  const warn = (text: string): void => log.warn(text);
  const silent = (): void => undefined;
  return { debug: silent, info: silent, warn, error: warn };
}

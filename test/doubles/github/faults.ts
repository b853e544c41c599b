import { Refusal } from './refusals.ts';

/** Trouble on the way, for requests that match. */
export type Fault = {
  readonly method?: string;
  /** The path without the query; text must be equal. */
  readonly path: string | RegExp;
  /** How many matching requests are hit; once when not given. */
  readonly times?: number;
  /** How many matching requests pass first. */
  readonly after?: number;
  /** The request takes effect and only its answer is lost: what makes a blind retry post twice. */
  readonly takesEffect?: boolean;
  readonly trouble: Trouble;
};

export type Trouble =
  /** 403 with `retry-after`. */
  | { readonly kind: 'secondary-limit'; readonly retryAfterSeconds?: number }
  /** 429 with `retry-after`. */
  | { readonly kind: 'too-many-requests'; readonly retryAfterSeconds?: number }
  /** 403 with `x-ratelimit-remaining: 0` and a reset time. */
  | { readonly kind: 'rate-limit'; readonly resetInSeconds: number }
  /** A bare server error; 502 comes as HTML, as it does from GitHub's front. */
  | { readonly kind: 'status'; readonly status: 500 | 502 | 503 | 504 }
  /** GitHub's 422 for reviews that follow each other too quickly. */
  | { readonly kind: 'spammed' }
  /** Answers, but late. */
  | { readonly kind: 'slow'; readonly delayMs: number }
  /** The connection breaks without an answer. */
  | { readonly kind: 'reset' };

const RETRY_AFTER_SECONDS = 60;
const FORBIDDEN = 403;
const UNPROCESSABLE = 422;
const TOO_MANY_REQUESTS = 429;
const MS_PER_SECOND = 1_000;

const SECONDARY_LIMIT_WORDS =
  'You have exceeded a secondary rate limit and have been temporarily blocked from content creation. Please retry your request again later.';

/** Finds the fault a request runs into, counting as it goes. */
export function faultFinder(faults: readonly Fault[]): (method: string, path: string) => Fault | null {
  const seen = new Map<Fault, number>();
  return (method, path) => {
    for (const fault of faults) {
      if (fault.method !== undefined && fault.method !== method) continue;
      if (typeof fault.path === 'string' ? fault.path !== path : !fault.path.test(path)) continue;
      const count = (seen.get(fault) ?? 0) + 1;
      seen.set(fault, count);
      const first = fault.after ?? 0;
      if (count > first && count <= first + (fault.times ?? 1)) return fault;
    }
    return null;
  };
}

/** The answer a fault gives in place of the true one; null for those that are not an answer. */
export function refusalOf(trouble: Trouble, nowMs: number): Refusal | null {
  switch (trouble.kind) {
    case 'secondary-limit':
    case 'too-many-requests': {
      const status = trouble.kind === 'secondary-limit' ? FORBIDDEN : TOO_MANY_REQUESTS;
      const seconds = trouble.retryAfterSeconds ?? RETRY_AFTER_SECONDS;
      return new Refusal(status, { message: SECONDARY_LIMIT_WORDS }, { 'retry-after': String(seconds) });
    }
    case 'rate-limit':
      return rateLimitExceeded(Math.floor(nowMs / MS_PER_SECOND) + trouble.resetInSeconds);
    case 'spammed':
      return new Refusal(UNPROCESSABLE, {
        message: 'Unprocessable Entity',
        errors: ['Review comments is invalid and Review threads is invalid'],
      });
    case 'status':
      return new Refusal(trouble.status, { message: 'Server Error' });
    case 'slow':
    case 'reset':
      return null;
  }
}

export function rateLimitExceeded(resetSeconds: number): Refusal {
  return new Refusal(
    FORBIDDEN,
    { message: 'API rate limit exceeded for installation ID 1.' },
    { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(resetSeconds) },
  );
}

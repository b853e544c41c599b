import * as z from 'zod';
import { ReviewError } from '../errors.ts';
import type { Receipt } from '../ports.ts';

/** Runs requests; whatever fails comes out as a `ReviewError` that names the request and the way out. */
export async function asked<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw failureOf(error);
  }
}

/** Runs a request that posts; what GitHub does not accept is returned, so that the next rung can be tried. */
export async function posted(work: () => Promise<Receipt>): Promise<Receipt> {
  try {
    return await work();
  } catch (error) {
    if (statusOf(error) === UNPROCESSABLE) return { kind: 'unprocessable', reason: wordsOf(error) };
    return { kind: 'refused', reason: failureOf(error).message };
  }
}

/** The HTTP status of a failed request; null when the failure is something else. */
export function statusOf(error: unknown): number | null {
  return decodeHttp(error)?.status ?? null;
}

/** GitHub's own words: its message and the list of errors behind it. */
export function wordsOf(error: unknown): string {
  const http = decodeHttp(error);
  const body = BODY.safeParse(http?.response?.data);
  // A proxy in front of GitHub answers with a page of HTML, which says nothing to the reader.
  if (!body.success) return http?.response === undefined ? plainWords(error) : 'it gave no reason';
  const details = (body.data.errors ?? []).map((detail) =>
    typeof detail === 'string' ? detail : detailWords(detail),
  );
  return [body.data.message, ...details].filter((text) => text !== '').join(': ');
}

export function failureOf(error: unknown): ReviewError {
  if (error instanceof ReviewError) return error;
  const query = GRAPHQL_FAILURE.safeParse(error);
  if (query.success) return graphqlFailure(query.data, error);
  const http = decodeHttp(error);
  if (http !== null) return httpFailure(http, error);
  return new ReviewError('GITHUB_FAILED', `GitHub could not be asked: ${plainWords(error)}`, {
    cause: error,
  });
}

function plainWords(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

const UNAUTHORIZED = 401;
const FORBIDDEN = 403;
const NOT_FOUND = 404;
const UNPROCESSABLE = 422;
const TOO_MANY_REQUESTS = 429;

const HTTP_FAILURE = z.object({
  status: z.number(),
  request: z.object({ method: z.string(), url: z.string() }).optional(),
  response: z.object({ headers: z.record(z.string(), z.unknown()), data: z.unknown() }).optional(),
});
type HttpFailure = z.infer<typeof HTTP_FAILURE>;

const DETAIL = z.object({
  message: z.string().optional(),
  resource: z.string().optional(),
  field: z.string().optional(),
  code: z.string().optional(),
});

const BODY = z.object({
  message: z.string(),
  errors: z
    .array(z.union([z.string(), DETAIL]))
    .optional()
    .catch(undefined),
});

const GRAPHQL_FAILURE = z.object({
  name: z.literal('GraphqlResponseError'),
  errors: z.array(z.object({ type: z.string().optional(), message: z.string() })).min(1),
});

function decodeHttp(error: unknown): HttpFailure | null {
  const decoded = HTTP_FAILURE.safeParse(error);
  return decoded.success ? decoded.data : null;
}

function detailWords(detail: z.infer<typeof DETAIL>): string {
  return detail.message ?? [detail.resource, detail.field, detail.code].filter(Boolean).join(' ');
}

function httpFailure(http: HttpFailure, cause: unknown): ReviewError {
  const asked = requestWords(http);
  const words = wordsOf(cause);
  // The client gives a broken connection the status 500, though nobody answered.
  if (http.response === undefined) {
    return new ReviewError('GITHUB_FAILED', `GitHub could not be reached for ${asked}: ${words}`, { cause });
  }
  if (http.status === UNAUTHORIZED) {
    const remedy = 'Check that github-token is a valid token of this server and has not expired.';
    return new ReviewError('GITHUB_FORBIDDEN', `GitHub does not know the token (401) at ${asked}: ${words}`, {
      remedy,
      cause,
    });
  }
  if (isLimit(http, words)) {
    return new ReviewError(
      'GITHUB_RATE_LIMITED',
      `GitHub limits requests (${http.status}) at ${asked}: ${words}`,
      {
        cause,
      },
    );
  }
  if (http.status === FORBIDDEN) {
    const message = `GitHub refused ${asked} (403): ${words}${neededWords(http)}`;
    return new ReviewError('GITHUB_FORBIDDEN', message, { cause });
  }
  if (http.status === NOT_FOUND) {
    const message = `GitHub has nothing at ${asked} (404), or the token may not see it: ${words}`;
    return new ReviewError('GITHUB_NOT_FOUND', message, { cause });
  }
  return new ReviewError('GITHUB_FAILED', `GitHub answered ${http.status} to ${asked}: ${words}`, { cause });
}

function isLimit(http: HttpFailure, words: string): boolean {
  if (http.status === TOO_MANY_REQUESTS) return true;
  if (http.status !== FORBIDDEN) return false;
  const headers = http.response?.headers ?? {};
  return (
    headers['retry-after'] !== undefined ||
    headers['x-ratelimit-remaining'] === '0' ||
    /rate limit/i.test(words)
  );
}

function requestWords(http: HttpFailure): string {
  if (http.request === undefined) return 'a request';
  return `${http.request.method} ${new URL(http.request.url).pathname}`;
}

/** GitHub names what a token would need: `pull_requests=write; issues=write`. Older servers leave it to us. */
function neededWords(http: HttpFailure): string {
  const named = http.response?.headers['x-accepted-github-permissions'];
  const needed = typeof named === 'string' && named !== '' ? named : neededFor(http);
  if (needed === null) return '';
  return `. The token needs ${needed.replaceAll('_', '-').replaceAll('=', ': ').replaceAll(';', ' or')}.`;
}

const SCOPES_BY_PATH: readonly (readonly [path: RegExp, scope: string])[] = [
  [/\/check-runs/, 'checks'],
  [/\/(pulls|issues)\//, 'pull-requests'],
  [/\/(git|compare|contents)\//, 'contents'],
];

function neededFor({ request }: HttpFailure): string | null {
  if (request === undefined) return null;
  const scope = SCOPES_BY_PATH.find(([path]) => path.test(new URL(request.url).pathname))?.[1];
  return scope === undefined ? null : `${scope}=${request.method === 'GET' ? 'read' : 'write'}`;
}

function graphqlFailure(failure: z.infer<typeof GRAPHQL_FAILURE>, cause: unknown): ReviewError {
  const types = failure.errors.map((each) => each.type);
  const words = failure.errors.map((each) => each.message).join('; ');
  const message = `GitHub's GraphQL answered: ${words}`;
  if (types.includes('RATE_LIMITED')) return new ReviewError('GITHUB_RATE_LIMITED', message, { cause });
  if (types.includes('FORBIDDEN')) return new ReviewError('GITHUB_FORBIDDEN', message, { cause });
  if (types.includes('NOT_FOUND')) return new ReviewError('GITHUB_NOT_FOUND', message, { cause });
  return new ReviewError('GITHUB_FAILED', message, { cause });
}

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { answerTo, GRAPHQL_PATH, type Incoming } from './answering.ts';
import { rateLimit } from './door.ts';
import { type Answer, json } from './exchange.ts';
import { faultFinder, rateLimitExceeded, refusalOf } from './faults.ts';
import { commitSha } from './git.ts';
import type { GitHubOptions } from './options.ts';
import { pushHead } from './outdate.ts';
import type { Refusal } from './refusals.ts';
import { type GitHubState, stateOf } from './state.ts';
import { createWorld, findPull } from './world.ts';

/** A request as it came, without the token. `status` is 0 when the connection was broken. */
export type RecordedRequest = {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  status: number;
};

export type GitHubDouble = {
  /** For GITHUB_API_URL. */
  readonly url: string;
  /** For GITHUB_GRAPHQL_URL. */
  readonly graphqlUrl: string;
  readonly requests: readonly RecordedRequest[];
  /** What was posted, and ways to put words into other people's mouths. */
  readonly state: GitHubState;
  /** Answers of this double that GitHub would not give. Assert that it stays empty. */
  readonly violations: readonly string[];
  /** As a push does: the head moves, and what was said about the old one may become outdated. */
  pushHead(pull: number, sha: string): void;
  /** Called before a request is answered, so that the world can change in the middle of a run. */
  onRequest(listener: (request: RecordedRequest) => void): void;
  close(): Promise<void>;
};

const HTML_STATUSES = new Set([502, 504]);
const HOST = '127.0.0.1';
const HOUR_SECONDS = 3_600;
const MS_PER_SECOND = 1_000;

/** Starts a GitHub on the loopback, at a port nobody else has. */
export async function startGitHub(options: GitHubOptions): Promise<GitHubDouble> {
  const world = createWorld(options);
  const requests: RecordedRequest[] = [];
  const listeners: ((request: RecordedRequest) => void)[] = [];
  const limit = rateLimit(world.limits.requestsPerHour, Date.now());
  const findFault = faultFinder(options.faults ?? []);

  const serve = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    const incoming = await readRequest(message, world.apiUrl, options.enterprise ?? false);
    const record = recordOf(incoming);
    requests.push(record);
    for (const listener of listeners) listener(record);

    const { isSpent, headers } = limit.use(record.path === GRAPHQL_PATH ? 'graphql' : 'core');
    const fault = findFault(incoming.method, incoming.address.pathname);
    const lost = fault === null ? null : refusalOf(fault.trouble, Date.now());
    if (fault?.trouble.kind === 'slow') await delay(fault.trouble.delayMs, undefined, { ref: false });
    const isReset = fault?.trouble.kind === 'reset';
    const isStopped = (lost !== null || isReset) && fault?.takesEffect !== true;
    const answer = isStopped
      ? null
      : isSpent
        ? refusalAnswer(rateLimitExceeded(Math.floor(Date.now() / MS_PER_SECOND) + HOUR_SECONDS))
        : await answerTo(world, incoming);
    if (isReset) {
      message.socket.destroy();
      return;
    }
    const final = lost === null ? answer : refusalAnswer(lost);
    if (final === null) return;
    record.status = final.status;
    send(response, final, { ...headers, 'x-github-request-id': `D0B1:${requests.length}` });
  };

  const server = createServer((message, response) => {
    serve(message, response).catch((error: unknown) => {
      world.violations.push(`The double broke: ${String(error)}`);
      response.destroy();
    });
  });
  world.apiUrl = await listen(server);

  return {
    url: world.apiUrl,
    graphqlUrl: `${world.apiUrl}${GRAPHQL_PATH}`,
    requests,
    state: stateOf(world),
    violations: world.violations,
    pushHead: (number, sha) => {
      if (commitSha(world.git, sha) !== sha) throw new Error(`The repository has no commit ${sha}.`);
      pushHead(world, findPull(world, number), sha);
    },
    onRequest: (listener) => {
      listeners.push(listener);
    },
    close: () => close(server),
  };
}

function refusalAnswer(refusal: Refusal): Answer {
  if (!HTML_STATUSES.has(refusal.status)) return json(refusal.body, refusal.status, refusal.headers);
  const page = Buffer.from('<html><head><title>502 Bad Gateway</title></head><body></body></html>');
  return { status: refusal.status, body: { kind: 'bytes', bytes: page, mediaType: 'text/html' } };
}

async function readRequest(message: IncomingMessage, origin: string, enterprise: boolean): Promise<Incoming> {
  const parts: Buffer[] = [];
  for await (const part of message) parts.push(Buffer.from(part));
  return {
    method: message.method ?? 'GET',
    address: new URL(`${origin}${pathOf(message.url ?? '/', enterprise)}`),
    headers: message.headers,
    text: Buffer.concat(parts).toString('utf8'),
  };
}

/** The path below the API root. What an Enterprise Server has elsewhere is no API. */
function pathOf(path: string, enterprise: boolean): string {
  if (!enterprise) return path;
  if (path.startsWith('/api/v3/')) return path.slice('/api/v3'.length);
  return path.startsWith('/api/graphql') ? path.slice('/api'.length) : '/no-api-here';
}

function recordOf({ method, address, headers, text }: Incoming): RecordedRequest {
  const shown = Object.entries(headers).filter(([name]) => name !== 'authorization');
  return {
    method,
    path: address.pathname,
    query: Object.fromEntries(address.searchParams),
    headers: Object.fromEntries(shown.map(([name, value]) => [name, String(value)])),
    body: parsed(text),
    status: 0,
  };
}

function parsed(text: string): unknown {
  try {
    return text === '' ? null : JSON.parse(text);
  } catch {
    return text;
  }
}

function send(
  response: ServerResponse,
  { status, headers, body }: Answer,
  more: Record<string, string>,
): void {
  const content =
    body.kind === 'json'
      ? Buffer.from(JSON.stringify(body.value))
      : body.kind === 'bytes'
        ? body.bytes
        : null;
  const mediaType = body.kind === 'bytes' ? body.mediaType : 'application/json; charset=utf-8';
  const type =
    content === null ? {} : { 'content-type': mediaType, 'content-length': String(content.length) };
  response.writeHead(status, { ...more, ...type, ...headers });
  response.end(content ?? undefined);
}

function listen(server: Server): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, HOST, () => {
      const address = server.address();
      if (address === null || typeof address === 'string') reject(new Error('The server has no port.'));
      else resolve(`http://${HOST}:${address.port}`);
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error === undefined ? resolve() : reject(error)));
    server.closeAllConnections();
  });
}

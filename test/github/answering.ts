import { createServer } from 'node:http';
import { openGitHub } from '../../src/github/client.ts';
import type { GitHubOptions } from '../../src/github/octokit.ts';
import type { Log } from '../../src/ports.ts';

export const TOKEN = 'ghs_123456_eyJhbGciOiJSUzI1NiJ9.not.a-real_token';

export type Asked = {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
};

export type Answered = {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Text is sent as it is; anything else as JSON. */
  readonly body: unknown;
};

/** A server that answers as told, for what no real repository would show: one request in, one answer out. */
export async function answering<T>(
  answer: (asked: Asked, number: number) => Answered,
  use: (server: { url: string; asked: Asked[] }) => Promise<T>,
): Promise<T> {
  const asked: Asked[] = [];
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(Buffer.from(part));
    const { method = '', url = '', headers } = request;
    const one = { method, url, headers, body: Buffer.concat(parts).toString() };
    asked.push(one);
    const { status = 200, headers: answered = {}, body } = answer(one, asked.length);
    const type = typeof body === 'string' ? 'text/plain' : 'application/json';
    response.writeHead(status, { 'content-type': `${type}; charset=utf-8`, ...answered });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  try {
    return await use({ url: `http://127.0.0.1:${port}`, asked });
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

export function recordingLog(): Log & { readonly lines: string[] } {
  const lines: string[] = [];
  const add = (line: string): void => {
    lines.push(line);
  };
  return { lines, step: add, info: add, warn: add };
}

export function open(apiUrl: string, change: Partial<GitHubOptions> = {}) {
  return openGitHub({
    token: TOKEN,
    apiUrl,
    repository: 'ada/app',
    userAgent: 'kimi-review/0.0.0-test',
    log: recordingLog(),
    spacing: false,
    ...change,
  });
}

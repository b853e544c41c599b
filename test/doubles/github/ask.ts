import { TOKEN } from './options.ts';
import type { GitHubDouble } from './start.ts';

export type Asked = {
  readonly method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
};

export type Heard = {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Undefined when the answer is not JSON. */
  readonly json: unknown;
};

/** One request to the double, as a workflow's token sends it. Paths are below `/repos/{owner}/{repo}`. */
export async function ask(github: GitHubDouble, path: string, asked: Asked = {}): Promise<Heard> {
  const { method = 'GET', body, headers = {} } = asked;
  const response = await fetch(`${github.url}/repos/octo/tools${path}`, {
    method,
    headers: {
      authorization: `token ${TOKEN}`,
      accept: 'application/vnd.github+json',
      'user-agent': 'test',
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.startsWith('application/json') === true;
  return {
    status: response.status,
    headers: response.headers,
    text,
    json: isJson ? JSON.parse(text) : undefined,
  };
}

export function post(github: GitHubDouble, path: string, body: unknown): Promise<Heard> {
  return ask(github, path, { method: 'POST', body });
}

/** The addresses of a `Link` header, by relation. */
export function linksOf(heard: Heard): Record<string, string> {
  const links = (heard.headers.get('link') ?? '').matchAll(/<([^>]+)>; rel="(\w+)"/g);
  return Object.fromEntries([...links].map(([, url = '', relation = '']) => [relation, url]));
}

export async function askGraphql(
  github: GitHubDouble,
  query: string,
  variables: Readonly<Record<string, unknown>> = {},
): Promise<Heard> {
  const response = await fetch(github.graphqlUrl, {
    method: 'POST',
    headers: { authorization: `bearer ${TOKEN}`, 'user-agent': 'test' },
    body: JSON.stringify({ query, variables }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, json: JSON.parse(text) };
}

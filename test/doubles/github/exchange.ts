import type { IncomingHttpHeaders } from 'node:http';
import type { World } from './world.ts';

/** A request as a route sees it. `body` has passed the referee. */
export type Call = {
  readonly world: World;
  readonly parameters: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  /** The address asked for, with its query: paging links are made from it. */
  readonly address: URL;
  readonly body: unknown;
};

export type Answer = {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body:
    | { readonly kind: 'json'; readonly value: unknown }
    | { readonly kind: 'bytes'; readonly bytes: Buffer; readonly mediaType: string }
    | { readonly kind: 'none' };
};

/** A permission a request needs: any one of these. */
export type Need = {
  readonly level: 'read' | 'write';
  readonly anyOf: readonly ('contents' | 'pull-requests' | 'issues' | 'checks' | 'statuses')[];
};

export type Route = {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Exactly as in GitHub's OpenAPI description: the referee finds the schemas by it. */
  readonly path: string;
  readonly needs: Need | null;
  readonly answer: (call: Call) => Answer;
};

export function json(value: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status, headers, body: { kind: 'json', value } };
}

export function bytes(content: Buffer, mediaType: string): Answer {
  return { status: 200, body: { kind: 'bytes', bytes: content, mediaType } };
}

export function parameter(call: Call, name: string): string {
  const value = call.parameters[name];
  if (value === undefined) throw new Error(`The route has no parameter called ${name}.`);
  return value;
}

/**
 * Whether the client asked for a GitHub media type: `application/vnd.github.diff` and the older
 * `application/vnd.github.v3.diff`, which is what Octokit sends, mean the same.
 */
export function wants(call: Call, format: 'diff' | 'patch' | 'raw'): boolean {
  const accepted = (call.headers.accept ?? '').split(',').map((part) => part.split(';')[0]?.trim() ?? '');
  return accepted.some((type) =>
    new RegExp(`^application/vnd\\.github\\.(v3\\.)?${format}(\\+json)?$`).test(type),
  );
}

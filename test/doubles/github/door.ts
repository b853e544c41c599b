import type { IncomingHttpHeaders } from 'node:http';
import type { Need } from './exchange.ts';
import { type PermissionLevel, TOKEN } from './options.ts';
import { badCredentials, badRequest, forbidden, notAccessible, notFound, Refusal } from './refusals.ts';
import type { World } from './world.ts';

/** The versions GitHub knows; without the header the older one is meant. */
const API_VERSIONS = new Set(['2022-11-28', '2026-03-10']);
const UNSUPPORTED_MEDIA_TYPE = 415;
const RANKS: Readonly<Record<PermissionLevel, number>> = { none: 0, read: 1, write: 2 };

/** What every request must show before anyone looks at what it wants. */
export function checkHeaders(world: World, headers: IncomingHttpHeaders): void {
  if ((headers['user-agent'] ?? '') === '') {
    throw forbidden(
      'Request forbidden by administrative rules. Please make sure your request has a User-Agent header.',
    );
  }
  const [, scheme = '', token = ''] = /^(\w+) (.+)$/.exec(headers.authorization ?? '') ?? [];
  const isScheme = ['bearer', 'token'].includes(scheme.toLowerCase());
  if (!isScheme || token !== (world.options.token ?? TOKEN)) throw badCredentials();
  const version = headers['x-github-api-version'];
  if (version !== undefined && (typeof version !== 'string' || !API_VERSIONS.has(version))) {
    throw badRequest(`"${String(version)}" is not a supported version.`);
  }
  const accept = headers.accept ?? '*/*';
  if (!/\*\/\*|application\/(\*|json|vnd\.github)/.test(accept)) {
    const message = `Unsupported 'Accept' header: '${accept}'. Must accept 'application/json'.`;
    throw new Refusal(UNSUPPORTED_MEDIA_TYPE, { message });
  }
}

/** Names are compared as GitHub does, without regard to case. */
export function checkRepository(world: World, parameters: Readonly<Record<string, string>>): void {
  const asked = `${parameters['owner']}/${parameters['repo']}`;
  if (asked.toLowerCase() !== world.options.repository.toLowerCase()) throw notFound();
}

export function checkPermission(world: World, need: Need | null): void {
  if (!mayDo(world, need)) throw notAccessible();
}

export function mayDo(world: World, need: Need | null): boolean {
  return need === null || need.anyOf.some((scope) => RANKS[world.permissions[scope]] >= RANKS[need.level]);
}

/** GitHub's hint at what would have been enough: `pull_requests=write; issues=write`. */
export function acceptedPermissions(need: Need | null): Record<string, string> {
  if (need === null) return { 'x-accepted-github-permissions': 'metadata=read' };
  const scopes = need.anyOf.map((scope) => `${scope.replace('-', '_')}=${need.level}`);
  return { 'x-accepted-github-permissions': scopes.join('; ') };
}

export type RateLimit = {
  use(resource: 'core' | 'graphql'): { isSpent: boolean; headers: Record<string, string> };
};

const HOUR_SECONDS = 3_600;
const MS_PER_SECOND = 1_000;

/** Counts what is left of the hour. */
export function rateLimit(requestsPerHour: number, nowMs: number): RateLimit {
  const reset = String(Math.floor(nowMs / MS_PER_SECOND) + HOUR_SECONDS);
  const used = { core: 0, graphql: 0 };
  return {
    use: (resource) => {
      used[resource] += 1;
      return {
        isSpent: used[resource] > requestsPerHour,
        headers: {
          'x-ratelimit-limit': String(requestsPerHour),
          'x-ratelimit-remaining': String(Math.max(0, requestsPerHour - used[resource])),
          'x-ratelimit-used': String(used[resource]),
          'x-ratelimit-reset': reset,
          'x-ratelimit-resource': resource,
        },
      };
    },
  };
}

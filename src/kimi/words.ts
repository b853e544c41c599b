import type { Pace } from './pace.ts';

const MS_PER_SECOND = 1_000;

/** What a change of pace means to whoever watches; null when it is not worth a line. */
export function paceNews(before: Pace, after: Pace, title: string): string | null {
  if (after.storm !== null && before.storm === null) {
    const seconds = Math.ceil((after.pausedUntil - after.storm.since) / MS_PER_SECOND);
    return `${title} is overloaded: pausing for ${seconds} s, then one request asks again.`;
  }
  if (before.storm !== null && after.storm === null) return `${title} answers again.`;
  if (after.requests.limit !== before.requests.limit)
    return `${title} allows this account ${after.requests.limit} requests per minute.`;
  if (after.tokens.limit !== before.tokens.limit)
    return `${title} allows this account ${after.tokens.limit} tokens per minute.`;
  if (after.ceiling < before.ceiling)
    return `${title} allows this account ${after.ceiling} ${after.ceiling === 1 ? 'request' : 'requests'} at once.`;
  if (after.lanes < before.lanes) return `${title} is crowded: ${after.lanes} requests at once from here on.`;
  return null;
}

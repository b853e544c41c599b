import { setTimeout as wait } from 'node:timers/promises';

/**
 * Time as the API counts it. With `scale` 0.01 an API second lasts ten real milliseconds, so a 60-second
 * window passes in 0.6 s; texts and headers still speak of seconds.
 */
export type ApiClock = {
  /** API milliseconds since the double started. */
  now(): number;
  /** Waits API milliseconds; rejects when `signal` fires. */
  sleep(apiMs: number, signal: AbortSignal): Promise<void>;
};

/** Shorter waits cost more than they pace: the timer of Node has a grain of one millisecond. */
const REAL_WAIT_MIN_MS = 1;

export function startClock(scale: number): ApiClock {
  const startedAt = performance.now();
  return {
    now: () => (performance.now() - startedAt) / scale,
    async sleep(apiMs, signal) {
      const realMs = apiMs * scale;
      if (realMs >= REAL_WAIT_MIN_MS) await wait(realMs, undefined, { signal });
    },
  };
}

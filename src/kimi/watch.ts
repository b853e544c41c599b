import type { Clock } from '../ports.ts';
import type { Breakdown } from './breakdown.ts';
import type { Timer } from './timer.ts';

export type CallLimits = {
  /** Longest silence between two events; comments that keep a line alive do not count. */
  readonly idleMs: number;
  /** Longest call in all. */
  readonly callMs: number;
};

export type Watch = {
  /** Fires when the call has to end. */
  readonly signal: AbortSignal;
  /** An event arrived. */
  heard(): void;
  /** Why the call was ended from here; null when it was not. */
  verdict(): Breakdown | null;
  stop(): void;
};

type Watched = {
  readonly limits: CallLimits;
  readonly clock: Clock;
  readonly timer: Timer;
  readonly signal: AbortSignal;
};

/**
 * Guards one call against silence, length and the end of the run. The library's own timeout ends with the
 * headers, so a body that stalls would hang for ever.
 */
export function watchCall({ limits, clock, timer, signal: runSignal }: Watched): Watch {
  const ended = new AbortController();
  const stopped = new AbortController();
  const startedAt = clock.now();
  let heardAt = startedAt;
  let verdict: Breakdown | null = null;
  const end = (breakdown: Breakdown) => {
    if (stopped.signal.aborted) return;
    verdict ??= breakdown;
    ended.abort();
    stopped.abort();
  };
  const runEnded = () => end({ kind: 'run-ended' });

  async function guard(): Promise<void> {
    while (!stopped.signal.aborted) {
      const now = clock.now();
      const stallsAt = heardAt + limits.idleMs;
      const endsAt = startedAt + limits.callMs;
      if (now >= endsAt) return end({ kind: 'timeout', afterMs: limits.callMs });
      if (now >= stallsAt) return end({ kind: 'stalled', afterMs: limits.idleMs });
      await timer.wait(Math.min(stallsAt, endsAt) - now, stopped.signal);
    }
  }

  runSignal.addEventListener('abort', runEnded, { once: true });
  if (runSignal.aborted) runEnded();
  void guard();
  return {
    signal: ended.signal,
    heard() {
      heardAt = clock.now();
    },
    verdict: () => verdict,
    stop() {
      stopped.abort();
      runSignal.removeEventListener('abort', runEnded);
    },
  };
}

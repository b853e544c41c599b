import type { Clock } from '../ports.ts';
import type { Timer } from './timer.ts';

/** The moment from which nobody waits for the model any more. */
export type Deadline = {
  /** Fires at the deadline, or when the run ends before it. */
  readonly signal: AbortSignal;
  /** Time runs while somebody asks: a run with nothing left to ask is not kept alive until its deadline. */
  during<Result>(work: () => Promise<Result>): Promise<Result>;
};

export function openDeadline(options: {
  readonly afterMs: number;
  readonly clock: Clock;
  readonly timer: Timer;
  /** The end of the run. */
  readonly signal: AbortSignal;
}): Deadline {
  const { afterMs, clock, timer, signal: runSignal } = options;
  const endsAt = clock.now() + afterMs;
  const over = new AbortController();
  const signal = AbortSignal.any([runSignal, over.signal]);
  let asking = 0;
  let idle = new AbortController();

  async function watch(): Promise<void> {
    const stopped = idle.signal;
    // Node's timers end up to a millisecond early.
    while (!stopped.aborted && clock.now() < endsAt) await timer.wait(endsAt - clock.now(), stopped);
    if (!stopped.aborted) over.abort();
  }

  return {
    signal,
    async during(work) {
      asking += 1;
      if (asking === 1) {
        idle = new AbortController();
        void watch();
      }
      try {
        return await work();
      } finally {
        asking -= 1;
        if (asking === 0) idle.abort();
      }
    },
  };
}

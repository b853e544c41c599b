import type { Timer } from '../../../src/kimi/timer.ts';
import type { Clock } from '../../../src/ports.ts';

/** Time that passes only when everybody waits. A simulated hour takes milliseconds, and always the same ones. */
export type VirtualTime = {
  readonly clock: Clock;
  readonly timer: Timer;
  /** Lets time pass until `work` is done. */
  run<Result>(work: Promise<Result>): Promise<Result>;
};

type Alarm = { readonly at: number; readonly order: number; readonly ring: () => void };

export function virtualTime(): VirtualTime {
  let now = 0;
  let order = 0;
  const alarms = new Set<Alarm>();
  const wait: Timer['wait'] = (ms, signal) =>
    new Promise((resolve) => {
      if (signal.aborted) return resolve();
      order += 1;
      const ring = () => {
        alarms.delete(alarm);
        signal.removeEventListener('abort', ring);
        resolve();
      };
      const alarm: Alarm = { at: now + Math.max(0, ms), order, ring };
      alarms.add(alarm);
      signal.addEventListener('abort', ring, { once: true });
    });

  return {
    clock: { now: () => now },
    timer: { wait },
    async run(work) {
      let over = false;
      const settled = () => {
        over = true;
      };
      work.then(settled, settled);
      for (;;) {
        // Everything that can happen without time passing happens first.
        await new Promise((resolve) => setImmediate(resolve));
        if (over) return await work;
        const next = earliest(alarms);
        if (next === null) throw new Error('Nothing is left to wait for, and the work is not done.');
        now = Math.max(now, next.at);
        next.ring();
      }
    },
  };
}

function earliest(alarms: ReadonlySet<Alarm>): Alarm | null {
  let best: Alarm | null = null;
  for (const alarm of alarms) {
    if (best === null || alarm.at < best.at || (alarm.at === best.at && alarm.order < best.order))
      best = alarm;
  }
  return best;
}

import { describe, expect, it } from '@jest/globals';
import { openDeadline } from '../../src/kimi/deadline.ts';
import { OK, start } from './doubles.ts';
import { openTestModel, REQUEST } from './fixtures.ts';

const MINUTE_MS = 60_000;

/** Time that stands still until it is moved. */
function stoppedTime() {
  let now = 0;
  let waits: { readonly until: number; readonly end: () => void }[] = [];
  return {
    clock: { now: () => now },
    timer: {
      wait: (ms: number, signal: AbortSignal) =>
        new Promise<void>((resolve) => {
          const wait = { until: now + ms, end: resolve };
          waits.push(wait);
          signal.addEventListener('abort', () => {
            waits = waits.filter((other) => other !== wait);
            resolve();
          });
        }),
    },
    waits: () => waits.length,
    async moveTo(ms: number) {
      now = ms;
      const due = waits.filter(({ until }) => until <= now);
      waits = waits.filter(({ until }) => until > now);
      for (const { end } of due) end();
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

const open = (time: ReturnType<typeof stoppedTime>, signal = new AbortController().signal) =>
  openDeadline({ afterMs: MINUTE_MS, clock: time.clock, timer: time.timer, signal });

const forever = () => new Promise<never>(() => undefined);

describe('the deadline of a run', () => {
  it('fires when somebody is still asking', async () => {
    const time = stoppedTime();
    const deadline = open(time);
    void deadline.during(forever);
    await time.moveTo(MINUTE_MS - 1);
    expect(deadline.signal.aborted).toBe(false);
    await time.moveTo(MINUTE_MS);
    expect(deadline.signal.aborted).toBe(true);
  });

  it('counts from the opening, whenever the first question comes', async () => {
    const time = stoppedTime();
    const deadline = open(time);
    await time.moveTo(2 * MINUTE_MS);
    void deadline.during(forever);
    await time.moveTo(2 * MINUTE_MS);
    expect(deadline.signal.aborted).toBe(true);
  });

  it('leaves no timer behind that would keep the process alive', async () => {
    const time = stoppedTime();
    const deadline = open(time);
    await Promise.all([deadline.during(async () => 1), deadline.during(async () => 2)]);
    expect(time.waits()).toBe(0);
    await time.moveTo(MINUTE_MS);
    expect(deadline.signal.aborted).toBe(false);
  });

  it('ends with the run', () => {
    const run = new AbortController();
    const deadline = open(stoppedTime(), run.signal);
    run.abort();
    expect(deadline.signal.aborted).toBe(true);
  });
});

describe('timeout-minutes', () => {
  it('ends what is under way and what comes later, in words that name the setting', async () => {
    const kimi = await start({ answer: [{ kind: 'stall', after: 2 }] });
    // A minute in 0.15 s.
    const { model } = openTestModel({
      scale: 0.0025,
      settings: { baseUrl: kimi.url, timeoutMinutes: 1 },
    });
    const failure = {
      kind: 'failure',
      code: 'KIMI_TIMEOUT',
      message: expect.stringContaining('timeout-minutes'),
    };
    expect(await model.ask(REQUEST)).toMatchObject(failure);
    expect(await model.ask(REQUEST)).toMatchObject(failure);
    expect(kimi.calls).toHaveLength(1);
  });

  it('keeps what was answered in time', async () => {
    const kimi = await start({ answer: [OK, { kind: 'stall', after: 2 }] });
    const { model } = openTestModel({
      scale: 0.0025,
      settings: { baseUrl: kimi.url, timeoutMinutes: 1, maxConcurrency: 1 },
    });
    const answers = await Promise.all([model.ask(REQUEST), model.ask(REQUEST)]);
    expect(answers.map(({ kind }) => kind)).toEqual(['reply', 'failure']);
  });
});

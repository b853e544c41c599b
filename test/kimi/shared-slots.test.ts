import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readFailure } from '../../src/kimi/failures.ts';
import { openPool } from '../../src/kimi/pool.ts';
import { type LeaseStore, sharedSlots } from '../../src/kimi/shared-slots.ts';
import { gradualSlots, type OpenSlots } from '../../src/kimi/slots.ts';
import {
  CIRCUMSTANCES,
  SIMULATED_OUTPUT_TOKENS,
  simulateAccount,
  simulatedRequest,
} from './simulation/account.ts';
import { type VirtualTime, virtualTime } from './simulation/time.ts';

const HALF = 0.5;
const SECOND_MS = 1_000;
const LIMIT = 30;
const TERM_MS = 60_000;

/** The leases of an account, as Redis keeps them, in virtual time. */
function leaseBook(time: VirtualTime) {
  const leases = new Map<string, number>();
  const runs = new Map<string, number>();
  const { clock, timer } = time;
  const way = () => timer.wait(1, new AbortController().signal);
  let count = 0;
  let toldLimit: number | null = null;
  let broken = false;
  let peak = 0;
  const expire = (entries: Map<string, number>) => {
    for (const [name, at] of entries) if (at <= clock.now() - TERM_MS) entries.delete(name);
  };
  const command = async <Result>(work: () => Result): Promise<Result> => {
    await way();
    if (broken) throw new Error('the book is closed');
    expire(leases);
    expire(runs);
    return work();
  };
  const open = async (): Promise<LeaseStore> => {
    count += 1;
    const run = `run ${count}`;
    return {
      take: (limit) =>
        command(() => {
          if (leases.size >= limit) return null;
          count += 1;
          leases.set(`lease ${count}`, clock.now());
          peak = Math.max(peak, leases.size);
          return `lease ${count}`;
        }),
      keep: (lease) => command(() => leases.has(lease) && leases.set(lease, clock.now()) === leases),
      give: (lease) => command(() => void leases.delete(lease)),
      enlist: () => command(() => void runs.set(run, clock.now())),
      look: () => command(() => ({ runs: runs.size, told: toldLimit })),
      tell: (limit) =>
        command(() => {
          toldLimit = limit;
        }),
      close: () => command(() => void runs.delete(run)),
    };
  };
  return {
    open,
    leases,
    runs,
    peak: () => peak,
    lose: () => leases.clear(),
    break: () => {
      broken = true;
    },
  };
}

const never = new AbortController().signal;

/** One run: a pool that asks the same account as all the others. */
function openRun(
  time: VirtualTime,
  account: ReturnType<typeof simulateAccount>,
  { slots, signal = never }: { slots: OpenSlots; signal?: AbortSignal },
) {
  const log: string[] = [];
  const pool = openPool<string>({
    cap: LIMIT,
    charge: ({ promptTokens }) => promptTokens + SIMULATED_OUTPUT_TOKENS,
    send: account.send,
    slots,
    runEnded: readFailure({ kind: 'run-ended' }, CIRCUMSTANCES),
    title: 'the account',
    ...time,
    random: () => HALF,
    log: { step() {}, info: (text) => log.push(text), warn() {} },
    signal,
  });
  const ask = (calls: number, name: string) =>
    Promise.all(
      Array.from({ length: calls }, (_, index) => pool.ask(simulatedRequest(`${name} ${index}`, 100))),
    );
  return { ask, log, notes: () => pool.notes() };
}

const sharing = (
  time: VirtualTime,
  book: Pick<ReturnType<typeof leaseBook>, 'open'>,
  { log = [], signal = never }: { log?: string[]; signal?: AbortSignal } = {},
) =>
  sharedSlots({
    timer: time.timer,
    random: () => HALF,
    signal,
    limit: LIMIT,
    open: book.open,
    log: { step() {}, info() {}, warn: (text) => void log.push(text) },
  });

describe('runs that share slots', () => {
  it('never have more under way together than the account allows, and use all of it', async () => {
    const time = virtualTime();
    const book = leaseBook(time);
    const account = simulateAccount(time, { concurrency: LIMIT, answerMs: () => 20 * SECOND_MS });
    const runs = [1, 2, 3].map((name) =>
      openRun(time, account, { slots: sharing(time, book) }).ask(60, `${name}`),
    );
    const settled = (await time.run(Promise.all(runs))).flat();
    expect(settled.every(({ kind }) => kind === 'reply')).toBe(true);
    expect(account.arrivals.filter(({ refused }) => refused)).toEqual([]);
    expect(account.peak()).toBe(LIMIT);
    // 180 calls in 6 waves of 30.
    expect(time.clock.now()).toBeLessThan(6 * 20 * SECOND_MS * 1.05);
    await time.run(time.timer.wait(SECOND_MS, never));
    expect([book.leases.size, book.runs.size]).toEqual([0, 0]);
  });

  it('let a late run in at the next answer, not at the end of the early one', async () => {
    const time = virtualTime();
    const book = leaseBook(time);
    const account = simulateAccount(time, { answerMs: () => 20 * SECOND_MS });
    const early = openRun(time, account, { slots: sharing(time, book) }).ask(300, 'early');
    const late = time.timer
      .wait(5 * SECOND_MS, never)
      .then(() => openRun(time, account, { slots: sharing(time, book) }).ask(2, 'late'))
      .then(() => time.clock.now());
    const [, lateEnded] = await time.run(Promise.all([early, late]));
    expect(lateEnded).toBeLessThan(60 * SECOND_MS);
    expect(account.peak()).toBeLessThanOrEqual(LIMIT);
  });

  it('all keep a limit that one of them was told', async () => {
    const time = virtualTime();
    const book = leaseBook(time);
    const account = simulateAccount(time, { concurrency: 12, answerMs: () => 20 * SECOND_MS });
    const runs = [1, 2, 3].map((name) =>
      openRun(time, account, { slots: sharing(time, book) }).ask(60, `${name}`),
    );
    const settled = (await time.run(Promise.all(runs))).flat();
    expect(settled.every(({ kind }) => kind === 'reply')).toBe(true);
    const late = account.arrivals.filter(({ at }) => at > 60 * SECOND_MS);
    expect(late.filter(({ refused }) => refused).length).toBeLessThanOrEqual(late.length * 0.03);
  });

  it('get back what a killed run held, when its leases end', async () => {
    const time = virtualTime();
    const book = leaseBook(time);
    const account = simulateAccount(time, { answerMs: () => 5 * SECOND_MS });
    const killed = await time.run(book.open());
    await time.run(Promise.all(Array.from({ length: LIMIT }, () => killed.take(LIMIT))));
    const settled = await time.run(openRun(time, account, { slots: sharing(time, book) }).ask(30, 'next'));
    expect(settled.every(({ kind }) => kind === 'reply')).toBe(true);
    expect(time.clock.now()).toBeGreaterThan(TERM_MS);
    expect(time.clock.now()).toBeLessThan(TERM_MS + 15 * SECOND_MS);
  });

  it('take leases anew that were lost', async () => {
    const time = virtualTime();
    const book = leaseBook(time);
    const account = simulateAccount(time, { answerMs: () => 40 * SECOND_MS });
    const work = openRun(time, account, { slots: sharing(time, book) }).ask(60, 'call');
    void time.timer.wait(5 * SECOND_MS, never).then(book.lose);
    void time.timer.wait(30 * SECOND_MS, never).then(() => expect(book.leases.size).toBe(LIMIT));
    expect((await time.run(work)).every(({ kind }) => kind === 'reply')).toBe(true);
    expect(account.peak()).toBe(LIMIT);
  });

  it.each([
    ['from the start', 0],
    ['while a run is at work', 30 * SECOND_MS],
  ])('go on alone when the leases cannot be reached %s, and say so', async (_when, afterMs) => {
    const time = virtualTime();
    const book = leaseBook(time);
    const account = simulateAccount(time, { answerMs: () => 20 * SECOND_MS });
    const log: string[] = [];
    const run = openRun(time, account, { slots: sharing(time, book, { log }) });
    void time.timer.wait(afterMs, never).then(book.break);
    const settled = await time.run(run.ask(90, 'call'));
    expect(settled.every(({ kind }) => kind === 'reply')).toBe(true);
    expect(account.peak()).toBe(LIMIT);
    const note =
      'The slots of the account are not shared with other runs: the book is closed. This run goes on by itself.';
    expect(log).toEqual([note]);
    expect(run.notes()).toEqual([note]);
  });

  it('end with the run, also one that waits for a slot', async () => {
    const time = virtualTime();
    const book = leaseBook(time);
    const account = simulateAccount(time, { answerMs: () => SECOND_MS });
    const other = await time.run(book.open());
    await time.run(Promise.all(Array.from({ length: LIMIT }, () => other.take(LIMIT))));
    const end = new AbortController();
    const slots = sharing(time, book, { signal: end.signal });
    const work = openRun(time, account, { slots, signal: end.signal }).ask(3, 'call');
    void time.timer.wait(SECOND_MS, never).then(() => end.abort());
    const settled = await time.run(work);
    expect(settled.map(({ kind }) => kind)).toEqual(['failure', 'failure', 'failure']);
    expect(account.arrivals).toEqual([]);
  });

  it('keep their law for any number of runs, calls and answer times', async () => {
    const run = fc.record({
      startsMs: fc.integer({ min: 0, max: 60_000 }),
      calls: fc.integer({ min: 1, max: 50 }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(run, { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 100, max: 90_000 }),
        async (runs, answerMs) => {
          const time = virtualTime();
          const book = leaseBook(time);
          const account = simulateAccount(time, { answerMs: () => answerMs });
          const work = runs.map(async ({ startsMs, calls }, index) => {
            await time.timer.wait(startsMs, never);
            return openRun(time, account, { slots: sharing(time, book) }).ask(calls, `${index}`);
          });
          const settled = (await time.run(Promise.all(work))).flat();
          expect(settled.every(({ kind }) => kind === 'reply')).toBe(true);
          expect(account.peakSent()).toBeLessThanOrEqual(LIMIT);
          expect(book.peak()).toBeLessThanOrEqual(LIMIT);
        },
      ),
      { numRuns: 25 },
    );
  });
});

describe('a run that cannot ask the others', () => {
  const gradual = (time: VirtualTime) =>
    gradualSlots({ timer: time.timer, random: () => HALF, signal: never });

  it('starts a single question at once', async () => {
    const time = virtualTime();
    const account = simulateAccount(time, { answerMs: () => SECOND_MS });
    await time.run(openRun(time, account, { slots: gradual(time) }).ask(1, 'call'));
    expect(time.clock.now()).toBe(SECOND_MS);
  });

  it('starts many one after another, and hears of a full account before all are out', async () => {
    const time = virtualTime();
    const account = simulateAccount(time, { concurrency: 4, latencyMs: 80, answerMs: () => 20 * SECOND_MS });
    const settled = await time.run(openRun(time, account, { slots: gradual(time) }).ask(30, 'call'));
    expect(settled.every(({ kind }) => kind === 'reply')).toBe(true);
    const first = account.arrivals.filter(({ at }) => at < 2 * SECOND_MS);
    expect(first.filter(({ refused }) => refused).length).toBeLessThanOrEqual(5);
  });

  it('has all its slots within two seconds', async () => {
    const time = virtualTime();
    const account = simulateAccount(time, { answerMs: () => 20 * SECOND_MS });
    await time.run(openRun(time, account, { slots: gradual(time) }).ask(LIMIT, 'call'));
    expect(Math.max(...account.arrivals.map(({ at }) => at))).toBeLessThan(2 * SECOND_MS);
    expect(account.peak()).toBe(LIMIT);
  });

  it.each([
    ['at the same moment', 50],
    ['while another holds all slots', 5 * SECOND_MS],
  ])('started %s, shares the account in turns and takes what the other leaves', async (_when, laterMs) => {
    const time = virtualTime();
    const account = simulateAccount(time, {
      concurrency: LIMIT,
      latencyMs: 60,
      firstSignMs: 3 * SECOND_MS,
      answerMs: ({ name }) => 15 * SECOND_MS + 200 * (name.length + Number(name.at(-1)) * 7),
    });
    const runs = [0, laterMs, 2 * laterMs].map(async (startsMs, index) => {
      await time.timer.wait(startsMs, never);
      return openRun(time, account, { slots: gradual(time) }).ask(60, `run ${index}`);
    });
    const settled = (await time.run(Promise.all(runs))).flat();
    expect(settled.every(({ kind }) => kind === 'reply')).toBe(true);
    // 180 calls in 6 waves of about 25 s; a run that never recovers from its first refusals takes 20 minutes.
    expect(time.clock.now()).toBeLessThan(300 * SECOND_MS);
  });
});

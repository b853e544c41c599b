import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ModelRequest } from '../../src/core/prompt/request.ts';
import type { Breakdown } from '../../src/kimi/breakdown.ts';
import { readFailure } from '../../src/kimi/failures.ts';
import { openPool } from '../../src/kimi/pool.ts';
import type { Send, Settled } from '../../src/kimi/ticket.ts';
import { WARM_UP_PATIENCE_MS, WARM_UP_TOKENS_MIN } from '../../src/kimi/warm-up.ts';
import {
  type AccountRules,
  CIRCUMSTANCES,
  overloaded,
  rateLimited,
  SIMULATED_OUTPUT_TOKENS,
  simulateAccount,
  simulatedRequest,
} from './simulation/account.ts';
import { type VirtualTime, virtualTime } from './simulation/time.ts';

const HALF = 0.5;
const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const ANSWER_MS = 10 * SECOND_MS;

type Arrival = {
  readonly afterMs: number;
  readonly promptTokens: number;
  readonly prefix?: ModelRequest['prefix'] | undefined;
};

/** Sends on, and keeps a list of those sent beside another of a prefix that nobody had warmed yet. */
function watchPrefixes(send: Send<string>, { clock }: VirtualTime) {
  type Seen = { readonly since: number; underWay: number; warm: boolean };
  const prefixes = new Map<string, Seen>();
  const coldBeside: string[] = [];
  const watched: Send<string> = async (request, signs) => {
    const { prefix } = request;
    if (prefix === undefined || prefix.tokens < WARM_UP_TOKENS_MIN) return send(request, signs);
    const seen = prefixes.get(prefix.id) ?? { since: clock.now(), underWay: 0, warm: false };
    prefixes.set(prefix.id, seen);
    const patient = clock.now() < seen.since + WARM_UP_PATIENCE_MS;
    if (!seen.warm && seen.underWay > 0 && patient) coldBeside.push(request.name);
    seen.underWay += 1;
    const sending = await send(request, {
      ...signs,
      firstToken() {
        seen.warm = true;
        signs.firstToken();
      },
    });
    seen.underWay -= 1;
    seen.warm ||= sending.kind === 'reply';
    return sending;
  };
  return { send: watched, coldBeside };
}

/** Asks everything at its time, against a simulated account, and lets simulated time pass until all is settled. */
async function drive(
  rules: AccountRules,
  arrivals: readonly Arrival[],
  options: { cap: number; endMs?: number; charge?: (request: ModelRequest) => number },
) {
  const time = virtualTime();
  const account = simulateAccount(time, rules);
  const runEnd = new AbortController();
  const never = new AbortController().signal;
  const log: string[] = [];
  const { send, coldBeside } = watchPrefixes(account.send, time);
  const pool = openPool<string>({
    cap: options.cap,
    charge: options.charge ?? (({ promptTokens }) => promptTokens + SIMULATED_OUTPUT_TOKENS),
    send,
    runEnded: readFailure({ kind: 'run-ended' }, CIRCUMSTANCES),
    title: 'the account',
    clock: time.clock,
    timer: time.timer,
    random: () => HALF,
    log: { step() {}, info: (text) => log.push(text), warn() {} },
    signal: runEnd.signal,
  });
  if (options.endMs !== undefined) void time.timer.wait(options.endMs, never).then(() => runEnd.abort());
  const order: string[] = [];
  const work = Promise.all(
    arrivals.map(async ({ afterMs, promptTokens, prefix }, index) => {
      await time.timer.wait(afterMs, never);
      const settled = await pool.ask(simulatedRequest(`call ${index}`, promptTokens, prefix));
      order.push(`call ${index}`);
      return settled;
    }),
  );
  const settled = await time.run(work);
  return { account, settled, order, log, coldBeside, endedAt: time.clock.now() };
}

const burst = (count: number, promptTokens = SECOND_MS): Arrival[] =>
  Array.from({ length: count }, () => ({ afterMs: 0, promptTokens }));
const answered = (settled: readonly Settled<string>[]) =>
  settled.filter(({ kind }) => kind === 'reply').length;
const codes = (settled: readonly Settled<string>[]) => [
  ...new Set(settled.map((one) => (one.kind === 'failure' ? one.failure.code : 'answered'))),
];

describe('the pool', () => {
  it.each([
    ['no limit but the cap', {}, 30],
    ['room for 15 at once', { concurrency: 15 }, 15],
    ['room for one at a time', { concurrency: 1 }, 1],
    ['room for 7, never said', { concurrency: 7, announced: false }, 7],
  ] as const)('answers everything on an account with %s', async (_what, limits, most) => {
    const { account, settled } = await drive({ ...limits, answerMs: () => ANSWER_MS }, burst(100), {
      cap: 30,
    });
    expect(answered(settled)).toBe(100);
    expect(account.peak()).toBe(most);
  });

  it('takes a burst of refusals for one signal', async () => {
    const rules = { concurrency: 12, announced: false, answerMs: () => ANSWER_MS };
    const { account } = await drive(rules, burst(30), { cap: 30 });
    // 18 refusals of one burst: halved once per refusal, there would be one lane left and a very long wait.
    expect(account.arrivals.filter(({ refused }) => refused).length).toBeLessThanOrEqual(30);
    expect(account.peak()).toBe(12);
  });

  it('asks once for a key that is refused, and tells all others without asking', async () => {
    const refusal: Breakdown = {
      kind: 'refused',
      status: 401,
      type: '',
      text: 'Invalid Authentication',
      retryAfter: null,
    };
    const { account, settled } = await drive({ answerMs: () => ANSWER_MS, whim: () => refusal }, burst(10), {
      cap: 1,
    });
    expect(account.arrivals).toHaveLength(1);
    expect(codes(settled)).toEqual(['KIMI_UNAUTHORIZED']);
    expect(settled.map(({ requests }) => requests)).toEqual([1, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
  });

  it('reports an overload that does not end, for everything that waits', async () => {
    const storm = { from: 0, to: DAY_MS };
    const { settled, endedAt, account } = await drive({ storm, answerMs: () => ANSWER_MS }, burst(100), {
      cap: 30,
    });
    expect(codes(settled)).toEqual(['KIMI_OVERLOADED']);
    expect(endedAt).toBeLessThan(7 * MINUTE_MS);
    expect(account.arrivals.length).toBeLessThan(100);
  });

  it('settles everything at once when the run ends', async () => {
    const { settled, account } = await drive({ concurrency: 1, answerMs: () => ANSWER_MS }, burst(20), {
      cap: 30,
      endMs: 25 * SECOND_MS,
    });
    expect(codes(settled)).toEqual(['answered', 'KIMI_TIMEOUT']);
    const last = Math.max(...account.arrivals.map(({ at }) => at));
    expect(last).toBeLessThanOrEqual(25 * SECOND_MS);
  });

  it('lets small questions pass big ones, and big ones go all the same', async () => {
    const big = burst(5, 100_000);
    const small = Array.from({ length: 40 }, (_, index) => ({
      afterMs: index * SECOND_MS,
      promptTokens: 100,
    }));
    const { order } = await drive({ answerMs: () => 4 * SECOND_MS }, [...big, ...small], { cap: 1 });
    const firstSmall = order.findIndex((name) => Number(name.slice('call '.length)) >= 5);
    const lastBig = order.findLastIndex((name) => Number(name.slice('call '.length)) < 5);
    expect(firstSmall).toBeLessThan(3);
    expect(lastBig).toBeLessThan(22);
  });

  it('gives a big question its turn although small ones could fill every minute', async () => {
    const small = Array.from({ length: 300 }, (_, index) => ({ afterMs: index * 200, promptTokens: 9_000 }));
    const rules = { tpm: 100_000, answerMs: () => SECOND_MS };
    const { order } = await drive(rules, [{ afterMs: 100, promptTokens: 95_000 }, ...small], { cap: 30 });
    expect(order.indexOf('call 0')).toBeLessThan(30);
  });

  it('reckons with what was learned about a size while a request waits', async () => {
    let learned = false;
    const answerMs = () => {
      learned = true;
      return ANSWER_MS;
    };
    const charge = ({ name, promptTokens }: ModelRequest) =>
      learned && name === 'call 2' ? promptTokens * 100 : promptTokens;
    const asked = [100, 300, 200].map((promptTokens) => ({ afterMs: 0, promptTokens }));
    const { order } = await drive({ answerMs }, asked, { cap: 1, charge });
    expect(order).toEqual(['call 0', 'call 1', 'call 2']);
  });

  it('tells what it learned about the account', async () => {
    const { log } = await drive({ concurrency: 15, answerMs: () => ANSWER_MS }, burst(30), { cap: 30 });
    expect(log).toEqual(['the account allows this account 15 requests at once.']);
  });

  it('reports tries, waits and what was waited out', async () => {
    const tries = [overloaded(), rateLimited('Too many requests'), null];
    const rules = { answerMs: () => ANSWER_MS, whim: () => tries.shift() ?? null };
    const { settled } = await drive(rules, burst(1), { cap: 30 });
    expect(settled[0]).toMatchObject({
      kind: 'reply',
      requests: 3,
      refusals: ['KIMI_OVERLOADED', 'KIMI_RATE_LIMITED'],
      answeredMs: ANSWER_MS,
      queuedMs: 2 * 1_125,
    });
  });
});

describe('requests that share a prefix', () => {
  const FIRST_SIGN_MS = 3 * SECOND_MS;
  const shared = (count: number, tokens = 50_000): Arrival[] =>
    burst(count, 60_000).map((arrival) => ({ ...arrival, prefix: { id: 'pack', tokens } }));
  const refusal = overloaded();
  const filtered: Breakdown = {
    kind: 'refused',
    status: 400,
    type: 'content_filter',
    text: 'high risk',
    retryAfter: null,
  };

  it.each<[string, Arrival[], (Breakdown | null)[], number[]]>([
    ['wait for the first token of one of them', shared(4), [], [0, 3, 3, 3]],
    ['go at once when the prefix is small', shared(3, WARM_UP_TOKENS_MIN - 1), [], [0, 0, 0]],
    ['have another one lead when the first is refused for good', shared(4), [filtered], [0, 0, 3, 3]],
    ['have another one lead while the first waits for its next try', shared(3), [refusal], [0, 0, 3, 3]],
    [
      'wait for each prefix by itself',
      [...shared(2), ...burst(2).map((arrival) => ({ ...arrival, prefix: { id: 'b', tokens: 9_000 } }))],
      [],
      [0, 0, 3, 3],
    ],
    ['let those pass that share none', [...shared(2), ...burst(2)], [], [0, 0, 0, 3]],
  ])('%s', async (_what, arrivals, moods, seconds) => {
    const left = [...moods];
    const rules = { firstSignMs: FIRST_SIGN_MS, answerMs: () => ANSWER_MS, whim: () => left.shift() ?? null };
    const { account } = await drive(rules, arrivals, { cap: 30 });
    expect(account.arrivals.map(({ at }) => Math.floor(at / SECOND_MS))).toEqual(seconds);
  });

  it('lose patience with a leader that says nothing', async () => {
    const rules = { firstSignMs: MINUTE_MS, answerMs: () => 2 * MINUTE_MS };
    const { account } = await drive(rules, shared(3), { cap: 30 });
    expect(account.arrivals.map(({ at }) => at)).toEqual([0, WARM_UP_PATIENCE_MS, WARM_UP_PATIENCE_MS]);
  });

  it('are all told when the run ends while they wait', async () => {
    const rules = { firstSignMs: MINUTE_MS, answerMs: () => MINUTE_MS };
    const { settled, account } = await drive(rules, shared(5), { cap: 30, endMs: SECOND_MS });
    expect(settled.map(({ kind, requests }) => [kind, requests])).toEqual([
      ['reply', 1],
      ...Array.from({ length: 4 }, () => ['failure', 0]),
    ]);
    expect(account.arrivals).toHaveLength(1);
  });
});

describe('for any arrivals, delays and refusals', () => {
  const whims: readonly (Breakdown | null)[] = [
    null,
    null,
    overloaded(),
    rateLimited('Too many requests'),
    rateLimited('reached max organization concurrency: 3, please try again after 0 seconds'),
    rateLimited('reached organization max RPM: 40, please try again after 1 seconds'),
    rateLimited('reached organization TPM rate limit, current: 9, limit: 400000'),
    { kind: 'refused', status: 500, type: 'server_error', text: 'Internal server error', retryAfter: null },
    { kind: 'refused', status: 400, type: 'content_filter', text: 'high risk', retryAfter: null },
    { kind: 'connection', text: 'ECONNRESET' },
    { kind: 'cut' },
    { kind: 'stalled', afterMs: MINUTE_MS },
  ];
  const arrivals = fc.array(
    fc.record({
      afterMs: fc.integer({ min: 0, max: 3 * MINUTE_MS }),
      promptTokens: fc.integer({ min: 1, max: 250_000 }),
      prefix: fc.option(
        fc.record({ id: fc.constantFrom('a', 'b', 'c'), tokens: fc.integer({ min: 1, max: 20_000 }) }),
        { nil: undefined },
      ),
    }),
    { minLength: 1, maxLength: 60 },
  );
  const rules = fc.record(
    {
      concurrency: fc.integer({ min: 1, max: 40 }),
      announced: fc.boolean(),
      rpm: fc.integer({ min: 1, max: 60 }),
      tpm: fc.integer({ min: 10_000, max: 2_000_000 }),
      latencyMs: fc.integer({ min: 0, max: 800 }),
      firstSignMs: fc.integer({ min: 0, max: 5_000 }),
    },
    { requiredKeys: [] },
  );
  const delays = fc.infiniteStream(fc.integer({ min: 1, max: MINUTE_MS }));
  const moods = fc.infiniteStream(fc.integer({ min: 0, max: whims.length - 1 }));
  const WHIMS_MAX = 80;

  it('stays under the cap, and every request ends in one answer or one named failure', async () => {
    await fc.assert(
      fc.asyncProperty(
        arrivals,
        fc.record({ cap: fc.integer({ min: 1, max: 30 }), rules, delays, moods }),
        async (asked, world) => {
          let left = WHIMS_MAX;
          const whim = () => {
            left -= 1;
            return left < 0 ? null : (whims[world.moods.next().value ?? 0] ?? null);
          };
          const answerMs = () => world.delays.next().value ?? SECOND_MS;
          const { account, settled, order, coldBeside } = await drive(
            { ...world.rules, whim, answerMs },
            asked,
            { cap: world.cap },
          );
          expect(coldBeside).toEqual([]);
          expect(account.peakSent()).toBeLessThanOrEqual(world.cap);
          expect(order).toHaveLength(asked.length);
          expect(new Set(order).size).toBe(asked.length);
          for (const one of settled) {
            if (one.kind === 'reply') continue;
            expect(one.failure.message).not.toBe('');
            expect(one.failure.remedy).not.toBe('');
          }
          // A reply belongs to the question that was asked.
          settled.forEach((one, index) => {
            if (one.kind === 'reply') expect(one.reply).toBe(`call ${index}`);
          });
        },
      ),
      { numRuns: 150 },
    );
  });

  it('answers all of them when the account only has limits', async () => {
    await fc.assert(
      fc.asyncProperty(
        arrivals,
        fc.record({ cap: fc.integer({ min: 1, max: 30 }), rules, delays }),
        async (asked, world) => {
          const fitting = asked.map((one) => ({ ...one, promptTokens: Math.min(one.promptTokens, 9_000) }));
          const answerMs = () => world.delays.next().value ?? SECOND_MS;
          const { settled, account, coldBeside } = await drive({ ...world.rules, answerMs }, fitting, {
            cap: world.cap,
          });
          expect(coldBeside).toEqual([]);
          expect(codes(settled)).toEqual(['answered']);
          expect(account.peak()).toBeLessThanOrEqual(
            Math.min(world.cap, world.rules.concurrency ?? world.cap),
          );
        },
      ),
      { numRuns: 150 },
    );
  });
});

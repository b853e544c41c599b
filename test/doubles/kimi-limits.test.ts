import { afterEach, describe, expect, it } from '@jest/globals';
import { TIERS } from './kimi/limits.ts';
import type { KimiDouble, KimiOptions } from './kimi/options.ts';
import { chat, STREAMED, verdict } from './kimi/raw-client.ts';
import { reply, stall } from './kimi/scripts.ts';
import { startKimi } from './kimi/start.ts';

const FREE = Number.POSITIVE_INFINITY;
const NO_LIMITS = { concurrency: FREE, rpm: FREE, tpm: FREE, tpd: FREE };
const SMALL = { max_completion_tokens: 90 };
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

const kindOf = async (answer: ReturnType<typeof chat>) =>
  /concurrency|RPM|TPM|TPD|200/.exec(verdict(await answer))?.[0];

/** A clock that stands until it is moved. */
function handClock() {
  let now = 0;
  return {
    now: () => now,
    sleep: async () => {},
    pass(apiMs: number) {
      now += apiMs;
    },
  };
}

/** Answers wait behind it until it is opened. */
function barrier() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open: () => open(), opened };
}

it('the table of the vendor is there as data', () => {
  expect(TIERS[0]).toEqual({ concurrency: 1, rpm: 3, tpm: 500_000, tpd: 1_500_000 });
  expect(TIERS[1]).toEqual({ concurrency: 15, rpm: 100, tpm: 2_000_000, tpd: FREE });
});

describe('limits at admission (point 17)', () => {
  let kimi: KimiDouble;
  afterEach(() => kimi.close());

  const start = async (options: KimiOptions) => {
    kimi = await startKimi(options);
    return kimi.url;
  };

  it('by default nothing is limited, and the peak is known', async () => {
    const gate = barrier();
    const url = await start({
      answer: async (call) => {
        if (call.concurrency === 30) gate.open();
        await gate.opened;
        return reply('OK.');
      },
    });
    const answers = await Promise.all(Array.from({ length: 30 }, () => kindOf(chat(url, SMALL))));
    expect(new Set(answers)).toEqual(new Set(['200']));
    expect(kimi.peakConcurrency).toBe(30);
  });

  it('one more than the concurrency is refused at once', async () => {
    const gate = barrier();
    const answer = async () => {
      await gate.opened;
      return reply('OK.');
    };
    const url = await start({ tier: { ...NO_LIMITS, concurrency: 2 }, answer });
    const answers = [1, 2, 3].map(() => kindOf(chat(url, STREAMED)));
    expect(await Promise.race(answers)).toBe('concurrency');
    gate.open();
    expect((await Promise.all(answers)).toSorted()).toEqual(['200', '200', 'concurrency']);
    expect(kimi.peakConcurrency).toBe(2);
    expect(kimi.refused.map((call) => call.concurrency)).toEqual([null]);
    expect(await kindOf(chat(url, STREAMED))).toBe('200');
  });

  it('whoever has the last event may ask again', async () => {
    const url = await start({ tier: { ...NO_LIMITS, concurrency: 1 } });
    for (const changes of [STREAMED, {}, STREAMED, { model: 'kimi-x' }, {}]) {
      expect(verdict(await chat(url, changes))).toMatch(/^(200|404)/);
    }
  });

  it('a hung-up stream gives its slot back', async () => {
    const url = await start({ tier: { ...NO_LIMITS, concurrency: 1 }, answer: [stall(), reply('OK.')] });
    await chat(url, STREAMED, { signal: AbortSignal.timeout(200) });
    while (kimi.calls[0]?.endedAt === null) await new Promise((resolve) => setTimeout(resolve, 1));
    expect(await kindOf(chat(url))).toBe('200');
  });

  it('tier 0 takes three requests a minute; refused ones count', async () => {
    const clock = handClock();
    const url = await start({ tier: 0, clock });
    expect(await kindOf(chat(url, SMALL))).toBe('200');
    expect(verdict(await chat(url, { temperature: 0 }))).toMatch(/^400 /);
    clock.pass(MINUTE_MS / 2);
    expect(await kindOf(chat(url, SMALL))).toBe('200');
    expect(await kindOf(chat(url, SMALL))).toBe('RPM');
    clock.pass(MINUTE_MS / 2);
    expect(await kindOf(chat(url, SMALL))).toBe('200');
    expect(await kindOf(chat(url, SMALL))).toBe('RPM');
  });

  it('tokens a minute are charged as prompt plus cap, whatever is generated; refused ones are free', async () => {
    const clock = handClock();
    const url = await start({ tier: { ...NO_LIMITS, tpm: 250 }, clock });
    expect(await kindOf(chat(url, SMALL))).toBe('200');
    expect(await kindOf(chat(url, SMALL))).toBe('200');
    expect(verdict(await chat(url, SMALL))).toMatch(/organization TPM rate limit, current: 300, limit: 250$/);
    expect(await kindOf(chat(url, { max_completion_tokens: 40 }))).toBe('200');
    clock.pass(MINUTE_MS);
    expect(await kindOf(chat(url, SMALL))).toBe('200');
  });

  it('without a cap the default of 32,768 is charged', async () => {
    const url = await start({ tier: { ...NO_LIMITS, tpm: 32_777 } });
    expect(verdict(await chat(url))).toMatch(/TPM rate limit, current: 32778, limit: 32777$/);
  });

  it('tokens a day outlast the minute', async () => {
    const clock = handClock();
    const url = await start({ tier: { ...NO_LIMITS, tpd: 150 }, clock });
    expect(await kindOf(chat(url, SMALL))).toBe('200');
    clock.pass(MINUTE_MS);
    expect(verdict(await chat(url, SMALL))).toMatch(/organization TPD rate limit, current: 200, limit: 150$/);
    clock.pass(DAY_MS);
    expect(await kindOf(chat(url, SMALL))).toBe('200');
  });

  it('keys of one account share its limits, another account has its own', async () => {
    const url = await start({
      keys: { 'sk-a': 'valid', 'sk-b': 'valid', 'sk-c': { state: 'valid', account: 'other' } },
      tier: { ...NO_LIMITS, rpm: 1 },
    });
    const by = (key: string) => kindOf(chat(url, SMALL, { key }));
    expect([await by('sk-a'), await by('sk-b'), await by('sk-c')]).toEqual(['200', 'RPM', '200']);
  });

  it('the scale shortens waits, not texts: 50 seconds of generation take 0.1 s', async () => {
    const url = await start({
      clockScale: 0.002,
      answer: [reply('x'.repeat(3_600), { reasoning: '', tokensPerSecond: 20 })],
    });
    await chat(url, STREAMED);
    const [call] = kimi.calls;
    const apiSeconds = ((call?.endedAt ?? 0) - (call?.startedAt ?? 0)) / 1_000;
    expect(apiSeconds).toBeGreaterThan(45);
  });
});

import { describe, expect, it } from '@jest/globals';
import { DEFAULT_KEY } from '../doubles/kimi/accounts.ts';
import type { KimiDouble } from '../doubles/kimi/options.ts';
import type { KimiScript } from '../doubles/kimi/script.ts';
import { error, FAST, OK, start } from './doubles.ts';
import { openTestModel, REQUEST } from './fixtures.ts';

describe('the fallback', () => {
  const withFallback = (first: KimiDouble, settings = {}) => ({
    keys: { primary: DEFAULT_KEY, fallback: 'sk-second' },
    settings: {
      baseUrl: first.url,
      fallback: { provider: 'moonshot', model: 'kimi-k2.7-code' } as const,
      ...settings,
    },
    scale: FAST,
  });

  it.each<[string, KimiScript]>([
    ['quota', error(429, 'exceeded_current_quota_error', 'no balance')],
    ['payment', error(402, '', 'payment required')],
    ['content filter', error(400, 'content_filter', 'high risk')],
    ['a rate limit that does not lift', error(429, 'rate_limit_reached_error', 'try again')],
  ])('answers after a failure of %s, and the answer tells who gave it', async (_what, script) => {
    const kimi = await start({
      keys: { [DEFAULT_KEY]: 'valid', 'sk-second': { state: 'valid', account: 'second' } },
      answer: ({ body }) => (body.model === 'kimi-k2.6' ? script : OK),
    });
    const { model, log } = openTestModel(withFallback(kimi));
    const answer = await model.ask(REQUEST);
    expect(answer).toMatchObject({ kind: 'reply', text: 'OK.', calls: { model: 'kimi-k2.7-code' } });
    expect(kimi.calls.at(-1)?.headers.authorization).toBe('Bearer sk-second');
    expect(log.at(-1)).toContain('Asking the fallback');
  });

  it.each<[string, KimiScript]>([
    ['a request that is wrong in itself', error(400, 'invalid_request_error', 'bad field')],
    ['a refused key', error(401, 'invalid_authentication_error', 'Invalid Authentication')],
    ['a server error', error(500, 'server_error', 'down')],
  ])('is not asked after %s', async (_what, script) => {
    const kimi = await start({ keys: { [DEFAULT_KEY]: 'valid', 'sk-second': 'valid' }, answer: [script] });
    const { model } = openTestModel(withFallback(kimi));
    expect(await model.ask(REQUEST)).toMatchObject({ kind: 'failure', calls: { model: 'kimi-k2.6' } });
    expect(kimi.calls.every(({ headers }) => headers.authorization === `Bearer ${DEFAULT_KEY}`)).toBe(true);
  });

  it('that fails too leaves both reasons', async () => {
    const kimi = await start({ keys: { [DEFAULT_KEY]: 'no-balance' } });
    const { model } = openTestModel(withFallback(kimi));
    const answer = await model.ask(REQUEST);
    expect(answer).toMatchObject({ kind: 'failure', code: 'KIMI_QUOTA' });
    expect(answer.kind === 'failure' && answer.message).toMatch(
      /quota or balance.*failed too.*refused the API key/s,
    );
  });

  it('shares the cap with the first provider', async () => {
    const kimi = await start({
      keys: { [DEFAULT_KEY]: 'valid', 'sk-second': 'valid' },
      answer: ({ body, number }) =>
        body.model === 'kimi-k2.6' && number % 2 === 0
          ? error(400, 'content_filter', 'high risk')
          : { ...OK, delayMs: 15 },
    });
    const { model } = openTestModel(withFallback(kimi, { maxConcurrency: 4 }));
    await Promise.all(Array.from({ length: 40 }, () => model.ask(REQUEST)));
    expect(kimi.peakConcurrency).toBeLessThanOrEqual(4);
  });
});

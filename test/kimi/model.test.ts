import { describe, expect, it } from '@jest/globals';
import { ReviewError } from '../../src/errors.ts';
import { answerTogether, FAST, OK, start } from './doubles.ts';
import { type ModelStart, openTestModel, REQUEST, SETTINGS } from './fixtures.ts';

/** A minute of the provider passes in 0.6 s. */
const SCALE = 0.01;
const CAP = 30;
const TIER_0 = { concurrency: 1, rpm: 3, tpm: 500_000, tpd: 1_500_000 };

describe('limits of an account', () => {
  it('the cap holds for any number of questions', async () => {
    const kimi = await start({ answer: answerTogether(CAP) });
    const { model } = openTestModel({ scale: FAST, settings: { baseUrl: kimi.url } });
    const answers = await Promise.all(Array.from({ length: 100 }, () => model.ask(REQUEST)));
    expect(answers.every(({ kind }) => kind === 'reply')).toBe(true);
    expect(kimi.peakConcurrency).toBe(CAP);
    expect(kimi.refused).toEqual([]);
  });

  it.each([
    ['concurrency of 4', { concurrency: 4, rpm: 1e6, tpm: 1e9, tpd: 1e9 }, 12],
    ['10 requests per minute', { concurrency: 99, rpm: 10, tpm: 1e9, tpd: 1e9 }, 12],
    ['tokens for 5 requests per minute', { concurrency: 99, rpm: 1e6, tpm: 5 * 16_040, tpd: 1e9 }, 12],
    ['tier 0', TIER_0, 4],
  ])('%s is found out and kept', async (_what, tier, questions) => {
    const kimi = await start({ tier, clockScale: SCALE, answer: [{ ...OK, delayMs: 2_000 }] });
    const { model } = openTestModel({ scale: SCALE, settings: { baseUrl: kimi.url, maxConcurrency: 12 } });
    const answers = await Promise.all(Array.from({ length: questions }, () => model.ask(REQUEST)));
    expect(answers.every(({ kind }) => kind === 'reply')).toBe(true);
    // The first burst finds the limit. How little is refused after it is counted in simulated time, in pool.test.ts
    // and the bench: here a busy machine moves arrivals across the edge of a minute.
    expect(kimi.refused.length).toBeLessThanOrEqual(questions * 2);
  });
});

describe('opening a model', () => {
  const opening = (
    settings: ModelStart['settings'],
    keys: ModelStart['keys'] = { primary: 'sk-1', fallback: null },
  ) => {
    try {
      openTestModel({ settings, keys });
      return 'opened';
    } catch (caught) {
      return caught instanceof ReviewError ? `${caught.code}: ${caught.message} ${caught.remedy}` : caught;
    }
  };

  it.each([
    ['without a key', () => opening({}, { primary: null, fallback: null }), /^KEY_MISSING/],
    ['with an empty key', () => opening({}, { primary: '', fallback: null }), /^KEY_MISSING/],
    [
      'without a key for the fallback',
      () => opening({ fallback: { provider: 'openai', model: 'gpt' } }),
      /^KEY_MISSING.*fallback-api-key/,
    ],
    [
      'of a retired id',
      () => opening({ model: 'kimi-k2.5' }),
      /^KIMI_MODEL_NOT_FOUND.*2026-08-31.*successor, kimi-k2\.6/,
    ],
    [
      'of a retired family',
      () => opening({ model: 'moonshot-v1-128k' }),
      /^KIMI_MODEL_NOT_FOUND.*kimi-k2\.6/,
    ],
    [
      'over plain http',
      () => opening({ baseUrl: 'http://models.example.com/v1' }),
      /^INPUT_INVALID.*not https/,
    ],
    [
      'over plain http to a private address',
      () => opening({ baseUrl: 'http://10.0.0.7/v1' }),
      /^INPUT_INVALID/,
    ],
    [
      'at a name that only begins like loopback',
      () => opening({ baseUrl: 'http://127.0.0.1.example.com/v1' }),
      /^INPUT_INVALID/,
    ],
    [
      'at an address with a password',
      () => opening({ baseUrl: 'https://me:secret@example.com/v1' }),
      /^INPUT_INVALID(?!.*secret)/,
    ],
    ['at no address', () => opening({ baseUrl: 'models' }), /^INPUT_INVALID/],
    [
      'of a custom provider without an address',
      () => opening({ provider: 'custom' }),
      /^INPUT_INVALID.*base-url/,
    ],
  ])('%s is refused', (_what, open, expected) => {
    expect(open()).toMatch(expected);
  });

  it.each([
    ['http://127.0.0.1:8080/v1'],
    ['http://localhost:8080/v1'],
    ['http://[::1]:8080/v1'],
    ['https://models.example.com/v1/'],
  ])('at %s is fine', (baseUrl) => {
    expect(opening({ baseUrl })).toBe('opened');
  });

  it('asks no more at once than the settings say, and never more than 30', async () => {
    const kimi = await start({ answer: answerTogether(CAP) });
    const { model } = openTestModel({ settings: { ...SETTINGS, baseUrl: kimi.url, maxConcurrency: 500 } });
    await Promise.all(Array.from({ length: 60 }, () => model.ask(REQUEST)));
    expect(kimi.peakConcurrency).toBe(CAP);
  });
});

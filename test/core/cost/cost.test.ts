import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { costOf } from '../../../src/core/cost/cost.ts';
import { addUsage, NO_USAGE } from '../../../src/core/cost/usage.ts';
import type { ModelProfile } from '../../../src/core/model/profile.ts';

const PROFILE: ModelProfile = {
  id: 'kimi-k2.6',
  contextWindow: 262_144,
  outputMax: 32_768,
  thinking: 'toggle',
  prices: { cachedPrompt: 0.16, prompt: 0.95, completion: 4, asOf: '2026-07-01' },
  retired: null,
};
const MILLION = 1_000_000;

describe('what a run cost', () => {
  it.each([
    ['nothing', NO_USAGE, 0, 0],
    ['fresh prompt tokens', { ...NO_USAGE, prompt: MILLION }, 0.95, 0],
    ['cached prompt tokens, charged once', { ...NO_USAGE, prompt: MILLION, cached: MILLION }, 0.16, 1],
    [
      'reasoning, which is part of the completion',
      { ...NO_USAGE, completion: MILLION, reasoning: MILLION },
      4,
      0,
    ],
    ['a prompt that is cached in half', { ...NO_USAGE, prompt: MILLION, cached: MILLION / 2 }, 0.555, 0.5],
  ])('%s', (_what, usage, usd, cachedShare) => {
    const cost = costOf(usage, PROFILE);
    expect(cost.usd).toBeCloseTo(usd, 9);
    expect(cost).toMatchObject({ cachedShare, pricesAsOf: '2026-07-01' });
  });

  it('without a known price is unknown, not zero', () =>
    expect(costOf({ ...NO_USAGE, prompt: 1 }, { ...PROFILE, prices: null })).toMatchObject({
      usd: null,
      pricesAsOf: null,
    }));

  it('of two answers is the sum of both', () => {
    const tokens = fc.nat({ max: MILLION });
    const usage = fc.record({ prompt: tokens, cached: tokens, completion: tokens, reasoning: tokens });
    fc.assert(
      fc.property(usage, usage, (left, right) => {
        const both = costOf(addUsage(left, right), PROFILE).usd ?? 0;
        const apart = (costOf(left, PROFILE).usd ?? 0) + (costOf(right, PROFILE).usd ?? 0);
        expect(both).toBeCloseTo(apart, 9);
      }),
    );
  });
});

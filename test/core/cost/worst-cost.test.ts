import { describe, expect, it } from '@jest/globals';
import { sumUsd } from '../../../src/core/cost/usage.ts';
import { answerCostUsd, worstCostUsd } from '../../../src/core/cost/worst-cost.ts';
import { modelProfile } from '../../../src/core/model/models.ts';
import type { ModelReply } from '../../../src/core/prompt/request.ts';

const K2 = modelProfile('kimi-k2.6', 'moonshot');
const K3 = modelProfile('kimi-k3', 'moonshot');
const UNPRICED = modelProfile('some-model', 'custom');

const REQUEST = {
  name: 'review pack 1 of 1',
  messages: [],
  thinking: 'disabled',
  outputTokensMax: 10_000,
  promptTokens: 100_000,
  cacheKey: '',
} as const;

function answerBy(model: string): ModelReply {
  return {
    kind: 'reply',
    text: '',
    reasoning: '',
    finish: 'stop',
    finishDetail: 'stop',
    toolCalls: [],
    usage: { prompt: 1_000_000, cached: 0, completion: 0, reasoning: 0 },
    calls: { requests: 1, refusals: [], queuedMs: 0, answeredMs: 0, requestId: null, model },
  };
}

describe('the most a request can cost', () => {
  it.each([
    ['nothing cached, the whole cap written', { profile: K2, fallback: null }, 0.095 + 0.04],
    ['by the dearer of two models', { profile: K2, fallback: K3 }, 0.3 + 0.15],
    ['counting nothing for a model without a price', { profile: K2, fallback: UNPRICED }, 0.095 + 0.04],
  ])('%s', (_what, models, usd) => expect(worstCostUsd(REQUEST, models)).toBeCloseTo(usd));
});

describe('what an answer cost', () => {
  it.each([
    ['the model asked', 'kimi-k2.6', K3, 0.95],
    ['its fallback', 'kimi-k3', K3, 3],
    ['a fallback without a price', 'some-model', UNPRICED, null],
  ])('is priced by %s', (_who, model, fallback, usd) => {
    expect(answerCostUsd(answerBy(model), { profile: K2, fallback })).toBe(usd);
  });

  it('is unknown in sum when one part is', () => {
    expect(sumUsd([1, 2])).toBe(3);
    expect(sumUsd([1, null])).toBeNull();
    expect(sumUsd([])).toBe(0);
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { modelProfile } from '../../src/core/model/models.ts';
import type { ProviderName } from '../../src/core/model/profile.ts';
import { providerProfile } from '../../src/core/model/providers.ts';
import type { ModelRequest, Thinking } from '../../src/core/prompt/request.ts';
import { type Address, admissionCharge, toWire } from '../../src/kimi/to-wire.ts';
import { REQUEST } from './fixtures.ts';

const address = (model: string, provider: ProviderName, extraBody: Address['extraBody'] = {}): Address => ({
  provider: providerProfile(provider),
  profile: modelProfile(model, provider),
  extraBody,
});

describe('thinking is said in the words of model and provider', () => {
  it.each<[string, ProviderName, Thinking, Record<string, unknown>]>([
    ['kimi-k2.6', 'moonshot', 'enabled', { thinking: { type: 'enabled' } }],
    ['kimi-k2.6', 'moonshot', 'disabled', { thinking: { type: 'disabled' } }],
    ['kimi-k2.6', 'moonshot-cn', 'disabled', { thinking: { type: 'disabled' } }],
    ['kimi-k2.6', 'openrouter', 'disabled', { reasoning: { enabled: false } }],
    ['kimi-k2.6', 'dashscope', 'enabled', { enable_thinking: true }],
    ['kimi-k2.6', 'custom', 'enabled', {}],
    ['kimi-k2.7-code', 'moonshot', 'disabled', { thinking: { type: 'enabled' } }],
    ['kimi-k2.7-code', 'dashscope', 'disabled', {}],
    ['kimi-k3', 'moonshot', 'enabled', { reasoning_effort: 'high' }],
    ['kimi-k3', 'moonshot', 'disabled', { reasoning_effort: 'low' }],
    ['gpt-next', 'openai', 'enabled', {}],
    ['claude-next', 'anthropic', 'disabled', {}],
  ])('%s at %s, %s', (model, provider, thinking, expected) => {
    const body = toWire({ ...REQUEST, thinking }, address(model, provider));
    const { thinking: field, reasoning, enable_thinking, reasoning_effort } = body;
    const said = { thinking: field, reasoning, enable_thinking, reasoning_effort };
    expect(JSON.parse(JSON.stringify(said))).toEqual(expected);
  });
});

describe('the output cap', () => {
  it.each([
    ['is what was asked for when there is room', { promptTokens: 10_000, outputTokensMax: 16_000 }, 16_000],
    ['is at most what the window leaves', { promptTokens: 10_000, outputTokensMax: 999_000 }, 251_120],
    [
      'leaves the window a margin',
      { promptTokens: 250_000, outputTokensMax: 16_000 },
      262_144 - 250_000 - 1_024,
    ],
    [
      'is never nothing: estimates err on the high side',
      { promptTokens: 270_000, outputTokensMax: 16_000 },
      1_024,
    ],
  ])('%s', (_what, sizes, cap) => {
    expect(toWire({ ...REQUEST, ...sizes }, address('kimi-k2.6', 'moonshot'))).toMatchObject({
      max_completion_tokens: cap,
    });
  });

  it('is charged together with the prompt', () => {
    const request = { ...REQUEST, promptTokens: 10_000, outputTokensMax: 16_000 };
    expect(admissionCharge(request, address('kimi-k2.6', 'moonshot'))).toBe(26_000);
    expect(admissionCharge(request, address('kimi-k2.6', 'moonshot', { max_completion_tokens: 500 }))).toBe(
      10_500,
    );
    expect(admissionCharge(request, address('kimi-k2.6', 'moonshot', { max_tokens: 700 }))).toBe(10_700);
  });
});

describe('the body', () => {
  it('names the model as the provider does', () => {
    expect(toWire(REQUEST, address('kimi-k2.6', 'openrouter'))).toMatchObject({
      model: 'moonshotai/kimi-k2.6',
    });
    expect(toWire(REQUEST, address('kimi-k2.6', 'kimi-code'))).toMatchObject({ model: 'kimi-for-coding' });
    expect(toWire(REQUEST, address('constructor', 'openrouter'))).toMatchObject({ model: 'constructor' });
  });

  it('holds a cache key only where one is known', () => {
    expect(toWire(REQUEST, address('kimi-k2.6', 'moonshot'))).toHaveProperty(
      'prompt_cache_key',
      REQUEST.cacheKey,
    );
    expect(toWire(REQUEST, address('kimi-k2.6', 'openrouter'))).not.toHaveProperty('prompt_cache_key');
  });

  it('takes extra-body last, except that the answer stays a stream', () => {
    const extraBody = {
      thinking: { type: 'enabled', budget: 9 },
      reasoning_budget: 4,
      stream: false,
      stream_options: null,
    };
    expect(toWire(REQUEST, address('kimi-k2.6', 'moonshot', extraBody))).toMatchObject({
      thinking: { type: 'enabled', budget: 9 },
      reasoning_budget: 4,
      stream: true,
      stream_options: { include_usage: true },
    });
  });

  it('never holds a pinned sampling field, and always fits the window when the prompt does', () => {
    const requests: fc.Arbitrary<ModelRequest> = fc.record({
      name: fc.string(),
      messages: fc.array(
        fc.record({ role: fc.constantFrom('system', 'user', 'assistant'), content: fc.string() }),
      ),
      thinking: fc.constantFrom('enabled', 'disabled'),
      outputTokensMax: fc.integer({ min: 1, max: 300_000 }),
      promptTokens: fc.integer({ min: 0, max: 260_000 }),
      cacheKey: fc.string(),
    });
    fc.assert(
      fc.property(requests, fc.constantFrom('kimi-k2.6', 'kimi-k2.7-code', 'kimi-k3'), (request, model) => {
        const body = toWire(request, address(model, 'moonshot'));
        for (const field of [
          'temperature',
          'top_p',
          'n',
          'presence_penalty',
          'frequency_penalty',
          'max_tokens',
        ])
          expect(body).not.toHaveProperty(field);
        expect('thinking' in body && 'reasoning_effort' in body).toBe(false);
        const window = modelProfile(model, 'moonshot').contextWindow;
        expect(request.promptTokens + Number(body['max_completion_tokens'])).toBeLessThanOrEqual(window);
        expect(JSON.stringify(body)).toBe(JSON.stringify(toWire(request, address(model, 'moonshot'))));
      }),
    );
  });
});

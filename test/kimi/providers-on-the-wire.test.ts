import { describe, expect, it } from '@jest/globals';
import { modelProfile } from '../../src/core/model/models.ts';
import type { ProviderName } from '../../src/core/model/profile.ts';
import { PROVIDERS, providerProfile } from '../../src/core/model/providers.ts';
import { toWire } from '../../src/kimi/to-wire.ts';
import { REQUEST } from './fixtures.ts';

/** What every request carries, whoever answers. */
const COMMON = {
  messages: REQUEST.messages,
  max_completion_tokens: 16_000,
  stream: true,
  stream_options: { include_usage: true },
};
const CACHE = { prompt_cache_key: REQUEST.cacheKey };
const THINKING = { thinking: { type: 'enabled' } };

/** Fields that one provider or another answers with 400, or takes for something else. */
const NEVER_SENT = [
  'temperature',
  'top_p',
  'n',
  'presence_penalty',
  'frequency_penalty',
  'max_tokens',
  'seed',
  'tools',
];

const body = (provider: ProviderName, model: string, extraBody = {}) =>
  toWire(REQUEST, { provider: providerProfile(provider), profile: modelProfile(model, provider), extraBody });

describe('the whole body, as each provider gets it', () => {
  it.each<[ProviderName, string, Record<string, unknown>]>([
    ['moonshot', 'kimi-k2.6', { model: 'kimi-k2.6', ...THINKING, ...CACHE }],
    ['moonshot', 'kimi-k2.7-code', { model: 'kimi-k2.7-code', ...THINKING, ...CACHE }],
    ['moonshot', 'kimi-k2.7-code-highspeed', { model: 'kimi-k2.7-code-highspeed', ...THINKING, ...CACHE }],
    ['moonshot', 'kimi-k3', { model: 'kimi-k3', reasoning_effort: 'high', ...CACHE }],
    ['moonshot', 'kimi-k9', { model: 'kimi-k9', ...CACHE }],
    ['moonshot-cn', 'kimi-k2.6', { model: 'kimi-k2.6', ...THINKING, ...CACHE }],
    ['kimi-code', 'kimi-k2.6', { model: 'kimi-for-coding', ...CACHE, ...THINKING }],
    ['openrouter', 'kimi-k2.6', { model: 'moonshotai/kimi-k2.6', reasoning: { enabled: true } }],
    ['openrouter', 'anything/else', { model: 'anything/else' }],
    ['dashscope', 'kimi-k2.6', { model: 'kimi-k2.6', enable_thinking: true }],
    ['dashscope', 'kimi-k2.7-code', { model: 'kimi/kimi-k2.7-code' }],
    ['dashscope', 'qwen3-coder-plus', { model: 'qwen3-coder-plus' }],
    ['ark', 'kimi-k2.6', { model: 'kimi-k2.6', ...THINKING }],
    ['ark', 'ep-20260901-abcde', { model: 'ep-20260901-abcde' }],
    ['openai', 'gpt-next', { model: 'gpt-next', ...CACHE }],
    ['anthropic', 'claude-next', { model: 'claude-next' }],
    ['custom', 'local', { model: 'local' }],
  ])('%s, %s', (provider, model, expected) => {
    const sent = body(provider, model);
    expect(sent).toEqual({ ...COMMON, ...expected });
    for (const field of NEVER_SENT) expect(sent).not.toHaveProperty(field);
  });

  it.each(Object.values(PROVIDERS).map(({ name }) => name))(
    '%s takes extra-body last, nested objects whole',
    (provider) => {
      const sent = body(provider, 'kimi-k2.6', {
        thinking: { type: 'enabled', budget_tokens: 4_000 },
        reasoning: { max_tokens: 4_000 },
        enable_thinking: false,
        prompt_cache_key: 'mine',
        stream_options: {},
      });
      expect(sent).toMatchObject({
        thinking: { type: 'enabled', budget_tokens: 4_000 },
        reasoning: { max_tokens: 4_000 },
        enable_thinking: false,
        prompt_cache_key: 'mine',
        stream_options: { include_usage: true },
      });
      expect(sent).toHaveProperty('reasoning', { max_tokens: 4_000 });
    },
  );
});

import { describe, expect, it } from '@jest/globals';
import { modelProfile, retiredModel } from '../../../src/core/model/models.ts';
import { PROVIDERS } from '../../../src/core/model/providers.ts';

describe('a model profile', () => {
  it.each([
    ['kimi-k2.6', 262_144, 262_144, 'toggle', { cachedPrompt: 0.16, prompt: 0.95, completion: 4 }],
    ['kimi-k2.7-code', 262_144, 262_144, 'always', { cachedPrompt: 0.19, prompt: 0.95, completion: 4 }],
    [
      'kimi-k2.7-code-highspeed',
      262_144,
      262_144,
      'always',
      { cachedPrompt: 0.38, prompt: 1.9, completion: 8 },
    ],
    ['kimi-k3', 1_048_576, 131_072, 'effort', { cachedPrompt: 0.3, prompt: 3, completion: 15 }],
  ] as const)('of %s holds what Moonshot publishes', (id, contextWindow, outputMax, thinking, prices) => {
    const profile = modelProfile(id, 'moonshot');
    expect(profile).toMatchObject({ id, contextWindow, outputMax, thinking, retired: null });
    expect(profile.prices).toEqual({ ...prices, asOf: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/) });
  });

  it.each(['gpt-next', 'kimi-k9', 'constructor', ''])(
    'of the unknown model "%s" is careful and has no price',
    (id) => {
      expect(modelProfile(id, 'openai')).toEqual({
        id,
        contextWindow: 128_000,
        outputMax: 16_384,
        thinking: 'none',
        prices: null,
        retired: null,
      });
    },
  );

  it("is found by the provider's own name too", () => {
    expect(modelProfile('moonshotai/kimi-k2.6', 'openrouter')).toEqual(
      modelProfile('kimi-k2.6', 'openrouter'),
    );
  });

  it('has no dollar price where Moonshot does not sell in dollars', () => {
    for (const provider of ['moonshot-cn', 'kimi-code', 'openrouter', 'custom'] as const)
      expect(modelProfile('kimi-k2.6', provider).prices).toBeNull();
  });

  it('names the alias under which Kimi Code answers, not the model that was asked for', () => {
    expect(modelProfile('kimi-k2.6', 'kimi-code').id).toBe('kimi-for-coding');
  });
});

describe('a retired model', () => {
  it.each([
    ['kimi-k2.5', 'kimi-k2.6'],
    ['kimi-k2-0905-preview', 'kimi-k2.6'],
    ['kimi-k2-0711-preview', 'kimi-k2.6'],
    ['kimi-k2-thinking', 'kimi-k2.6'],
    ['kimi-k2-turbo-preview', 'kimi-k2.7-code-highspeed'],
    ['moonshot-v1-8k', 'kimi-k2.6'],
    ['moonshot-v1-128k-vision-preview', 'kimi-k2.6'],
  ])('%s names its successor, which is served', (id, successor) => {
    expect(modelProfile(id, 'moonshot').retired).toMatchObject({ successor });
    expect(modelProfile(successor, 'moonshot').retired).toBeNull();
    expect(retiredModel(id)).toMatch(
      new RegExp(`^The model ${id} was retired on 2026-\\d\\d-\\d\\d; .*${successor}\\.$`),
    );
  });

  it('may still be served by other hosts', () => {
    expect(modelProfile('kimi-k2.5', 'openrouter').retired).toBeNull();
  });

  it.each(['kimi-k2.6', 'moonshot-v2', 'toString'])('is not %s', (id) => {
    expect(retiredModel(id)).toBeNull();
  });
});

describe('the table of providers', () => {
  it.each(Object.values(PROVIDERS))(
    '$name has an address over https and a page for keys, or is custom',
    (provider) => {
      expect(PROVIDERS[provider.name]).toBe(provider);
      if (provider.name === 'custom') return;
      expect(provider.baseUrl).toMatch(/^https:\/\/.*[^/]$/);
      expect(provider.keyPage).toMatch(/^https:\/\//);
    },
  );

  it('is honest about Kimi Code', () => {
    expect(PROVIDERS['kimi-code'].caveat).toMatch(/interactive use only/);
  });

  it('says thinking in one way only', () => {
    for (const { accepts } of Object.values(PROVIDERS)) {
      const ways = [accepts.thinkingField, accepts.enableThinking, accepts.reasoningObject];
      expect(ways.filter(Boolean).length).toBeLessThanOrEqual(1);
    }
  });
});

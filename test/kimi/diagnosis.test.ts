import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ProviderName } from '../../src/core/model/profile.ts';
import { PROVIDERS, providerProfile } from '../../src/core/model/providers.ts';
import { diagnose, keyTrouble, siblingsOf } from '../../src/kimi/diagnosis.ts';
import { askOne } from './doubles.ts';

const TAIL = '9fKq2ZxW7bN4';

describe('the form of a key', () => {
  it.each<[ProviderName, string, RegExp | null]>([
    ['moonshot', 'sk-', null],
    ['moonshot-cn', 'sk-', null],
    [
      'moonshot',
      'sk-kimi-',
      /begins with sk-kimi- as keys of a Kimi Code subscription do.*platform\.kimi\.ai/,
    ],
    ['moonshot-cn', 'sk-kimi-', /Kimi Code subscription.*platform\.kimi\.com/],
    ['kimi-code', 'sk-kimi-', null],
    ['kimi-code', 'sk-', /does not begin with sk-kimi-.*provider: moonshot\./],
    ['moonshot', 'sk-or-v1-', /keys of OpenRouter.*Set provider: openrouter/],
    ['moonshot', 'sk-ant-api03-', /keys of Anthropic.*Set provider: anthropic/],
    ['moonshot', 'sk-proj-', /keys of OpenAI.*Set provider: openai/],
    ['anthropic', 'sk-ant-api03-', null],
    ['moonshot', 'ghp_', /tokens of GitHub.*as github-token/],
    ['openai', 'github_pat_', /tokens of GitHub/],
    ['custom', 'sk-kimi-', null],
  ])('at %s, a key that begins with %s', (provider, begins, expected) => {
    const trouble = keyTrouble(providerProfile(provider), `${begins}${TAIL}`);
    if (expected === null) expect(trouble).toBeNull();
    else expect(trouble).toMatch(expected);
  });

  it('is all that is ever said of it', () => {
    const begins = ['sk-', 'sk-kimi-', 'sk-or-', 'sk-ant-', 'sk-proj-', 'ghp_', 'ghs_', 'github_pat_', ''];
    const tail = fc
      .stringMatching(/^[A-Za-z0-9]{8,60}$/)
      .filter((text) => /\d/.test(text) && /[A-Z]/.test(text));
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.values(PROVIDERS)),
        fc.constantFrom(...begins),
        tail,
        (provider, start, end) => {
          expect(
            diagnose(provider, { address: 'https://a.example/v1', key: `${start}${end}` }),
          ).not.toContain(end);
        },
      ),
    );
  });
});

describe('who was asked', () => {
  const moonshot = providerProfile('moonshot');

  it('is named by its own address, or by the input that holds another one', () => {
    const key = `sk-${TAIL}`;
    expect(diagnose(moonshot, { address: 'https://api.moonshot.ai/v1', key })).toContain(
      'Asked was Kimi Open Platform at https://api.moonshot.ai/v1.',
    );
    const own = diagnose(moonshot, { address: 'https://intranet.example/v1', key });
    expect(own).toContain('Asked was the address in base-url.');
    expect(own).not.toContain('intranet');
  });

  it('has siblings only within the family', () => {
    expect(siblingsOf('moonshot')).toEqual(['moonshot-cn', 'kimi-code']);
    expect(siblingsOf('kimi-code')).toEqual(['moonshot', 'moonshot-cn']);
    expect(siblingsOf('openai')).toEqual([]);
  });
});

describe('the same diagnosis stands in the failure of a run', () => {
  it.each([
    ['401', { keys: {} }, /Kimi Code subscription.*base-url.*doctor/],
    ['403', { keys: { 'sk-kimi-double': 'closed' } }, /Asked was the address in base-url.*doctor/],
    [
      '404',
      {
        answer: [
          { kind: 'error', status: 404, type: 'resource_not_found_error', message: 'Not found the model x' },
        ],
      },
      /Check the model input.*Asked was/,
    ],
  ] as const)('%s', async (_status, options, expected) => {
    const { answer } = await askOne(options);
    expect(answer.kind === 'failure' && answer.remedy).toMatch(expected);
    expect(JSON.stringify(answer)).not.toContain('sk-kimi-double');
  });
});

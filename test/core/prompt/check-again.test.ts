import { expect, it } from '@jest/globals';
import { checkAgain } from '../../../src/core/prompt/check-again.ts';
import type { ModelRequest } from '../../../src/core/prompt/request.ts';
import { KIMI } from '../context/builders.ts';

const REQUEST: ModelRequest = {
  name: 'check 0123 at src/a.ts:3',
  messages: [{ role: 'user', content: 'question' }],
  thinking: 'disabled',
  outputTokensMax: 16_384,
  promptTokens: 1_000,
  cacheKey: 'acme/shop#7',
  prefix: { id: 'p', tokens: 900 },
};
const THINKING = { ...REQUEST, thinking: 'enabled' } as const;
const { prefix: _prefix, ...ALONE } = REQUEST;
const FULL = { ...REQUEST, promptTokens: KIMI.contextWindow - 18_000 };

it.each([
  ['prose is asked for as it was', REQUEST, 'stop', KIMI, REQUEST],
  ['a cut one with twice the room', REQUEST, 'length', KIMI, { ...REQUEST, outputTokensMax: 32_768 }],
  ['a cut one that was thought about without thinking', THINKING, 'length', KIMI, ALONE],
  [
    'a cut one of a model that always thinks with twice the room',
    THINKING,
    'length',
    { ...KIMI, thinking: 'always' },
    { ...THINKING, outputTokensMax: 32_768 },
  ],
  ['never with more than the window holds', FULL, 'length', KIMI, { ...FULL, outputTokensMax: 16_976 }],
] as const)('of a check, %s', (_what, request, finish, profile, again) => {
  expect(checkAgain(request, { finish }, profile)).toEqual(again);
});

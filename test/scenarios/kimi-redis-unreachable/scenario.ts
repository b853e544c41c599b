import { expect } from '@jest/globals';
import type { Scenario } from '../scenario.ts';
import { ANSWER, inShop } from '../shop.ts';

const ADDRESS = 'redis://runner:pass-of-nobody@127.0.0.1:1';

export const scenario: Scenario = inShop(
  'The Redis that shares the slots cannot be reached: the review goes on',
  {
    inputs: { 'redis-url': ADDRESS },
    kimi: { answer: [{ kind: 'reply', content: ANSWER }] },
    check: ({ run, github }) => {
      const told = run.log.replaceAll(/::add-mask::.*/g, '') + run.summary + JSON.stringify(github.state);
      for (const secret of [ADDRESS, 'pass-of-nobody', '127.0.0.1:1/']) expect(told).not.toContain(secret);
    },
  },
);

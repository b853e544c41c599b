import { expect } from '@jest/globals';
import { reply } from '../../doubles/kimi/scripts.ts';
import { answer } from '../answers.ts';
import { emptyCart, oneMore, shop } from '../pushes.ts';
import type { Scenario } from '../scenario.ts';

export const scenario: Scenario = {
  title: 'The same head again: nothing is asked, nothing is said twice, the open findings stay visible',
  repository: shop,
  runs: 3,
  kimi: { answer: [reply(answer([emptyCart, oneMore]))] },
  check: ({ github, kimi }) => {
    expect(kimi.calls).toHaveLength(1);
    expect(github.state.reviewComments(7)).toHaveLength(2);
    expect(github.state.pull(7).reviews).toHaveLength(1);
    expect(github.state.pull(7).issueComments).toHaveLength(1);
  },
};

import { expect } from '@jest/globals';
import { reply } from '../../doubles/kimi/scripts.ts';
import { answer } from '../answers.ts';
import { cartFirst, emptyCart, oneMore, shop, totalFirst } from '../pushes.ts';
import type { Scenario } from '../scenario.ts';

export const scenario: Scenario = {
  title: 'A force push: the old head cannot be compared, so everything is read, and nothing is said twice',
  repository: shop,
  runs: 2,
  before: ({ repository, github }, run) => {
    if (run === 1) return;
    const files = { 'src/cart.js': `${cartFirst}// rebased\n`, 'src/total.js': totalFirst };
    const sha = repository.commit({ files }, 'Rebase', { onto: repository.mergeBaseSha });
    github.pushHead(7, sha);
  },
  event: (run) => ({
    name: 'pull_request',
    payload: { action: run === 1 ? 'opened' : 'synchronize', pull_request: { number: 7 } },
  }),
  kimi: { answer: [reply(answer([emptyCart, oneMore]))] },
  check: ({ github, kimi }) => {
    const second = JSON.stringify(kimi.calls[1]?.body);
    expect(second).toContain('changes in src/cart.js');
    expect(second).toContain('changes in src/total.js');
    expect(github.state.reviewComments(7)).toHaveLength(2);
  },
};

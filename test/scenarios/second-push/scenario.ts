import { expect } from '@jest/globals';
import { reply } from '../../doubles/kimi/scripts.ts';
import { answer } from '../answers.ts';
import { cartFixed, emptyCart, oneMore, shop, wrongSum } from '../pushes.ts';
import type { Scenario } from '../scenario.ts';

export const scenario: Scenario = {
  title: 'A second push: only its hunks are read, one finding is fixed, one stands and is not said again',
  repository: shop,
  runs: 2,
  before: ({ repository, github }, run) => {
    if (run === 1) return;
    const files = { 'src/cart.js': cartFixed, 'src/sum.js': 'export const sum = (items) => 1;\n' };
    github.pushHead(7, repository.commit({ files }, 'Mend the cart'));
  },
  event: (run) => ({
    name: 'pull_request',
    payload: { action: run === 1 ? 'opened' : 'synchronize', pull_request: { number: 7 } },
  }),
  // The second answer repeats a finding about a hunk that was not even shown.
  kimi: { answer: [reply(answer([emptyCart, oneMore])), reply(answer([wrongSum, oneMore]))] },
  check: ({ github, kimi }) => {
    expect(kimi.calls).toHaveLength(2);
    const second = JSON.stringify(kimi.calls[1]?.body);
    expect(second).toContain('changes in src/sum.js');
    expect(second).not.toContain('changes in src/total.js');
    expect(github.state.reviewComments(7)).toHaveLength(3);
    expect(github.state.pull(7).issueComments).toHaveLength(1);
  },
};

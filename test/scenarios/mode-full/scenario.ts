import { expect } from '@jest/globals';
import { reply } from '../../doubles/kimi/scripts.ts';
import { answer } from '../answers.ts';
import { emptyCart, oneMore, shop, wrongSum } from '../pushes.ts';
import type { Scenario } from '../scenario.ts';

export const scenario: Scenario = {
  title: 'Mode full on a second push: everything is read again, and only what is new is said',
  repository: shop,
  runs: 2,
  inputs: { mode: 'full' },
  before: ({ repository, github }, run) => {
    if (run === 1) return;
    const files = { 'src/sum.js': 'export const sum = (items) => 1;\n' };
    github.pushHead(7, repository.commit({ files }, 'Change the sum'));
  },
  event: (run) => ({
    name: 'pull_request',
    payload: { action: run === 1 ? 'opened' : 'synchronize', pull_request: { number: 7 } },
  }),
  kimi: {
    answer: [reply(answer([emptyCart, oneMore])), reply(answer([emptyCart, oneMore, wrongSum]))],
  },
  check: ({ github, kimi }) => {
    const second = JSON.stringify(kimi.calls[1]?.body);
    for (const path of ['src/cart.js', 'src/total.js', 'src/sum.js'])
      expect(second).toContain(`changes in ${path}`);
    expect(github.state.reviewComments(7)).toHaveLength(3);
  },
};

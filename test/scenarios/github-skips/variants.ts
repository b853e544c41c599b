import { expect } from '@jest/globals';
import { reply } from '../../doubles/kimi/scripts.ts';
import type { Scenario } from '../scenario.ts';
import { ANSWER, inShop, shopWith } from '../shop.ts';

export const about =
  'Pull requests that a rule leaves alone: said where it is looked for, and nobody is asked';

const skipped = (title: string, difference: Partial<Scenario>): Scenario =>
  inShop(title, { ...difference, check: ({ kimi }) => expect(kimi.calls).toEqual([]) });

const DISPATCH = { name: 'workflow_dispatch', payload: { inputs: { pr: '7' } } };

export const variants: readonly Scenario[] = [
  skipped('A draft', { pull: { draft: true } }),
  inShop('A draft somebody asks to have reviewed', {
    pull: { draft: true },
    event: DISPATCH,
    kimi: { answer: [reply(ANSWER)] },
  }),
  inShop('A draft where drafts are welcome', {
    pull: { draft: true },
    repository: shopWith('skip:\n  drafts: false\n'),
    kimi: { answer: [reply(ANSWER)] },
  }),
  skipped('A label', {
    pull: { labels: ['no-review'] },
    repository: shopWith('skip:\n  labels: [no-review]\n'),
  }),
  skipped('A label that is missing', { repository: shopWith('skip:\n  require-labels: [review-me]\n') }),
  skipped('A title', {
    pull: { title: 'WIP: the shop' },
    repository: shopWith('skip:\n  titles: ["^wip"]\n'),
  }),
  skipped('An author', { repository: shopWith('skip:\n  authors: [dana]\n') }),
  skipped('A bot', { pull: { author: 'renovate[bot]', authorIsBot: true } }),
  skipped('A base branch', { repository: shopWith('skip:\n  base-branches: ["release/*"]\n') }),
  skipped('A head branch', { repository: shopWith('skip:\n  head-branches: [topic]\n') }),
  skipped('The author says no', { pull: { body: 'What it is for.\n\n<!-- kimi-review: skip -->\n' } }),
  skipped('Closed', { pull: { state: 'closed' } }),
  skipped('Locked', { pull: { locked: true } }),
  skipped('A fork that is a draft, with a token that cannot write', {
    pull: { draft: true, head: { repository: 'dana/shop' } },
    github: { permissions: { 'pull-requests': 'read', checks: 'read' } },
  }),
];

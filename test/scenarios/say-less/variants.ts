import { expect } from '@jest/globals';
import { reply } from '../../doubles/kimi/scripts.ts';
import { answer } from '../answers.ts';
import type { Scenario } from '../scenario.ts';
import { ANSWER, DEFECT, inShop } from '../shop.ts';

export const about = 'fail-on, min-severity, max-comments and dry-run';

const at = (line: number, quote: string, severity: 'blocker' | 'major' | 'minor' | 'nit') => ({
  ...DEFECT,
  line,
  quote,
  severity,
  title: `A ${severity} on line ${line}`,
});

const MANY = answer([
  at(1, 'export function total(items) {', 'nit'),
  at(2, '  let sum = 0;', 'minor'),
  at(3, '  for (let index = 0; index <= items.length; index += 1) {', 'blocker'),
  at(4, '    sum += items[index].count;', 'major'),
  at(6, '  return sum;', 'blocker'),
]);

const many = { kimi: { answer: [reply(MANY)] } };
const one = { kimi: { answer: [reply(ANSWER)] } };

export const variants: readonly Scenario[] = [
  inShop('fail-on: major, with a major finding', { ...one, inputs: { 'fail-on': 'major' } }),
  inShop('fail-on: blocker, with a major finding', { ...one, inputs: { 'fail-on': 'blocker' } }),
  inShop('fail-on: major, and the finding still stands at the next run', {
    ...one,
    inputs: { 'fail-on': 'major' },
    runs: 2,
  }),
  inShop('max-comments: 1: the second blocker is not folded away', {
    ...many,
    inputs: { 'max-comments': '1', 'min-severity': 'nit' },
    check: ({ github }) => expect(github.state.pull(7).threads).toHaveLength(2),
  }),
  inShop('max-comments: 0: everything stands in the summary, but for blockers', {
    ...many,
    inputs: { 'max-comments': '0' },
  }),
  inShop('min-severity: blocker', { ...many, inputs: { 'min-severity': 'blocker' } }),
  inShop('dry-run: what would be posted is written down, and nothing is posted', {
    ...one,
    inputs: { 'dry-run': 'true' },
    check: async ({ github, run }) => {
      const writes = github.requests.filter(
        ({ method, path }) => method !== 'GET' && !path.endsWith('/graphql'),
      );
      expect(writes).toEqual([]);
      const path = /bodies in `([^`]+)`/.exec(run.summary)?.[1] ?? 'not named';
      const requests: unknown = JSON.parse(await run.file(path));
      expect(requests).toMatchObject([
        { method: 'POST', path: '/repos/acme/shop/check-runs' },
        { method: 'POST', path: '/repos/acme/shop/pulls/7/reviews', body: { comments: [{ line: 3 }] } },
        { method: 'POST', path: '/repos/acme/shop/issues/7/comments' },
        { method: 'PATCH' },
      ]);
    },
  }),
  inShop('dry-run with fail-on: a finding is no less true for not being posted', {
    ...one,
    inputs: { 'dry-run': 'true', 'fail-on': 'major' },
  }),
];

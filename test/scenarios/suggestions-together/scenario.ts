import { expect } from '@jest/globals';
import { suggestionsIn } from '../../doubles/github/suggestion.ts';
import { reply } from '../../doubles/kimi/scripts.ts';
import { answer, type WrittenFinding } from '../answers.ts';
import { byTask, verdicts } from '../by-task.ts';
import { inOrders, LOOP_LINE, PAST_END } from '../orders.ts';
import type { Scenario } from '../scenario.ts';

const SUM_LINE = '    sum += items[index].net * items[index].count;';
const TAX_LINE = '  return Math.round(net * rateFor(order.country));';
const SHARE_LINE = '  return Math.ceil(net / people);';

const finding = (
  line: number | string,
  title: string,
  quote: string,
  suggestion: string,
): WrittenFinding => ({
  path: 'src/orders.js',
  line,
  title,
  quote,
  suggestion,
});

/** Two of them replace line 5, and one forgets a bracket that only a parser misses. */
const FINDINGS: readonly WrittenFinding[] = [
  { ...PAST_END, severity: 'blocker', suggestion: LOOP_LINE.replace('<=', '<') },
  finding(
    '5-6',
    'An item without a price makes the sum no number',
    `${LOOP_LINE}\n${SUM_LINE}`,
    `${LOOP_LINE.replace('<=', '<')}\n    sum += (items[index].net ?? 0) * items[index].count;`,
  ),
  finding(
    14,
    'Orders without a country throw now',
    TAX_LINE,
    "  return Math.round(net * rateFor(order.country ?? 'de'));",
  ),
  finding(18, 'A share is rounded up', SHARE_LINE, '  return Math.round(net / / people);'),
];

/** What the file is after the suggestions that are offered, committed as one batch. */
const AFTER_ALL = [LOOP_LINE.replace('<=', '<'), SUM_LINE, "rateFor(order.country ?? 'de')", SHARE_LINE];

export const scenario: Scenario = inOrders(
  'Four suggestions: of two for one line one stays, one that breaks the syntax is prose, the rest is a batch',
  {
    checkout: 'full',
    kimi: {
      answer: byTask({
        whole: reply(answer(FINDINGS)),
        check: verdicts([
          { about: 'past the end', severity: 'blocker', evidence: [`src/orders.js:5: ${LOOP_LINE}`] },
          { about: 'no number', evidence: [`src/orders.js:6: ${SUM_LINE}`] },
          { about: 'without a country', evidence: [`src/orders.js:14: ${TAX_LINE}`] },
          { about: 'rounded up', evidence: [`src/orders.js:18: ${SHARE_LINE}`] },
        ]),
      }),
    },
    check: ({ github, repository }) => {
      const offered = github.state
        .reviewComments(7)
        .filter(({ comment }) => suggestionsIn(comment.body).length > 0);
      expect(offered.map(({ thread }) => thread.line)).toEqual([5, 14]);
      // One after the other, as pressed: each is still there to be committed after those before it.
      let text = '';
      for (const { comment, thread } of offered) {
        const pressed = github.state.appliedSuggestion(comment.id);
        if (pressed.kind !== 'applied') throw new Error(`line ${thread.line}: ${pressed.reason}`);
        ({ text } = pressed);
        github.pushHead(7, repository.commit({ files: { 'src/orders.js': text } }, 'Suggested'));
      }
      for (const line of AFTER_ALL) expect(text).toContain(line);
    },
  },
);

import { reply } from '../../doubles/kimi/scripts.ts';
import { answer, type WrittenFinding } from '../answers.ts';
import { byTask, verdicts } from '../by-task.ts';
import { CITED, type Difference, inOrders, NO_COUNTRY, ORDERS_SHOP, PAST_END } from '../orders.ts';
import type { Scenario } from '../scenario.ts';

export const about = 'Rules of the house, and what is worth a comment under some paths';

const SURE = verdicts([
  { about: 'past the end', severity: 'blocker', evidence: [CITED.loop] },
  { about: 'without a country', severity: 'major', evidence: [CITED.quickSale] },
]);

/** The configuration file of the base branch, and what the reader of everything finds. */
const under = (config: string, ...findings: readonly WrittenFinding[]): Difference => ({
  repository: { ...ORDERS_SHOP, base: { ...ORDERS_SHOP.base, '.github/kimi-review.yml': config } },
  kimi: { answer: byTask({ whole: reply(answer(findings)), check: SURE }) },
});

const RULES = `rules:
  - id: keep-checks
    paths: ["src/**"]
    text: A check of an input is never removed without another one in its place.
    severity: minor
  - id: desk-only
    paths: ["src/desk/**"]
    text: Sums are split in whole cents.
`;

const THRESHOLDS = `thresholds:
  - paths: ["src/**"]
    min-severity: blocker
  - paths: ["src/desk/**"]
    min-severity: nit
`;

export const variants: readonly Scenario[] = [
  inOrders(
    'A rule is broken: the comment cites it, and its severity is that of the rule',
    under(RULES, { ...NO_COUNTRY, rule: 'keep-checks', severity: 'blocker' }),
  ),
  inOrders(
    'A rule that does not exist is cited: no rule in the comment, and a note',
    under(RULES, { ...NO_COUNTRY, rule: 'no-such-rule' }),
  ),
  inOrders(
    'A rule of other paths is cited: no rule in the comment, and a note',
    under(RULES, { ...NO_COUNTRY, rule: 'desk-only' }),
  ),
  inOrders(
    'Under some paths only blockers are worth a comment',
    under(THRESHOLDS, { ...PAST_END, severity: 'blocker' }, NO_COUNTRY),
  ),
];

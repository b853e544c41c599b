import { expect } from '@jest/globals';
import type { KimiScript } from '../../doubles/kimi/script.ts';
import {
  contentFilter,
  quota429,
  reply,
  stall,
  truncatedInThought,
  truncatedMidAnswer,
} from '../../doubles/kimi/scripts.ts';
import { answer, type WrittenFinding } from '../answers.ts';
import { type Asked, byTask, verdicts } from '../by-task.ts';
import {
  CITED,
  type Difference,
  inOrders,
  NEVER_CALLED,
  NO_COUNTRY,
  NOT_A_NUMBER,
  PAST_END,
  PAST_END_AGAIN,
} from '../orders.ts';
import type { Played, Scenario } from '../scenario.ts';

export const about = 'A second look at findings: refuted, in doubt, lost, or there before';

const found = (...findings: readonly WrittenFinding[]): KimiScript => reply(answer(findings));

const SURE = { about: 'past the end', reason: 'The bound is the length itself.', evidence: [CITED.loop] };
const WRONG = {
  about: 'past the end',
  verdict: 'refuted',
  reason: 'The loop is left before the last round.',
  evidence: [CITED.invented],
} as const;
const PROSE = 'I looked at this again, and I am rather sure that it is right.';

/** One reader reports one finding, and this is what its check answers. */
const checkedBy = (check: KimiScript | ((asked: Asked) => KimiScript)): Difference => ({
  kimi: { answer: byTask({ whole: found(PAST_END), check }) },
});

const checksIn = ({ kimi }: Played): number =>
  kimi.calls.filter(({ body }) => JSON.stringify(body).includes('Check the claim below')).length;

export const variants: readonly Scenario[] = [
  inOrders('One finding is refuted with a line, another one confirmed', {
    kimi: {
      answer: byTask({
        whole: found(PAST_END, { ...NO_COUNTRY, severity: 'major' }),
        check: verdicts([
          SURE,
          {
            about: 'without a country',
            verdict: 'refuted',
            reason: '`rateFor` takes any text, and every order has a country.',
            evidence: [CITED.rateFor],
          },
        ]),
      }),
    },
  }),
  inOrders('A refutation that cites no line that exists: told in the summary', {
    ...checkedBy(verdicts([WRONG])),
  }),
  inOrders('The same, but two readers saw it: it stays at its line', {
    kimi: {
      answer: byTask({
        whole: found(PAST_END),
        contract: found({ ...PAST_END_AGAIN, severity: 'major' }),
        check: verdicts([WRONG]),
      }),
    },
  }),
  inOrders('The same, but it is a blocker: it stays at its line', {
    kimi: {
      answer: byTask({ whole: found({ ...PAST_END, severity: 'blocker' }), check: verdicts([WRONG]) }),
    },
  }),
  inOrders('Nobody can tell: told in the summary with the reason', {
    ...checkedBy(
      verdicts([{ ...SURE, verdict: 'unsure', reason: 'It hangs on a caller that is not shown.' }]),
    ),
  }),
  inOrders('The check answers prose, twice', checkedBy(reply(PROSE))),
  inOrders('The check answers prose, then verdicts', {
    kimi: {
      answer: byTask({
        whole: found(PAST_END),
        check: ((asks: number[]) => (asked: Asked) => {
          asks.push(1);
          return asks.length === 1 ? reply(PROSE) : verdicts([SURE])(asked);
        })([]),
      }),
    },
  }),
  inOrders('The account is empty by the time of the check', checkedBy(quota429())),
  inOrders('The content filter refuses the check', checkedBy(contentFilter())),
  inOrders(
    'The check is cut before its verdict, twice',
    checkedBy(truncatedMidAnswer(`${PROSE} `.repeat(20))),
  ),
  inOrders('All of the output of the check went into thinking, then verdicts without thinking', {
    inputs: { thinking: 'enabled' },
    ...checkedBy((asked) =>
      asked.call.thinking === 'enabled'
        ? truncatedInThought('Let me look again. '.repeat(50))
        : verdicts([SURE])(asked),
    ),
  }),
  inOrders('Never called, says a reader, and a search finds the call: nobody is asked', {
    checkout: 'full',
    kimi: { answer: byTask({ whole: found(NEVER_CALLED) }) },
    check: (played) => expect(checksIn(played)).toBe(0),
  }),
  inOrders('Never called, says a reader, and nothing can be searched: the check is asked', {
    kimi: { answer: byTask({ whole: found(NEVER_CALLED) }) },
    check: (played) => expect(checksIn(played)).toBe(1),
  }),
  inOrders('It was there before the change: told in the summary', {
    kimi: {
      answer: byTask({
        whole: found(NOT_A_NUMBER),
        check: verdicts([{ about: 'no number', introduced: 'no', evidence: [CITED.sum] }]),
      }),
    },
  }),
  inOrders('A reader of one side fails: the rest is posted, and the gap is named', {
    kimi: { answer: byTask({ whole: found(PAST_END), contract: contentFilter(), check: verdicts([SURE]) }) },
    check: ({ run }) => expect(run.outputs['coverage']).toBe('100'),
  }),
  inOrders('budget-usd pays for whoever covers the change, not for the second reader', {
    inputs: { 'budget-usd': '0.138' },
    kimi: { answer: byTask({ whole: found(PAST_END), check: verdicts([SURE]) }) },
  }),
  inOrders('The job is cancelled while findings are checked', {
    ...checkedBy(stall()),
    onStart: ({ kimi }, kill) => whenChecking(kimi.calls, () => kill('SIGINT')),
    check: ({ github }) => expect(github.state.pull(7).threads).toEqual([]),
  }),
];

const POLL_MS = 20;
const READERS = 2;

/** The runner sends SIGINT once the first check is with Kimi. */
function whenChecking(calls: readonly unknown[], act: () => void): void {
  const timer = setInterval(() => {
    if (calls.length <= READERS) return;
    clearInterval(timer);
    act();
  }, POLL_MS);
  timer.unref();
}

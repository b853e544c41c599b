import { expect } from '@jest/globals';
import { reply } from '../../doubles/kimi/scripts.ts';
import { answer } from '../answers.ts';
import { byTask, verdicts } from '../by-task.ts';
import { CITED, inOrders, NO_COUNTRY, PAST_END, PAST_END_AGAIN } from '../orders.ts';
import type { Scenario } from '../scenario.ts';

/** Three readers, and a check for each of two places. */
const REQUESTS = 5;

export const scenario: Scenario = inOrders(
  'Three readers: one defect in other words twice, a second one once; each is checked and told once',
  {
    checkout: 'full',
    pull: {
      body: 'Orders are paid with tax now. Quick sales at the desk go on working as they did before.',
    },
    kimi: {
      answer: byTask({
        whole: reply(answer([PAST_END])),
        contract: reply(answer([PAST_END_AGAIN])),
        claims: reply(answer([NO_COUNTRY])),
        check: verdicts([
          {
            about: 'past the end',
            reason: 'The bound is the length itself, so the last index names nothing',
            severity: 'blocker',
            evidence: [CITED.loop],
          },
          {
            about: 'without a country',
            reason: 'Quick sales have no country.',
            severity: 'major',
            evidence: [CITED.quickSale, CITED.rateFor],
          },
        ]),
      }),
    },
    check: ({ kimi, github }) => {
      expect(kimi.calls).toHaveLength(REQUESTS);
      expect(github.state.pull(7).threads).toHaveLength(2);
    },
  },
);

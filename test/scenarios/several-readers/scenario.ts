import { readFileSync } from 'node:fs';
import { expect } from '@jest/globals';
import * as z from 'zod';
import { reply } from '../../doubles/kimi/scripts.ts';
import { answer } from '../answers.ts';
import { byTask, verdicts } from '../by-task.ts';
import { CITED, inOrders, NO_COUNTRY, PAST_END, PAST_END_AGAIN } from '../orders.ts';
import type { Scenario } from '../scenario.ts';

const REPORT = z.object({ findings: z.array(z.object({ readers: z.array(z.string()) })) });

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
    check: ({ kimi, github, run }) => {
      expect(kimi.calls).toHaveLength(REQUESTS);
      expect(github.state.pull(7).threads).toHaveLength(2);
      // Two readers stand behind the first comment, one behind the second.
      const report = REPORT.parse(JSON.parse(readFileSync(run.outputs['report'] ?? '', 'utf8')));
      expect(report.findings.map(({ readers }) => readers)).toEqual([['contract', 'whole'], ['claims']]);
    },
  },
);

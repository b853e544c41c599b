import { expect } from '@jest/globals';
import { concurrency429, overloaded, reply, rpm429, tpm429 } from '../../doubles/kimi/scripts.ts';
import { answer } from '../answers.ts';
import type { Scenario } from '../scenario.ts';
import { ANSWER, defectIn, inLargeShop, inShop, partIn } from '../shop.ts';

export const about = 'Limits and overload: waited out, and told when waiting does not help';

/** A minute in a second. */
const MINUTE_IN_A_SECOND = 60;
const WAIT_SECONDS = 20;

export const variants: readonly Scenario[] = [
  inShop('429 for too many requests at once, then an answer', {
    timeLapse: MINUTE_IN_A_SECOND,
    kimi: { answer: [concurrency429(1), reply(ANSWER)] },
  }),
  inShop('429 for requests per minute, then an answer', {
    timeLapse: MINUTE_IN_A_SECOND,
    kimi: { answer: [rpm429(), reply(ANSWER)] },
  }),
  inShop('429 for tokens per minute, then an answer', {
    timeLapse: MINUTE_IN_A_SECOND,
    kimi: { answer: [tpm429(), reply(ANSWER)] },
  }),
  inLargeShop('An account that takes one request at a time reads all three parts', {
    inputs: { 'max-concurrency': '3' },
    timeLapse: MINUTE_IN_A_SECOND,
    kimi: {
      tier: { concurrency: 1, rpm: 1_000, tpm: 1e9, tpd: 1e9 },
      answer: ({ text }) => ({ ...reply(answer([defectIn(partIn(text))])), delayMs: 5_000 }),
    },
    check: ({ kimi }) => expect(kimi.peakConcurrency).toBe(1),
  }),
  inShop('Overloaded with Retry-After: it is waited for, and no sooner', {
    timeLapse: MINUTE_IN_A_SECOND,
    kimi: { answer: [overloaded(WAIT_SECONDS), reply(ANSWER)] },
    check: ({ kimi }) => {
      const [first, second] = kimi.calls;
      const waitedMs = (second?.startedAt ?? 0) - (first?.startedAt ?? 0);
      expect(waitedMs).toBeGreaterThanOrEqual(WAIT_SECONDS * 1_000);
    },
  }),
  inShop('Overloaded for ever: given up after some minutes', {
    // Five minutes in three seconds; no attempt falls near the end of them.
    timeLapse: 100,
    kimi: { answer: [overloaded(85)] },
  }),
];

import { describe, expect, it } from '@jest/globals';
import type { Outcome } from '../../src/core/report/outcome.ts';
import { NOTHING_POSTED } from '../../src/core/review/posting.ts';
import type { ConclusionKind } from '../../src/core/review/review.ts';
import { skipped } from '../../src/core/review/skipped.ts';
import { ReviewError } from '../../src/errors.ts';
import { exitStatusOf } from '../../src/runner/verdict.ts';
import { HEAD, PULL, reviewOf, settingsOf } from '../core/report/sample.ts';

const concluding = (kind: ConclusionKind): Outcome => ({
  kind: 'reviewed',
  review: reviewOf({ conclusion: { kind, title: `It is ${kind}`, reason: 'Because.' } }),
  posting: NOTHING_POSTED,
});
const superseded = (outcome: Outcome): Outcome =>
  outcome.kind === 'reviewed' ? { ...outcome, posting: { ...NOTHING_POSTED, supersededBy: HEAD } } : outcome;
const failure: Outcome = { kind: 'failed', error: new ReviewError('KIMI_QUOTA', 'No balance.') };

const here = PULL;
const fork = { ...PULL, isFork: true };

/** The table of docs/decisions/2026-11-23-verdicts-and-exit-status.md. */
describe('the step', () => {
  it.each([
    ['is green for a complete review', concluding('success'), here, true, 0, ''],
    ['is red for a finding at or above fail-on', concluding('failure'), here, true, 1, 'It is failure'],
    ['is red for it on a fork as well', concluding('failure'), fork, false, 1, 'It is failure'],
    [
      'is green for it when a newer push took its place',
      superseded(concluding('failure')),
      here,
      true,
      0,
      'newer commit',
    ],
    ['warns of an incomplete review', concluding('neutral'), here, true, 0, 'It is neutral'],
    [
      'is red when the pull request could not be told of the gap',
      concluding('neutral'),
      here,
      false,
      1,
      'Nothing could be written',
    ],
    [
      'is red when the pull request could not be told of the findings',
      concluding('success'),
      here,
      false,
      1,
      'Nothing could be written',
    ],
    ['is green for both on a fork', concluding('neutral'), fork, false, 0, 'It is neutral'],
    [
      'is green when a rule says not to review',
      skipped(PULL, settingsOf(), 'It is a draft.'),
      here,
      true,
      0,
      '',
    ],
    ['is green for our own failure that was told', failure, here, true, 0, 'No balance. Top up'],
    ['is red for our own failure that nobody could be told', failure, here, false, 1, 'No balance. Top up'],
    ['is green for it on a fork', failure, fork, false, 0, 'No balance. Top up'],
    ['is red when not even the pull request could be read', failure, null, false, 1, 'No balance. Top up'],
  ] as const)('%s', (_what, outcome, pull, told, status, words) => {
    const verdict = exitStatusOf({ outcome, pull, told });
    expect(verdict.status).toBe(status);
    expect(verdict.message).toContain(words);
  });
});

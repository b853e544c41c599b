import { describe, expect, it } from '@jest/globals';
import { OUTPUT_NAMES, outputsOf } from '../../../src/core/report/outputs.ts';
import { ReviewError } from '../../../src/errors.ts';
import { allPosted, PULL, placedOf, reviewOf, settingsOf } from './sample.ts';

const FILES = { report: 'out/report.json', sarif: 'out/review.sarif' };
const NO_FILES = { report: '', sarif: '' };

describe('the outputs of the Action', () => {
  it('of a review', () => {
    const review = reviewOf({ placed: [placedOf(), placedOf({ severity: 'minor' })] });
    expect(outputsOf({ kind: 'reviewed', review, posting: allPosted(review) }, FILES)).toEqual({
      conclusion: 'success',
      'skip-reason': '',
      findings: '2',
      'findings-blocker': '0',
      'findings-major': '1',
      'findings-minor': '1',
      'findings-nit': '0',
      'comments-posted': '2',
      coverage: '100',
      'review-url': 'https://github.com/acme/shop/pull/42#pullrequestreview-1',
      'summary-url': '',
      thinking: 'enabled',
      model: 'kimi-k2.6',
      'prompt-tokens': '12300',
      'cached-tokens': '9800',
      'completion-tokens': '1450',
      'reasoning-tokens': '900',
      'cost-usd': '0.009743',
      'duration-seconds': '42',
      ...FILES,
    });
  });

  it('an unknown price is empty, not zero', () => {
    const review = reviewOf();
    const unpriced = { ...review, cost: { ...review.cost, usd: null } };
    const outputs = outputsOf({ kind: 'reviewed', review: unpriced, posting: allPosted(unpriced) }, NO_FILES);
    expect(outputs['cost-usd']).toBe('');
  });

  const conclusion = { kind: 'skipped', title: 'Not reviewed', reason: 'draft' } as const;
  it.each([
    [
      'a skipped pull request',
      { kind: 'skipped', pull: PULL, settings: settingsOf(), reason: 'a draft', conclusion },
      'skipped',
      'a draft',
    ],
    ['an ignored event', { kind: 'ignored', reason: 'a push' }, 'skipped', 'a push'],
    [
      'our own failure',
      { kind: 'failed', error: new ReviewError('KIMI_QUOTA', 'No balance.\nTop up.') },
      'neutral',
      'KIMI_QUOTA: No balance. Top up.',
    ],
  ] as const)('of %s say why, and give no count of findings', (_what, outcome, kind, reason) => {
    const outputs = outputsOf(outcome, NO_FILES);
    expect(outputs).toMatchObject({ conclusion: kind, 'skip-reason': reason, findings: '', coverage: '0' });
    expect(Object.keys(outputs).toSorted()).toEqual([...OUTPUT_NAMES].toSorted());
  });
});

import { describe, expect, it } from '@jest/globals';
import { memoryOf } from '../../../src/core/review/memory.ts';
import { NOTHING_POSTED, unposted } from '../../../src/core/review/posting.ts';
import { accountOf, allPosted, BASE, HEAD, packOf, patchOf, placedOf, reviewOf } from '../report/sample.ts';

describe('what does not stand on the pull request', () => {
  const [first, second, third] = [placedOf(), placedOf(), placedOf()];

  it('is told with the reason of each comment', () => {
    const posting = {
      ...NOTHING_POSTED,
      posted: [first],
      refused: [{ placed: second, reason: 'GitHub said no' }],
    };
    expect(unposted([first, second, third], posting)).toEqual([
      { placed: second, reason: 'GitHub said no' },
      { placed: third, reason: 'was not posted' },
    ]);
  });

  it('is everything when a newer commit came in between', () =>
    expect(unposted([first], { ...NOTHING_POSTED, supersededBy: HEAD })[0]?.reason).toBe(
      'a newer commit was pushed during the review',
    ));
});

describe('what a later run must know', () => {
  it('the commits, and that everything was read', () => {
    const review = reviewOf();
    expect(memoryOf(review, allPosted(review))).toMatchObject({ head: HEAD, base: BASE, complete: true });
  });

  it('a review with gaps is not built upon', () => {
    const review = reviewOf({ packs: [accountOf(packOf([patchOf('a.ts', [])]), { state: 'partly' })] });
    expect(memoryOf(review, allPosted(review)).complete).toBe(false);
  });

  it('findings without a comment are noted, those below min-severity are not', () => {
    const review = reviewOf({
      placed: [
        placedOf({ fingerprint: 'posted' }),
        placedOf({ fingerprint: 'refused' }),
        placedOf({
          fingerprint: 'outside',
          anchor: { kind: 'summary', path: 'b.ts', line: 3, reason: 'no' },
        }),
        placedOf({ fingerprint: 'small', severity: 'nit' }),
      ],
      inputs: { 'min-severity': 'minor' },
    });
    const posting = allPosted(review, { posted: review.plan.post.slice(0, 1) });
    const noted = memoryOf(review, posting).noted ?? [];
    expect(noted.map(({ fingerprint }) => fingerprint)).toEqual(['refused', 'outside']);
    expect(noted[1]).toMatchObject({ path: 'b.ts', line: 3, noted: true });
  });

  it('a finding that failed the check is noted, also below min-severity', () => {
    const small = placedOf({ fingerprint: 'small', severity: 'nit' });
    const review = reviewOf({ placed: [small], inputs: { 'min-severity': 'minor', 'fail-on': 'nit' } });
    expect(review.conclusion.kind).toBe('failure');
    const noted = memoryOf(review, allPosted(review)).noted ?? [];
    expect(noted.map(({ fingerprint }) => fingerprint)).toEqual(['small']);
  });

  it('where the change started from, when that is known', () => {
    const review = { ...reviewOf(), mergeBase: HEAD };
    expect(memoryOf(review, allPosted(review)).mergeBase).toBe(HEAD);
    expect(memoryOf({ ...review, mergeBase: null }, allPosted(review))).not.toHaveProperty('mergeBase');
  });
});

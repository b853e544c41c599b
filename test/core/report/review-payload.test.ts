import { describe, expect, it } from '@jest/globals';
import { reviewPayload } from '../../../src/core/report/review-payload.ts';
import { HEAD, lineAnchor, placedOf, reviewOf } from './sample.ts';

const payloadOf = (...placed: ReturnType<typeof placedOf>[]) => {
  const review = reviewOf({ placed });
  return reviewPayload(review.plan, review);
};

describe('the body of createReview', () => {
  it('is bound to the head that was read, has its event set and a body that is never empty', () => {
    expect(payloadOf(placedOf())).toMatchObject({
      commit_id: HEAD,
      event: 'COMMENT',
      body: '1 finding: 1 major.',
    });
    expect(payloadOf()).toMatchObject({ body: 'No problems found in 2 hunks.', comments: [] });
  });

  it.each([
    ['a single line', lineAnchor('a.ts', 12), { line: 12, side: 'RIGHT' }],
    [
      'a range',
      lineAnchor('a.ts', 12, { startLine: 10 }),
      { line: 12, side: 'RIGHT', start_line: 10, start_side: 'RIGHT' },
    ],
    [
      'removed lines',
      lineAnchor('a.ts', 12, { startLine: 10, side: 'LEFT' }),
      { line: 12, side: 'LEFT', start_line: 10, start_side: 'LEFT' },
    ],
  ])('a comment on %s has exactly the fields GitHub takes', (_what, anchor, expected) => {
    const { body: _body, ...fields } = payloadOf(placedOf({ anchor })).comments[0] ?? {};
    expect(fields).toEqual({ path: 'a.ts', ...expected });
  });

  it('a finding without a line never gets in', () => {
    const review = reviewOf();
    const outside = placedOf({ anchor: { kind: 'summary', path: 'a.ts', line: 1, reason: 'no' } });
    expect(reviewPayload({ ...review.plan, post: [outside] }, review).comments).toEqual([]);
  });
});

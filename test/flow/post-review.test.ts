import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { PullRequest } from '../../src/core/pull-request.ts';
import type { ReviewPayload } from '../../src/core/report/payloads.ts';
import { postReview } from '../../src/flow/post-review.ts';
import type { Publisher, Receipt } from '../../src/ports.ts';

const SHA = 'a'.repeat(40);
const BAD_LINE = 'Unprocessable Entity: Pull request review thread line must be part of the diff';
const BODY_TOO_LONG = 'Unprocessable Entity: Body is too long (maximum is 65536 characters)';
const PENDING = 'Unprocessable Entity: User can only have one pending review per pull request';
const FORBIDDEN = 'GitHub refused POST /reviews (403): Resource not accessible by integration';

const PULL: PullRequest = {
  number: 7,
  title: 'Change',
  body: '',
  author: 'ada',
  authorIsBot: false,
  state: 'open',
  isDraft: false,
  isLocked: false,
  isFork: false,
  labels: [],
  base: { ref: 'main', sha: 'b'.repeat(40), repository: 'ada/app' },
  head: { ref: 'change', sha: SHA, repository: 'ada/app' },
  additions: 1,
  deletions: 1,
  changedFiles: 1,
  url: 'https://github.test/ada/app/pull/7',
};

const unprocessable = (reason: string): Receipt => ({ kind: 'unprocessable', reason });

function payload(count: number, event: ReviewPayload['event'] = 'COMMENT'): ReviewPayload {
  const comments = Array.from({ length: count }, (_, index) => ({
    path: 'a.ts',
    body: `comment ${index}`,
    line: index + 1,
    side: 'RIGHT' as const,
  }));
  return { commit_id: SHA, event, body: 'The whole body', comments };
}

/** A GitHub in miniature: `judge` says what each review meets; null lets it through. */
function github(judge: (review: ReviewPayload, request: number) => Receipt | null) {
  const sent: ReviewPayload[] = [];
  const taken: ReviewPayload[] = [];
  const deleted: (number | null)[] = [];
  const never = async (): Promise<Receipt> => ({ kind: 'refused', reason: 'not part of this test' });
  const publisher: Publisher = {
    startCheck: never,
    finishCheck: never,
    upsertComment: never,
    deletePendingReview: async (_pull, reviewId) => {
      deleted.push(reviewId);
      return { kind: 'posted', id: reviewId ?? 0, url: '' };
    },
    createReview: async (_pull, review) => {
      sent.push(review);
      const refusal = judge(review, sent.length);
      if (refusal !== null) return refusal;
      taken.push(review);
      return { kind: 'posted', id: sent.length, url: `review ${sent.length}` };
    },
  };
  return { publisher, sent, taken, deleted };
}

const order = (review: ReviewPayload, pendingReviewId: number | null = null) => ({
  pull: PULL,
  payload: review,
  pendingReviewId,
});

/** Refuses every review that holds one of the comments with these indices. */
function refusing(offenders: readonly number[]) {
  const bodies = new Set(offenders.map((index) => `comment ${index}`));
  return (review: ReviewPayload) =>
    review.comments.some((comment) => bodies.has(comment.body)) ? unprocessable(BAD_LINE) : null;
}

describe('postReview', () => {
  it('posts everything in one request when GitHub takes it', async () => {
    const { publisher, sent, deleted } = github(() => null);
    const posted = await postReview(publisher, order(payload(3, 'REQUEST_CHANGES')));
    expect(posted).toEqual({ urls: ['review 1'], postedIndices: [0, 1, 2], refused: [], bodyRefused: null });
    expect(sent).toEqual([payload(3, 'REQUEST_CHANGES')]);
    expect(deleted).toEqual([]);
  });

  it.each([
    ['one comment of two', 2, [0], 4],
    ['the only comment', 1, [0], 3],
    ['one comment of thirty', 30, [17], 12],
    ['the first and the last of twenty', 20, [0, 19], 18],
  ])('loses only the offender: %s', async (_which, count, offenders, requestsMax) => {
    const { publisher, sent, taken } = github(refusing(offenders));
    const posted = await postReview(publisher, order(payload(count, 'REQUEST_CHANGES')));
    expect(posted.refused).toEqual(offenders.map((index) => ({ index, reason: BAD_LINE })));
    expect(posted.postedIndices).toHaveLength(count - offenders.length);
    expect(posted.bodyRefused).toBeNull();
    expect(sent.length).toBeLessThanOrEqual(requestsMax);
    const whole = taken.filter((review) => review.body === 'The whole body');
    expect(whole.map((review) => review.event)).toEqual(['REQUEST_CHANGES']);
    const others = taken.filter((review) => review.body !== 'The whole body');
    expect(new Set(others.map((review) => review.event))).not.toContain('REQUEST_CHANGES');
    // Equal bodies could not be told apart when looking for a post that may have arrived.
    expect(new Set(taken.map((review) => review.body)).size).toBe(taken.length);
  });

  it('posts the comments under a short body when the whole body is what GitHub refuses', async () => {
    const { publisher, sent } = github((review) =>
      review.body === 'The whole body' ? unprocessable(BODY_TOO_LONG) : null,
    );
    const posted = await postReview(publisher, order(payload(30, 'REQUEST_CHANGES')));
    expect(posted.postedIndices).toHaveLength(30);
    expect(posted.refused).toEqual([]);
    expect(posted.bodyRefused).toBe(BODY_TOO_LONG);
    expect(sent).toHaveLength(2);
    expect(sent[1]?.event).toBe('REQUEST_CHANGES');
  });

  it('says so when a review without comments is refused for its body', async () => {
    const { publisher, sent } = github(() => unprocessable(BODY_TOO_LONG));
    const posted = await postReview(publisher, order(payload(0)));
    expect(posted).toEqual({ urls: [], postedIndices: [], refused: [], bodyRefused: BODY_TOO_LONG });
    expect(sent).toHaveLength(1);
  });

  it('comments instead of requesting changes on its own pull request', async () => {
    const { publisher, taken } = github((review) =>
      review.event === 'REQUEST_CHANGES'
        ? unprocessable('Can not request changes on your own pull request')
        : null,
    );
    const posted = await postReview(publisher, order(payload(2, 'REQUEST_CHANGES')));
    expect(posted.postedIndices).toEqual([0, 1]);
    expect(taken.map((review) => review.event)).toEqual(['COMMENT']);
  });

  it('deletes the pending review of an earlier run before it posts', async () => {
    const { publisher, deleted } = github(() => null);
    await postReview(publisher, order(payload(1), 99));
    expect(deleted).toEqual([99]);
  });

  it('finds and deletes a pending review it did not know, once', async () => {
    const { publisher, sent, deleted } = github((_review, request) =>
      request === 1 ? unprocessable(PENDING) : null,
    );
    const posted = await postReview(publisher, order(payload(2)));
    expect(posted.postedIndices).toEqual([0, 1]);
    expect(deleted).toEqual([null]);
    expect(sent).toHaveLength(2);
  });

  it('gives up when the pending review stays, and says whose it is', async () => {
    const reason = 'You have an unsubmitted review on this pull request: submit or discard it first';
    const { publisher, sent } = github(() => unprocessable(PENDING));
    const posted = await postReview(publisher, order(payload(2)));
    expect(posted.refused).toEqual([
      { index: 0, reason },
      { index: 1, reason },
    ]);
    expect(posted.bodyRefused).toBe(reason);
    expect(sent).toHaveLength(2);
  });

  it('sends the same review once more when GitHub only says that it is invalid', async () => {
    const spammed = unprocessable('Review comments is invalid and Review threads is invalid');
    const { publisher, sent } = github((_review, request) => (request === 1 ? spammed : null));
    const posted = await postReview(publisher, order(payload(3)));
    expect(posted).toEqual({ urls: ['review 2'], postedIndices: [0, 1, 2], refused: [], bodyRefused: null });
    expect(sent[1]).toEqual(sent[0]);
  });

  it('stops at once when the token may not write', async () => {
    const { publisher, sent } = github(() => ({ kind: 'refused', reason: FORBIDDEN }));
    const posted = await postReview(publisher, order(payload(2)));
    expect(posted.refused.map(({ reason }) => reason)).toEqual([FORBIDDEN, FORBIDDEN]);
    expect(posted.bodyRefused).toBe(FORBIDDEN);
    expect(sent).toHaveLength(1);
  });

  it('stops asking after 20 requests and says which comments were not tried', async () => {
    const { publisher, sent } = github((review) =>
      review.comments.length === 0 ? null : unprocessable(BAD_LINE),
    );
    const posted = await postReview(publisher, order(payload(30)));
    expect(sent).toHaveLength(20);
    expect(posted.refused).toHaveLength(30);
    expect(posted.refused.some(({ reason }) => reason.startsWith('not tried: 20 requests'))).toBe(true);
  });

  it('accounts for every comment once, whatever GitHub refuses', async () => {
    const offenders = fc.uniqueArray(fc.nat({ max: 29 }), { maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: 30 }), offenders, async (count, bad) => {
        const { publisher, taken, sent } = github(refusing(bad));
        const posted = await postReview(publisher, order(payload(count)));
        const accounted = [...posted.postedIndices, ...posted.refused.map(({ index }) => index)];
        expect([...accounted].sort((a, b) => a - b)).toEqual(
          payload(count).comments.map((_, index) => index),
        );
        expect(posted.postedIndices.filter((index) => bad.includes(index))).toEqual([]);
        const seen = taken.flatMap((review) => review.comments.map((comment) => comment.body));
        expect([...seen].sort()).toEqual(posted.postedIndices.map((index) => `comment ${index}`).sort());
        expect(sent.length).toBeLessThanOrEqual(20);
      }),
    );
  });
});

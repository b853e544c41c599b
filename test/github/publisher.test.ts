import { describe, expect, it } from '@jest/globals';
import type { ReviewPayload } from '../../src/core/report/payloads.ts';
import type { Answered } from './answering.ts';
import { BAD_GATEWAY, POSTED, publish, RECEIPT } from './publishing.ts';
import { HEAD_SHA, PULL } from './pull.ts';

const FORBIDDEN: Answered = {
  status: 403,
  headers: { 'x-accepted-github-permissions': 'pull_requests=write' },
  body: { message: 'Resource not accessible by integration' },
};
const REVIEW: ReviewPayload = {
  commit_id: HEAD_SHA,
  event: 'COMMENT',
  body: 'A review',
  comments: [{ path: 'a.ts', body: 'A comment', line: 3, side: 'RIGHT' }],
};

describe('createReview', () => {
  it('sends the payload as it is', async () => {
    const { receipt, routes, bodies } = await publish(
      () => POSTED,
      (publisher) => publisher.createReview(PULL, REVIEW),
    );
    expect(receipt).toEqual(RECEIPT);
    expect(routes).toEqual(['POST /repos/ada/app/pulls/7/reviews']);
    expect(JSON.parse(bodies[0] ?? '')).toEqual(REVIEW);
  });

  it("returns GitHub's words on 422", async () => {
    const errors = ['Pull request review thread line must be part of the diff'];
    const { receipt, routes } = await publish(
      () => ({ status: 422, body: { message: 'Unprocessable Entity', errors } }),
      (publisher) => publisher.createReview(PULL, REVIEW),
    );
    expect(receipt).toEqual({ kind: 'unprocessable', reason: `Unprocessable Entity: ${errors[0]}` });
    expect(routes).toHaveLength(1);
  });

  it('names the missing permission on 403', async () => {
    const { receipt } = await publish(
      () => FORBIDDEN,
      (publisher) => publisher.createReview(PULL, REVIEW),
    );
    expect(receipt).toEqual({
      kind: 'refused',
      reason:
        'GitHub refused POST /repos/ada/app/pulls/7/reviews (403): Resource not accessible by integration. The token needs pull-requests: write.',
    });
  });

  it.each([
    ['is there: it is not sent twice', {}, 1],
    ['is not there: it is sent once more', { body: 'Something else' }, 2],
    ['is of an earlier commit: it is sent once more', { commit_id: 'd'.repeat(40) }, 2],
  ])('after a server error looks whether the review %s', async (_what, change, posts) => {
    const review = {
      id: 5,
      body: 'A review',
      commit_id: HEAD_SHA,
      html_url: 'https://github.test/5',
      ...change,
    };
    const { receipt, routes } = await publish(
      (asked, number) => {
        if (number === 1) return BAD_GATEWAY;
        return asked.method === 'GET' ? { body: [review] } : POSTED;
      },
      (publisher) => publisher.createReview(PULL, REVIEW),
    );
    expect(receipt).toEqual(RECEIPT);
    expect(routes.filter((route) => route.startsWith('POST'))).toHaveLength(posts);
  });
});

describe('deletePendingReview', () => {
  const OURS = [{ body: 'A bug\n\n<!-- kimi-review:finding v1 e30 -->' }];
  const GONE: Answered = { status: 404, body: { message: 'Not Found' } };

  it('deletes the known one', async () => {
    const { routes } = await publish(
      (asked) => ({ body: asked.method === 'GET' ? OURS : {} }),
      (publisher) => publisher.deletePendingReview(PULL, 9),
    );
    expect(routes).toEqual([
      'GET /repos/ada/app/pulls/7/reviews/9/comments',
      'DELETE /repos/ada/app/pulls/7/reviews/9',
    ]);
  });

  it.each([
    ['a known one', 9],
    ['one it has to look for', null],
  ])('never deletes what a person is writing: %s', async (_which, known) => {
    const { receipt, routes } = await publish(
      ({ url }) => ({
        body: url.includes('/comments')
          ? [{ body: 'An hour of my thoughts' }]
          : [{ id: 9, state: 'PENDING' }],
      }),
      (publisher) => publisher.deletePendingReview(PULL, known),
    );
    expect(receipt.kind).toBe('refused');
    expect(routes.filter((route) => route.startsWith('DELETE'))).toEqual([]);
  });

  it('is content when it is gone already', async () => {
    const { receipt } = await publish(
      () => GONE,
      (publisher) => publisher.deletePendingReview(PULL, 9),
    );
    expect(receipt.kind).toBe('posted');
  });

  it('looks for one past the first page when none is known', async () => {
    const page = Array.from({ length: 100 }, (_, id) => ({ id, state: 'COMMENTED' }));
    const { routes } = await publish(
      ({ url }, number) => {
        if (url.includes('/comments')) return { body: OURS };
        return { body: number === 1 ? page : [{ id: 321, state: 'PENDING' }] };
      },
      (publisher) => publisher.deletePendingReview(PULL, null),
    );
    expect(routes.at(-1)).toBe('DELETE /repos/ada/app/pulls/7/reviews/321');
  });
});

describe('upsertComment', () => {
  it.each([
    ['creates one', null, ['POST /repos/ada/app/issues/7/comments']],
    ['edits in place', 12, ['PATCH /repos/ada/app/issues/comments/12']],
  ])('%s', async (_what, id, expected) => {
    const { receipt, routes } = await publish(
      () => POSTED,
      (publisher) => publisher.upsertComment(PULL, id, 'Summary'),
    );
    expect(receipt).toEqual(RECEIPT);
    expect(routes).toEqual(expected);
  });

  it('creates anew what somebody deleted', async () => {
    const { receipt, routes } = await publish(
      (asked) => (asked.method === 'PATCH' ? { status: 404, body: { message: 'Not Found' } } : POSTED),
      (publisher) => publisher.upsertComment(PULL, 12, 'Summary'),
    );
    expect(receipt).toEqual(RECEIPT);
    expect(routes).toEqual([
      'PATCH /repos/ada/app/issues/comments/12',
      'POST /repos/ada/app/issues/7/comments',
    ]);
  });
});

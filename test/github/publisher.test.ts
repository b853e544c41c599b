import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import type { AnnotationPayload, CheckEndPayload, ReviewPayload } from '../../src/core/report/payloads.ts';
import { type Answered, type Asked, answering, open, recordingLog } from './answering.ts';
import { HEAD_SHA, PULL } from './pull.ts';

const BAD_GATEWAY: Answered = { status: 502, body: { message: 'Server Error' } };
const POSTED: Answered = { body: { id: 5, html_url: 'https://github.test/5' } };
const RECEIPT = { kind: 'posted', id: 5, url: 'https://github.test/5' };
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

const routeOf = (asked: Asked): string => `${asked.method} ${asked.url.replace(/\?.*/, '')}`;
const publish = <T>(
  answer: (asked: Asked, number: number) => Answered,
  act: (publisher: ReturnType<typeof open>['publisher']) => Promise<T>,
  log = recordingLog(),
) =>
  answering(answer, async ({ url, asked }) => {
    const receipt = await act(open(url, { log }).publisher);
    return {
      receipt,
      routes: asked.map(routeOf),
      bodies: asked.map((each) => each.body),
      warnings: log.lines,
    };
  });

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
    ['is there: it is not sent twice', 'A review', 1],
    ['is not there: it is sent once more', 'Something else', 2],
  ])('after a server error looks whether the review %s', async (_what, body, posts) => {
    const review = {
      id: 5,
      body,
      html_url: 'https://github.test/5',
      submitted_at: new Date(0).toISOString(),
    };
    const now = { date: new Date(30_000).toUTCString() };
    const { receipt, routes } = await publish(
      (asked, number) => {
        if (number === 1) return BAD_GATEWAY;
        return asked.method === 'GET' ? { headers: now, body: [review] } : POSTED;
      },
      (publisher) => publisher.createReview(PULL, REVIEW),
    );
    expect(receipt).toEqual(RECEIPT);
    expect(routes.filter((route) => route.startsWith('POST'))).toHaveLength(posts);
  });

  it('does not take the review of an earlier run for this one', async () => {
    const earlier = { id: 4, body: 'A review', html_url: 'x', submitted_at: new Date(0).toISOString() };
    const now = { date: new Date(3_600_000).toUTCString() };
    const { receipt } = await publish(
      (asked, number) => {
        if (number === 1) return BAD_GATEWAY;
        return asked.method === 'GET' ? { headers: now, body: [earlier] } : POSTED;
      },
      (publisher) => publisher.createReview(PULL, REVIEW),
    );
    expect(receipt).toEqual(RECEIPT);
  });
});

describe('deletePendingReview', () => {
  const GONE: Answered = { status: 404, body: { message: 'Not Found' } };

  it('deletes the known one', async () => {
    const { routes } = await publish(
      () => ({ body: {} }),
      (publisher) => publisher.deletePendingReview(PULL, 9),
    );
    expect(routes).toEqual(['DELETE /repos/ada/app/pulls/7/reviews/9']);
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
      (_asked, number) => ({ body: number === 1 ? page : [{ id: 321, state: 'PENDING' }] }),
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

describe('check runs', () => {
  const annotation = (line: number): AnnotationPayload => ({
    path: 'a.ts',
    start_line: line,
    end_line: line,
    annotation_level: 'warning',
    message: 'm',
    title: 't',
  });
  const end = (count: number): CheckEndPayload => ({
    status: 'completed',
    conclusion: 'neutral',
    completed_at: '2026-01-01T00:00:00Z',
    output: {
      title: 'Title',
      summary: 'Summary',
      annotations: Array.from({ length: count }, (_, line) => annotation(line + 1)),
    },
  });
  const UPDATE = z.object({
    conclusion: z.string().optional(),
    output: z.object({ annotations: z.array(z.unknown()).optional() }),
  });
  const updatesOf = (bodies: readonly string[]) =>
    bodies.map((body) => {
      const { conclusion, output } = UPDATE.parse(JSON.parse(body));
      return [output.annotations?.length ?? 0, conclusion ?? null];
    });

  it('is not started twice: a server error is an answer', async () => {
    const start = {
      name: 'Kimi',
      head_sha: HEAD_SHA,
      status: 'in_progress',
      started_at: '2026-01-01T00:00:00Z',
    } as const;
    const { receipt, routes } = await publish(
      () => BAD_GATEWAY,
      (publisher) => publisher.startCheck(PULL, start),
    );
    expect(receipt.kind).toBe('refused');
    expect(routes).toHaveLength(1);
  });

  it.each([
    [0, [[0, 'neutral']]],
    [50, [[50, 'neutral']]],
    [
      51,
      [
        [50, null],
        [1, 'neutral'],
      ],
    ],
    [
      120,
      [
        [50, null],
        [50, null],
        [20, 'neutral'],
      ],
    ],
  ])('ends with %i annotations, 50 per request, the conclusion last', async (count, expected) => {
    const { receipt, bodies } = await publish(
      () => POSTED,
      (publisher) => publisher.finishCheck(PULL, 5, end(count)),
    );
    expect(receipt).toEqual(RECEIPT);
    expect(updatesOf(bodies)).toEqual(expected);
  });

  it('ends even when GitHub refuses an annotation, and says so', async () => {
    const { receipt, bodies, warnings } = await publish(
      (asked) =>
        asked.body.includes('annotation_level')
          ? { status: 422, body: { message: 'Invalid request.' } }
          : POSTED,
      (publisher) => publisher.finishCheck(PULL, 5, end(60)),
    );
    expect(receipt).toEqual(RECEIPT);
    expect(updatesOf(bodies)).toEqual([
      [50, null],
      [10, 'neutral'],
      [0, 'neutral'],
    ]);
    expect(warnings).toEqual([
      'GitHub refused 50 annotations of the check run: Invalid request.',
      'GitHub refused 10 annotations of the check run: Invalid request.',
    ]);
  });
});

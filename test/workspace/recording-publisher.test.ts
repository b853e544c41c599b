import { describe, expect, it } from '@jest/globals';
import { recordingPublisher } from '../../src/workspace/recording-publisher.ts';
import { PULL } from '../core/report/sample.ts';

describe('the publisher that posts nothing', () => {
  it('keeps every request as it would go to GitHub, in order', async () => {
    const publisher = recordingPublisher('acme/shop');
    const start = {
      name: 'Kimi Review',
      head_sha: PULL.head.sha,
      status: 'in_progress',
      started_at: '',
    } as const;
    const payload = { commit_id: PULL.head.sha, event: 'COMMENT', body: 'body', comments: [] } as const;
    await publisher.startCheck(PULL, start);
    await publisher.deletePendingReview(PULL, 5);
    await publisher.createReview(PULL, payload);
    await publisher.upsertComment(PULL, null, 'summary');
    await publisher.upsertComment(PULL, 9, 'again');
    expect(publisher.requests).toEqual([
      { method: 'POST', path: '/repos/acme/shop/check-runs', body: start },
      { method: 'DELETE', path: '/repos/acme/shop/pulls/42/reviews/5', body: null },
      { method: 'POST', path: '/repos/acme/shop/pulls/42/reviews', body: payload },
      { method: 'POST', path: '/repos/acme/shop/issues/42/comments', body: { body: 'summary' } },
      { method: 'PATCH', path: '/repos/acme/shop/issues/comments/9', body: { body: 'again' } },
    ]);
  });
});

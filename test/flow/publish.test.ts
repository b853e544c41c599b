import { describe, expect, it } from '@jest/globals';
import { publish } from '../../src/flow/publish.ts';
import type { Publisher, PullRequests, Receipt } from '../../src/ports.ts';
import { NO_PAST } from '../core/report/sample.ts';
import { fullStory } from '../core/report/story.ts';

const REVIEW = fullStory();
const STANDING = {
  conversation: {
    commits: [],
    threads: [],
    ownComments: [],
    pendingReviewId: 99,
    tickets: { read: [], closing: 0, refused: null },
    checks: { failing: [], refused: null },
  },
  past: NO_PAST,
};

type Post = 'deletePendingReview' | 'createReview' | 'upsertComment';

/** Publishes a review in a job that is cancelled while `last` is under way; tells what was asked of GitHub. */
async function publishUntil(last: Post | null) {
  const controller = new AbortController();
  const asked: Post[] = [];
  const post = (name: Post) => async (): Promise<Receipt> => {
    asked.push(name);
    if (name === last) controller.abort();
    return { kind: 'posted', id: 1, url: `https://github.test/${name}` };
  };
  const never = () => Promise.reject(new Error('not part of this test'));
  const publisher: Publisher = {
    startCheck: never,
    finishCheck: never,
    deletePendingReview: post('deletePendingReview'),
    createReview: post('createReview'),
    upsertComment: post('upsertComment'),
  };
  const pulls: PullRequests = {
    read: never,
    conversation: never,
    tickets: never,
    diffText: never,
    fileRows: never,
    compareText: never,
    headSha: async () => REVIEW.pull.head.sha,
  };
  const log = { step: () => {}, info: () => {}, warn: () => {} };
  const world = { pulls, publisher, log, interruption: controller.signal };
  const error = await publish(world, REVIEW, STANDING).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  return { asked, error };
}

describe('publish', () => {
  it.each<[Post, readonly Post[]]>([
    ['deletePendingReview', ['deletePendingReview']],
    ['createReview', ['deletePendingReview', 'createReview']],
  ])('posts nothing more once the job is cancelled during %s', async (last, expected) => {
    const { asked, error } = await publishUntil(last);
    expect(asked).toEqual(expected);
    expect(error).toMatchObject({ code: 'CANCELLED' });
  });

  it('posts the review and then the summary when nobody cancels', async () => {
    const { asked, error } = await publishUntil(null);
    expect(asked).toEqual(['deletePendingReview', 'createReview', 'upsertComment']);
    expect(error).toBeNull();
  });
});

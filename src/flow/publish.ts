import type { PullRequest } from '../core/pull-request.ts';
import { reviewPayload } from '../core/report/review-payload.ts';
import { renderSummary } from '../core/report/summary.ts';
import { NOTHING_POSTED, type Posting } from '../core/review/posting.ts';
import type { Review } from '../core/review/review.ts';
import { ReviewError } from '../errors.ts';
import type { Publisher, Receipt, World } from '../ports.ts';
import { postReview } from './post-review.ts';
import type { Prepared } from './prepare.ts';

type PublishWorld = Pick<World, 'pulls' | 'publisher' | 'log' | 'interruption'>;
type PostWorld = Pick<World, 'log'> & {
  readonly publisher: Pick<Publisher, 'createReview' | 'deletePendingReview' | 'upsertComment'>;
};
type Standing = Pick<Prepared, 'conversation' | 'past'>;

/**
 * Puts a review on the pull request: comments first, then the summary, which tells what became of them.
 * On a head that has moved on nothing is posted: its lines may no longer be there.
 */
export async function publish(given: PublishWorld, review: Review, standing: Standing): Promise<Posting> {
  const { pull } = review;
  const world = { ...given, publisher: untilCancelled(given) };
  const headNow = await world.pulls.headSha(pull.number);
  stopIfCancelled(world);
  if (headNow !== pull.head.sha) {
    world.log.warn(
      `A newer commit (${headNow}) was pushed during the review; nothing is posted on the old one.`,
    );
    return { ...NOTHING_POSTED, supersededBy: headNow };
  }
  world.log.step('Putting the review together');
  const comments = await postComments(world, review, standing);
  const body = renderSummary(review, comments);
  const summary = await world.publisher.upsertComment(pull, standing.past.summaryCommentId, body);
  if (summary.kind === 'posted') return { ...comments, summaryUrl: urlOf(summary.url) };
  world.log.warn(`The summary could not be posted: ${summary.reason}`);
  return { ...comments, notes: [...comments.notes, `The summary comment was not posted: ${summary.reason}`] };
}

/** Looks at the interruption before every post: the check already says that the run was cancelled. */
function untilCancelled(world: PublishWorld): PostWorld['publisher'] {
  const unless = <Given extends unknown[]>(post: (...given: Given) => Promise<Receipt>) => {
    return async (...given: Given): Promise<Receipt> => {
      stopIfCancelled(world);
      return post(...given);
    };
  };
  const { createReview, deletePendingReview, upsertComment } = world.publisher;
  return {
    createReview: unless(createReview),
    deletePendingReview: unless(deletePendingReview),
    upsertComment: unless(upsertComment),
  };
}

function stopIfCancelled({ interruption }: Pick<PublishWorld, 'interruption'>): void {
  if (interruption.aborted) throw new ReviewError('CANCELLED', 'The job was cancelled while it was posting.');
}

async function postComments(world: PostWorld, review: Review, { conversation }: Standing): Promise<Posting> {
  const { pull, plan } = review;
  const payload = reviewPayload(plan, review);
  const pendingReviewId = conversation.pendingReviewId;
  if (payload.comments.length === 0) {
    await removePending(world, pull, pendingReviewId);
    return NOTHING_POSTED;
  }
  const posted = await postReview(world.publisher, { pull, payload, pendingReviewId });
  for (const { reason } of posted.refused) world.log.warn(`A comment was not posted: ${reason}`);
  const notes =
    posted.bodyRefused === null ? [] : [`The text of the review was not posted: ${posted.bodyRefused}`];
  return {
    ...NOTHING_POSTED,
    reviewUrl: urlOf(posted.urls[0] ?? ''),
    posted: posted.postedIndices.flatMap((index) => plan.post[index] ?? []),
    refused: posted.refused.flatMap(({ index, reason }) => {
      const placed = plan.post[index];
      return placed === undefined ? [] : [{ placed, reason }];
    }),
    notes,
  };
}

/** A review left PENDING by a killed run blocks every later one, so it goes even when there is nothing to post. */
async function removePending(
  world: PostWorld,
  pull: PullRequest,
  id: number | null,
): Promise<Receipt | null> {
  return id === null ? null : world.publisher.deletePendingReview(pull, id);
}

function urlOf(url: string): string | null {
  return url === '' ? null : url;
}

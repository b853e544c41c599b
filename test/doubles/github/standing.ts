import type { PullRecord, Review } from './records.ts';
import { unprocessable } from './refusals.ts';
import { commitsOf, type World } from './world.ts';

/** The leftover of a killed run also blocks a review that would be submitted at once, and single comments. */
export function hasPending(pull: PullRecord, author: string): boolean {
  return pull.reviews.some((review) => review.state === 'PENDING' && review.author === author);
}

export function checkLock(pull: PullRecord): void {
  if (pull.seed.locked === true) throw unprocessable('lock prevents review');
}

/**
 * Whether inline comments may stand on a commit. `refused` is an earlier commit of the pull request. Only full ids
 * are known: an abbreviated one is not part of the pull request.
 */
export function commitStanding(world: World, pull: PullRecord, sha: string): 'good' | 'refused' | 'unknown' {
  if (sha === pull.headSha) return 'good';
  if (!pull.heads.includes(sha) && !commitsOf(world, pull).includes(sha)) return 'unknown';
  return world.options.staleCommit === 'outdated' ? 'good' : 'refused';
}

export function addReview(
  world: World,
  pull: PullRecord,
  draft: Pick<Review, 'author' | 'body' | 'commitSha' | 'state'>,
): Review {
  const createdAt = world.now();
  const submittedAt = draft.state === 'PENDING' ? null : createdAt;
  const review: Review = { id: world.nextId(), createdAt, submittedAt, ...draft };
  pull.reviews.push(review);
  return review;
}

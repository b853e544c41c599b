import { type Anchor, type AnchorRequest, anchorSentence, placeAnchor } from './anchors.ts';
import { newComment, newThread } from './commenting.ts';
import type { PullRecord, Review } from './records.ts';
import { unprocessable } from './refusals.ts';
import { addReview, checkLock, commitStanding, hasPending } from './standing.ts';
import { changeOf, type World } from './world.ts';

export type ReviewEvent = 'APPROVE' | 'REQUEST_CHANGES' | 'COMMENT';

export type ReviewDraft = {
  readonly author: string;
  readonly body: string;
  /** Null leaves the review pending. */
  readonly event: ReviewEvent | null;
  readonly commitSha: string | null;
  readonly comments: readonly (AnchorRequest & { readonly body: string })[];
};

const STATES = {
  APPROVE: 'APPROVED',
  REQUEST_CHANGES: 'CHANGES_REQUESTED',
  COMMENT: 'COMMENTED',
} as const;

const ACTIONS = 'github-actions[bot]';

/** Stores a review with all its comments, or nothing at all: one bad comment refuses the whole. */
export function createReview(world: World, pull: PullRecord, draft: ReviewDraft): Review {
  checkEvent(world, pull, draft);
  if (hasPending(pull, draft.author)) {
    throw unprocessable('User can only have one pending review per pull request');
  }
  const commitSha = draft.commitSha ?? pull.headSha;
  const anchors = draft.comments.map((comment) => {
    if (comment.body.trim() === '') throw unprocessable("Body can't be blank");
    if (comment.body.length > world.limits.bodyCharacters) throw unprocessable(tooLong(world));
    if (world.options.refusesComment?.(comment) === true) {
      throw unprocessable(anchorSentence('line', world.options.refusalDialect ?? 'thread'));
    }
    return anchorIn(world, { pull, commitSha, comment });
  });
  if (commitStanding(world, pull, commitSha) === 'unknown') {
    throw unprocessable('commit_id is not part of the pull request');
  }

  const { author, body, event } = draft;
  const review = addReview(world, pull, {
    author,
    body,
    commitSha,
    state: event === null ? 'PENDING' : STATES[event],
  });
  for (const [index, anchor] of anchors.entries()) {
    const comment = draft.comments[index];
    if (comment === undefined) continue;
    const opening = newComment(world, { review, author: draft.author, body: comment.body, inReplyTo: null });
    pull.threads.push(newThread(world, pull, { path: comment.path, anchor, commitSha, comment: opening }));
  }
  return review;
}

/** Makes a pending review public. */
export function submitReview(world: World, pull: PullRecord, review: Review, draft: ReviewDraft): void {
  checkEvent(world, pull, draft);
  review.state = STATES[draft.event ?? 'COMMENT'];
  review.body = draft.body;
  review.submittedAt = world.now();
}

/** What may be said at all, before it matters where. */
function checkEvent(world: World, pull: PullRecord, { author, body, event }: ReviewDraft): void {
  checkLock(pull);
  const isOwn = author === pull.seed.author;
  if (event === 'APPROVE') {
    if (isOwn) throw unprocessable('Can not approve your own pull request');
    if (author === ACTIONS && world.options.actionsMayApprove !== true) {
      throw unprocessable('GitHub Actions is not permitted to approve pull requests.');
    }
  }
  if (event === 'REQUEST_CHANGES' && isOwn) {
    throw unprocessable('Can not request changes on your own pull request');
  }
  if (body.trim() === '' && event === 'REQUEST_CHANGES') {
    throw unprocessable('You need to leave a comment indicating the requested changes.');
  }
  if (body.trim() === '' && event === 'COMMENT') throw unprocessable("Body can't be blank");
  if (body.length > world.limits.bodyCharacters) throw unprocessable(tooLong(world));
}

function tooLong(world: World): string {
  return `Body is too long (maximum is ${world.limits.bodyCharacters} characters)`;
}

type AnchorTask = { pull: PullRecord; commitSha: string; comment: AnchorRequest };

function anchorIn(world: World, { pull, commitSha, comment }: AnchorTask): Anchor {
  const standing = commitStanding(world, pull, commitSha);
  if (standing === 'unknown') throw unprocessable('commit_id is not part of the pull request');
  const anchor = standing === 'refused' ? 'line' : placeAnchor(changeOf(world, pull, commitSha), comment);
  if (typeof anchor !== 'string') return anchor;
  throw unprocessable(anchorSentence(anchor, world.options.refusalDialect ?? 'thread'));
}

import { type Anchor, type AnchorRequest, anchorFields, placeAnchor } from './anchors.ts';
import type { PullRecord, Review, ReviewComment, Thread } from './records.ts';
import { bodyTooLong, validationFailed } from './refusals.ts';
import { addReview, checkLock, commitStanding, hasPending } from './standing.ts';
import { changeOf, type World } from './world.ts';

const resource = 'PullRequestReviewComment';

const UNKNOWN_COMMIT = {
  resource,
  code: 'custom',
  field: 'commit_id',
  message: 'commit_id is not part of the pull request',
};

const PENDING = {
  resource: 'PullRequestReview',
  code: 'custom',
  field: 'user_id',
  message: 'user_id can only have one pending review per pull request',
};

export type SingleComment = AnchorRequest & {
  readonly author: string;
  readonly body: string;
  readonly commitSha: string;
  readonly subject: 'line' | 'file';
};

/** A comment of its own: GitHub wraps it in a review without a body. */
export function createSingleComment(world: World, pull: PullRecord, request: SingleComment): ReviewComment {
  const { author, body, commitSha, subject, path } = request;
  const dialect = world.options.refusalDialect ?? 'thread';
  if (body.trim() === '') throw validationFailed({ resource, code: 'missing_field', field: 'body' });
  if (body.length > world.limits.bodyCharacters) throw bodyTooLong(resource, world.limits.bodyCharacters);
  checkLock(pull);
  if (hasPending(pull, author)) throw validationFailed(PENDING);
  const standing = commitStanding(world, pull, commitSha);
  if (standing === 'unknown') throw validationFailed(UNKNOWN_COMMIT);
  if (standing === 'refused' && subject === 'line') throw validationFailed(...anchorFields('line', dialect));
  const change = changeOf(world, pull, commitSha);
  const isChanged = change.files.some((file) => file.path === path);
  const anchor = subject === 'line' ? placeAnchor(change, request) : isChanged ? null : 'path';
  if (typeof anchor === 'string') throw validationFailed(...anchorFields(anchor, dialect));

  const review = addReview(world, pull, { author, body: '', state: 'COMMENTED', commitSha });
  const comment = newComment(world, { review, author, body, inReplyTo: null });
  pull.threads.push(newThread(world, pull, { path, anchor, commitSha, comment }));
  return comment;
}

/** An answer in a thread. Only the text is new. */
export function reply(world: World, thread: Thread, said: { author: string; body: string }): ReviewComment {
  const [first] = thread.comments;
  if (first === undefined) throw new Error('A thread has at least the comment that opened it.');
  const comment = newComment(world, { review: { id: first.reviewId }, ...said, inReplyTo: first.id });
  thread.comments.push(comment);
  return comment;
}

type NewComment = Pick<ReviewComment, 'author' | 'body' | 'inReplyTo'> & { review: Pick<Review, 'id'> };

export function newComment(world: World, { review, author, body, inReplyTo }: NewComment): ReviewComment {
  const createdAt = world.now();
  const id = world.nextId();
  return {
    id,
    reviewId: review.id,
    author,
    body,
    inReplyTo,
    createdAt,
    updatedAt: createdAt,
    minimized: null,
  };
}

type NewThread = { path: string; anchor: Anchor | null; commitSha: string; comment: ReviewComment };

export function newThread(
  world: World,
  pull: PullRecord,
  { path, anchor, commitSha, comment }: NewThread,
): Thread {
  const isOutdated = commitSha !== pull.headSha;
  const { line = null, startLine = null, position = null } = anchor ?? {};
  const current = isOutdated
    ? { line: null, startLine: null, position: null }
    : { line, startLine, position };
  return {
    nodeId: `PRRT_${world.nextId()}`,
    path,
    subject: anchor === null ? 'file' : 'line',
    side: anchor?.side ?? 'RIGHT',
    startSide: anchor?.startSide ?? null,
    ...current,
    originalLine: line,
    originalStartLine: startLine,
    originalPosition: position,
    originalCommitSha: commitSha,
    commitSha,
    diffHunk: anchor?.diffHunk ?? '',
    isOutdated,
    resolvedBy: null,
    comments: [comment],
  };
}

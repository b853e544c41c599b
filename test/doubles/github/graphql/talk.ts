import { mayDo } from '../door.ts';
import { commentHtmlUrl, issueCommentHtmlUrl, reviewHtmlUrl } from '../faces/talk.ts';
import type { IssueComment, PullRecord, Review, ReviewComment, Thread } from '../records.ts';
import { associationOf, type World } from '../world.ts';
import { actorNode } from './actors.ts';
import { type ConnectionArguments, connection } from './connection.ts';

/** What every kind of comment shares. `databaseId` overflows GraphQL's Int, as GitHub's newer ids do. */
function spoken(world: World, said: { id: number; author: string; body: string; createdAt: string }) {
  return {
    databaseId: said.id,
    fullDatabaseId: String(said.id),
    author: actorNode(world, said.author),
    authorAssociation: associationOf(world, said.author),
    viewerDidAuthor: said.author === world.viewer,
    viewerCanUpdate: said.author === world.viewer,
    viewerCanDelete: said.author === world.viewer,
    body: said.body,
    bodyText: said.body,
    createdAt: said.createdAt,
    publishedAt: said.createdAt,
  };
}

function minimized(comment: { minimized: string | null }) {
  return {
    isMinimized: comment.minimized !== null,
    minimizedReason: comment.minimized?.toLowerCase() ?? null,
    viewerCanMinimize: true,
  };
}

export function issueCommentNode(
  world: World,
  pull: PullRecord,
  comment: IssueComment,
): Record<string, unknown> {
  return {
    __typename: 'IssueComment',
    id: `IC_${comment.id}`,
    ...spoken(world, comment),
    ...minimized(comment),
    updatedAt: comment.updatedAt,
    url: issueCommentHtmlUrl(world, pull, comment),
  };
}

export function reviewNode(world: World, pull: PullRecord, review: Review): Record<string, unknown> {
  const own = pull.threads
    .flatMap((thread) => thread.comments.map((comment) => ({ thread, comment })))
    .filter(({ comment }) => comment.reviewId === review.id);
  return {
    __typename: 'PullRequestReview',
    id: `PRR_${review.id}`,
    ...spoken(world, review),
    state: review.state,
    submittedAt: review.submittedAt,
    updatedAt: review.submittedAt ?? review.createdAt,
    url: reviewHtmlUrl(world, pull, review),
    commit: { __typename: 'Commit', oid: review.commitSha },
    comments: connection('comments', own, (at) => reviewCommentNode(world, pull, at)),
  };
}

export function threadNode(world: World, pull: PullRecord, thread: Thread): Record<string, unknown> {
  const isResolved = thread.resolvedBy !== null;
  const mayResolve = mayDo(world, { level: 'write', anyOf: ['contents'] });
  return {
    __typename: 'PullRequestReviewThread',
    id: thread.nodeId,
    path: thread.path,
    line: thread.line,
    startLine: thread.startLine,
    originalLine: thread.originalLine,
    originalStartLine: thread.originalStartLine,
    diffSide: thread.side,
    startDiffSide: thread.startSide,
    subjectType: thread.subject.toUpperCase(),
    isOutdated: thread.isOutdated,
    isResolved,
    isCollapsed: isResolved || thread.isOutdated,
    resolvedBy: thread.resolvedBy === null ? null : actorNode(world, thread.resolvedBy),
    viewerCanResolve: mayResolve && !isResolved,
    viewerCanUnresolve: mayResolve && isResolved,
    viewerCanReply: true,
    comments: (asked: ConnectionArguments) =>
      connection('comments', thread.comments, (comment) =>
        reviewCommentNode(world, pull, { thread, comment }),
      )(asked),
  };
}

export function reviewCommentNode(
  world: World,
  pull: PullRecord,
  { thread, comment }: { thread: Thread; comment: ReviewComment },
): Record<string, unknown> {
  const review = pull.reviews.find((candidate) => candidate.id === comment.reviewId);
  return {
    __typename: 'PullRequestReviewComment',
    id: `PRRC_${comment.id}`,
    ...spoken(world, comment),
    ...minimized(comment),
    updatedAt: comment.updatedAt,
    url: commentHtmlUrl(world, pull, comment),
    path: thread.path,
    diffHunk: thread.diffHunk,
    line: thread.line,
    startLine: thread.startLine,
    originalLine: thread.originalLine,
    originalStartLine: thread.originalStartLine,
    position: thread.position,
    originalPosition: thread.originalPosition ?? 1,
    outdated: thread.isOutdated,
    subjectType: thread.subject.toUpperCase(),
    state: review?.state === 'PENDING' ? 'PENDING' : 'SUBMITTED',
    commit: { __typename: 'Commit', oid: thread.commitSha },
    originalCommit: { __typename: 'Commit', oid: thread.originalCommitSha },
    replyTo: () => replyTo(world, pull, { thread, comment }),
    pullRequestReview: () => (review === undefined ? null : reviewNode(world, pull, review)),
  };
}

function replyTo(world: World, pull: PullRecord, at: { thread: Thread; comment: ReviewComment }) {
  const first = at.thread.comments.find((candidate) => candidate.id === at.comment.inReplyTo);
  return first === undefined ? null : reviewCommentNode(world, pull, { thread: at.thread, comment: first });
}

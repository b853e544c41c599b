import { filled } from '../description.ts';
import type { IssueComment, PullRecord, Review, ReviewComment, Thread } from '../records.ts';
import { associationOf, type World } from '../world.ts';
import { userFace } from './people.ts';
import { repositoryUrl } from './places.ts';
import { pullHtmlUrl, pullUrl } from './pull.ts';

export function reviewHtmlUrl(world: World, pull: PullRecord, review: Review): string {
  return `${pullHtmlUrl(world, pull)}#pullrequestreview-${review.id}`;
}

export function commentHtmlUrl(world: World, pull: PullRecord, comment: ReviewComment): string {
  return `${pullHtmlUrl(world, pull)}#discussion_r${comment.id}`;
}

export function issueCommentHtmlUrl(world: World, pull: PullRecord, comment: IssueComment): string {
  return `${pullHtmlUrl(world, pull)}#issuecomment-${comment.id}`;
}

export function reviewFace(world: World, pull: PullRecord, review: Review): Record<string, unknown> {
  const html = reviewHtmlUrl(world, pull, review);
  return filled('pull-request-review', {
    id: review.id,
    node_id: `PRR_${review.id}`,
    user: userFace(world, review.author),
    body: review.body,
    state: review.state,
    html_url: html,
    pull_request_url: pullUrl(world, pull),
    author_association: associationOf(world, review.author),
    _links: { html: { href: html }, pull_request: { href: pullUrl(world, pull) } },
    commit_id: review.commitSha,
    // GitHub leaves the key out of a pending review.
    ...(review.submittedAt === null ? {} : { submitted_at: review.submittedAt }),
  });
}

export function reviewCommentFace(
  world: World,
  pull: PullRecord,
  { thread, comment }: { thread: Thread; comment: ReviewComment },
): Record<string, unknown> {
  const self = `${repositoryUrl(world)}/pulls/comments/${comment.id}`;
  const html = commentHtmlUrl(world, pull, comment);
  return filled('pull-request-review-comment', {
    id: comment.id,
    node_id: `PRRC_${comment.id}`,
    url: self,
    html_url: html,
    pull_request_url: pullUrl(world, pull),
    pull_request_review_id: comment.reviewId,
    user: userFace(world, comment.author),
    author_association: associationOf(world, comment.author),
    body: comment.body,
    created_at: comment.createdAt,
    updated_at: comment.updatedAt,
    path: thread.path,
    diff_hunk: thread.diffHunk,
    subject_type: thread.subject,
    side: thread.side,
    start_side: thread.startSide,
    line: thread.line,
    start_line: thread.startLine,
    position: thread.position,
    original_line: thread.originalLine,
    original_start_line: thread.originalStartLine,
    original_position: thread.originalPosition,
    commit_id: thread.commitSha,
    original_commit_id: thread.originalCommitSha,
    ...(comment.inReplyTo === null ? {} : { in_reply_to_id: comment.inReplyTo }),
    _links: { self: { href: self }, html: { href: html }, pull_request: { href: pullUrl(world, pull) } },
  });
}

/**
 * The comments of a review are listed in the older shape: it has no line numbers of its own in GitHub's
 * description, only positions.
 */
export function legacyCommentFace(
  world: World,
  pull: PullRecord,
  at: { thread: Thread; comment: ReviewComment },
): Record<string, unknown> {
  const { subject_type: _subject, ...face } = reviewCommentFace(world, pull, at);
  return filled('review-comment', face);
}

export function issueCommentFace(
  world: World,
  pull: PullRecord,
  comment: IssueComment,
): Record<string, unknown> {
  const issue = `${repositoryUrl(world)}/issues/${pull.seed.number}`;
  return filled('issue-comment', {
    id: comment.id,
    node_id: `IC_${comment.id}`,
    url: `${repositoryUrl(world)}/issues/comments/${comment.id}`,
    html_url: issueCommentHtmlUrl(world, pull, comment),
    issue_url: issue,
    user: userFace(world, comment.author),
    author_association: associationOf(world, comment.author),
    body: comment.body,
    created_at: comment.createdAt,
    updated_at: comment.updatedAt,
  });
}

import type { PullRequest } from '../core/pull-request.ts';
import type { ReviewPayload } from '../core/report/payloads.ts';
import type { Publisher, Receipt } from '../ports.ts';

type ReviewPublisher = Pick<Publisher, 'createReview' | 'deletePendingReview'>;

export type ReviewOrder = {
  readonly pull: PullRequest;
  readonly payload: ReviewPayload;
  /** A review a killed run left behind; GitHub refuses every new one while it stands. */
  readonly pendingReviewId: number | null;
};

/** What is on the pull request now. Law: every index of `payload.comments` is posted or refused, once. */
export type PostedReview = {
  readonly urls: readonly string[];
  readonly postedIndices: readonly number[];
  readonly refused: readonly { readonly index: number; readonly reason: string }[];
  /** Why the body of the review is not on the pull request; null when it is. */
  readonly bodyRefused: string | null;
};

/**
 * Posts a review in one request. When GitHub refuses it for one bad comment, halves are posted on their own until
 * the offender stands alone, so that one comment never costs the others.
 */
export async function postReview(publisher: ReviewPublisher, order: ReviewOrder): Promise<PostedReview> {
  if (order.pendingReviewId !== null) await publisher.deletePendingReview(order.pull, order.pendingReviewId);
  let posting = startPosting(order.payload);
  for (let request = 0; ; request++) {
    const [group, ...queue] = posting.queue;
    if (group === undefined) break;
    if (request === REVIEW_REQUESTS_MAX) {
      posting = giveUp(posting, `not tried: ${request} requests went into finding what GitHub refuses`);
      break;
    }
    const receipt = await publisher.createReview(order.pull, payloadOf(order.payload, posting, group));
    if (!posting.pendingDeleted && isPendingReview(receipt)) {
      const room = await publisher.deletePendingReview(order.pull, null);
      posting = { ...posting, pendingDeleted: true };
      if (room.kind === 'posted') continue;
    }
    posting = withBodyLast(nextPosting({ ...posting, queue }, group, receipt));
  }
  return outcomeOf(posting);
}

// 3 s apart, this is a minute; 30 comments with one offender take about 11.
const REVIEW_REQUESTS_MAX = 20;

const PENDING_REVIEW = /pending review/i;
// Not left by a run of ours, so somebody is writing it with the account of this token.
const UNSUBMITTED = 'You have an unsubmitted review on this pull request: submit or discard it first';
const OWN_PULL_REQUEST = /your own pull request/i;
const ABOUT_A_BODY = /\bbody\b/i;
// GitHub's catch-all, seen when reviews follow each other quickly (octokit/plugin-rest-endpoint-methods.js#595).
const SPAMMED = /Review (comments|threads) is invalid/i;

/** Comments that go into one review together. */
type Group = {
  readonly indices: readonly number[];
  /** Why GitHub refused these comments under the whole body; they are tried under a short one now. */
  readonly bodyReason: string | null;
};

type Posting = {
  /** Groups still to be sent, larger ones first. */
  readonly queue: readonly Group[];
  readonly urls: readonly string[];
  readonly posted: readonly number[];
  readonly refused: PostedReview['refused'];
  /** `waiting` until a review carries it; it goes with the first one that GitHub takes. */
  readonly body: 'waiting' | 'posted' | 'refused';
  readonly bodyReason: string | null;
  /** True once a group was refused under a short body as well, so that GitHub's word "body" means a comment. */
  readonly bodyCleared: boolean;
  readonly event: ReviewPayload['event'];
  readonly pendingDeleted: boolean;
  readonly askedAgain: boolean;
};

function startPosting(payload: ReviewPayload): Posting {
  return {
    queue: [groupOf(payload.comments.map((_, index) => index))],
    urls: [],
    posted: [],
    refused: [],
    body: 'waiting',
    bodyReason: null,
    bodyCleared: false,
    event: payload.event,
    pendingDeleted: false,
    askedAgain: false,
  };
}

function groupOf(indices: readonly number[]): Group {
  return { indices, bodyReason: null };
}

function payloadOf(payload: ReviewPayload, posting: Posting, group: Group): ReviewPayload {
  const comments = payload.comments.filter((_, index) => group.indices.includes(index));
  const whole = posting.body === 'waiting' && group.bodyReason === null;
  const body = whole ? payload.body : shortBody(posting.urls.length + 1);
  return { commit_id: payload.commit_id, event: posting.event, body, comments };
}

/** Numbered: a post that may or may not have arrived is recognised by its body. */
function shortBody(part: number): string {
  return `Further comments of this review (part ${part}).`;
}

function isPendingReview(receipt: Receipt): boolean {
  return receipt.kind === 'unprocessable' && PENDING_REVIEW.test(receipt.reason);
}

/** What one receipt means for the rest. `posting.queue` no longer holds the group. */
function nextPosting(posting: Posting, group: Group, receipt: Receipt): Posting {
  if (receipt.kind === 'posted') return accepted(posting, group, receipt.url);
  const { reason } = receipt;
  const again = { ...posting, queue: [group, ...posting.queue] };
  if (isPendingReview(receipt)) return giveUp(again, UNSUBMITTED);
  if (receipt.kind === 'refused') return giveUp(again, reason);
  if (posting.event !== 'COMMENT' && OWN_PULL_REQUEST.test(reason)) return { ...again, event: 'COMMENT' };
  if (SPAMMED.test(reason) && !posting.askedAgain) return { ...again, askedAgain: true };
  if (bodyMayBeTheCause(posting, group, reason)) {
    return { ...posting, queue: [{ ...group, bodyReason: reason }, ...posting.queue] };
  }
  const rest = group.bodyReason === null ? posting : { ...posting, bodyCleared: true };
  const { indices } = group;
  if (indices.length === 0) return { ...rest, body: 'refused', bodyReason: reason };
  if (indices.length === 1) return refuse(rest, indices, reason);
  const middle = Math.ceil(indices.length / 2);
  // Breadth first: should the requests run out, the most comments are on the pull request.
  const halves = [groupOf(indices.slice(0, middle)), groupOf(indices.slice(middle))];
  return { ...rest, queue: [...rest.queue, ...halves] };
}

function accepted(posting: Posting, group: Group, url: string): Posting {
  const taken = {
    ...posting,
    urls: [...posting.urls, url],
    posted: [...posting.posted, ...group.indices],
    // The verdict is given; what follows only adds comments to it.
    event: 'COMMENT' as const,
  };
  if (posting.body !== 'waiting') return taken;
  if (group.bodyReason === null) return { ...taken, body: 'posted' };
  return { ...taken, body: 'refused', bodyReason: group.bodyReason };
}

/** A group that stands or falls with one comment, or words about a body: a short body shows which it was. */
function bodyMayBeTheCause(posting: Posting, group: Group, reason: string): boolean {
  if (posting.body !== 'waiting' || group.bodyReason !== null || group.indices.length === 0) return false;
  return group.indices.length === 1 || (!posting.bodyCleared && ABOUT_A_BODY.test(reason));
}

/** When every comment was refused the body is still owed: it goes on its own. */
function withBodyLast(posting: Posting): Posting {
  const owed = posting.body === 'waiting' && posting.queue.length === 0;
  return owed ? { ...posting, queue: [groupOf([])] } : posting;
}

function refuse(posting: Posting, indices: readonly number[], reason: string): Posting {
  return { ...posting, refused: [...posting.refused, ...indices.map((index) => ({ index, reason }))] };
}

function giveUp(posting: Posting, reason: string): Posting {
  const left = posting.queue.flatMap((group) => group.indices);
  const ended = refuse({ ...posting, queue: [] }, left, reason);
  return ended.body === 'waiting' ? { ...ended, body: 'refused', bodyReason: reason } : ended;
}

function outcomeOf(posting: Posting): PostedReview {
  return {
    urls: posting.urls,
    postedIndices: [...posting.posted].sort((a, b) => a - b),
    refused: [...posting.refused].sort((a, b) => a.index - b.index),
    bodyRefused: posting.bodyReason,
  };
}

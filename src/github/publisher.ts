import * as z from 'zod';
import type { PullRequest } from '../core/pull-request.ts';
import type { CheckEndPayload, CheckStartPayload, ReviewPayload } from '../core/report/payloads.ts';
import type { Publisher, Receipt } from '../ports.ts';
import { decode, receiptFrom } from './convert.ts';
import { posted, statusOf } from './failure.ts';
import { finishCheck } from './finish-check.ts';
import { isLeftOver, PENDING_COMMENTS_READ } from './left-over.ts';
import type { Api } from './octokit.ts';
import { postOnce, twinComment, twinReview } from './post-once.ts';

/** Posts on GitHub. Whatever GitHub does not accept comes back as a receipt, never as an exception. */
export function openPublisher(api: Api): Publisher {
  return {
    startCheck: (_pull, payload) => posted(() => startCheck(api, payload)),
    finishCheck: (_pull, checkId, payload: CheckEndPayload) => finishCheck(api, checkId, payload),
    deletePendingReview: (pull, reviewId) => posted(() => deletePendingReview(api, pull, reviewId)),
    createReview: (pull, payload) => posted(() => createReview(api, pull, payload)),
    upsertComment: (pull, id, body) => posted(() => upsertComment(api, { pull, id, body })),
  };
}

const NOT_FOUND = 404;
const REVIEWS_PER_PAGE = 100;
const REVIEW_PAGES_MAX = 30;
// A repeated POST makes a second check run, which would then spin for ever.
const NO_RETRY = { retries: 0 };

const REVIEWS = z.array(z.object({ id: z.number(), state: z.string() }));
const REVIEW_COMMENTS = z.array(z.object({ body: z.string() }));

async function startCheck(api: Api, payload: CheckStartPayload): Promise<Receipt> {
  const answer = await api.octokit.rest.checks.create({ ...api.repo, ...payload, request: NO_RETRY });
  return receiptFrom(answer.data, 'POST check-runs');
}

async function createReview(api: Api, pull: PullRequest, payload: ReviewPayload): Promise<Receipt> {
  const send = async () => {
    const comments = payload.comments.map((comment) => ({ ...comment }));
    const place = { ...api.repo, pull_number: pull.number };
    const answer = await api.octokit.rest.pulls.createReview({
      ...place,
      ...payload,
      comments,
      request: NO_RETRY,
    });
    return receiptFrom(answer.data, 'POST pulls/{number}/reviews');
  };
  return postOnce(send, () => twinReview(api, pull, payload));
}

/** Looks before it deletes, even what was known to be ours: the owner of the token may have written into it since. */
async function deletePendingReview(api: Api, pull: PullRequest, known: number | null): Promise<Receipt> {
  const id = known ?? (await findPendingReview(api, pull));
  if (id === null) return { kind: 'refused', reason: 'GitHub shows no pending review of ours' };
  const place = { ...api.repo, pull_number: pull.number, review_id: id };
  try {
    const wanted = { ...place, per_page: PENDING_COMMENTS_READ };
    const answer = await api.octokit.rest.pulls.listCommentsForReview(wanted);
    const comments = decode(REVIEW_COMMENTS, answer.data, 'GET pulls/{number}/reviews/{id}/comments');
    if (!isLeftOver(comments)) return { kind: 'refused', reason: 'The pending review is not ours to delete' };
    await api.octokit.rest.pulls.deletePendingReview(place);
  } catch (error) {
    // Gone already, which is what was wanted.
    if (statusOf(error) !== NOT_FOUND) throw error;
  }
  return { kind: 'posted', id, url: '' };
}

/** Only the author of a pending review is shown it, and nobody has two on one pull request. */
async function findPendingReview(api: Api, pull: PullRequest): Promise<number | null> {
  for (let page = 1; page <= REVIEW_PAGES_MAX; page++) {
    const place = { ...api.repo, pull_number: pull.number, per_page: REVIEWS_PER_PAGE, page };
    const answer = await api.octokit.rest.pulls.listReviews(place);
    const reviews = decode(REVIEWS, answer.data, 'GET pulls/{number}/reviews');
    const pending = reviews.find((review) => review.state === 'PENDING');
    if (pending !== undefined) return pending.id;
    if (reviews.length < REVIEWS_PER_PAGE) break;
  }
  return null;
}

type Comment = { readonly pull: PullRequest; readonly id: number | null; readonly body: string };

async function upsertComment(api: Api, { pull, id, body }: Comment): Promise<Receipt> {
  if (id !== null) {
    try {
      const answer = await api.octokit.rest.issues.updateComment({ ...api.repo, comment_id: id, body });
      return receiptFrom(answer.data, 'PATCH issues/comments/{id}');
    } catch (error) {
      // Somebody deleted our comment: write it anew.
      if (statusOf(error) !== NOT_FOUND) throw error;
    }
  }
  const send = async () => {
    const place = { ...api.repo, issue_number: pull.number };
    const answer = await api.octokit.rest.issues.createComment({ ...place, body, request: NO_RETRY });
    return receiptFrom(answer.data, 'POST issues/{number}/comments');
  };
  return postOnce(send, () => twinComment(api, pull, body));
}

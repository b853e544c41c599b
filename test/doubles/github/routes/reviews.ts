import { z } from 'zod';
import { type Answer, type Call, json, parameter, type Route } from '../exchange.ts';
import { legacyCommentFace, reviewFace } from '../faces/talk.ts';
import { pageAnswer } from '../paging.ts';
import type { PullRecord, Review } from '../records.ts';
import { notFound, unprocessable } from '../refusals.ts';
import { createReview, submitReview } from '../reviewing.ts';
import { pullOf } from './pulls.ts';

const REVIEWS = '/repos/{owner}/{repo}/pulls/{pull_number}/reviews';
const REVIEW = `${REVIEWS}/{review_id}`;
const READ = { level: 'read', anyOf: ['pull-requests'] } as const;
const WRITE = { level: 'write', anyOf: ['pull-requests'] } as const;

export const reviewRoutes: readonly Route[] = [
  { method: 'GET', path: REVIEWS, needs: READ, answer: listReviews },
  { method: 'POST', path: REVIEWS, needs: WRITE, answer: postReview },
  {
    method: 'GET',
    path: REVIEW,
    needs: READ,
    answer: (call) => json(face(call, pullOf(call), reviewOf(call))),
  },
  { method: 'DELETE', path: REVIEW, needs: WRITE, answer: deletePending },
  { method: 'POST', path: `${REVIEW}/events`, needs: WRITE, answer: postEvent },
  { method: 'GET', path: `${REVIEW}/comments`, needs: READ, answer: listReviewComments },
];

const event = z.enum(['APPROVE', 'REQUEST_CHANGES', 'COMMENT']);

const comment = z.object({
  path: z.string(),
  body: z.string(),
  line: z.number().optional(),
  side: z.string().optional(),
  start_line: z.number().optional(),
  start_side: z.string().optional(),
  position: z.number().optional(),
});

const reviewBody = z.object({
  commit_id: z.string().optional(),
  body: z.string().optional(),
  event: event.optional(),
  comments: z.array(comment).optional(),
});

const eventBody = z.object({ body: z.string().optional(), event });

function face(call: Call, pull: PullRecord, review: Review): unknown {
  return reviewFace(call.world, pull, review);
}

/** Somebody else's pending review is nobody's business. */
function isVisible(call: Call, review: Review): boolean {
  return review.state !== 'PENDING' || review.author === call.world.viewer;
}

function reviewOf(call: Call): Review {
  const id = Number(parameter(call, 'review_id'));
  const review = pullOf(call).reviews.find((candidate) => candidate.id === id);
  if (review === undefined || !isVisible(call, review)) throw notFound();
  return review;
}

function listReviews(call: Call): Answer {
  const pull = pullOf(call);
  const visible = pull.reviews.filter((review) => isVisible(call, review));
  return pageAnswer(call, visible, (review) => face(call, pull, review));
}

function postReview(call: Call): Answer {
  const pull = pullOf(call);
  const payload = reviewBody.parse(call.body ?? {});
  const review = createReview(call.world, pull, {
    author: call.world.viewer,
    body: payload.body ?? '',
    event: payload.event ?? null,
    commitSha: payload.commit_id ?? null,
    comments: payload.comments ?? [],
  });
  return json(face(call, pull, review));
}

function deletePending(call: Call): Answer {
  const pull = pullOf(call);
  const review = reviewOf(call);
  if (review.state !== 'PENDING') throw unprocessable('Can not delete a non-pending pull request review');
  pull.reviews.splice(pull.reviews.indexOf(review), 1);
  const kept = pull.threads.filter((thread) => thread.comments[0]?.reviewId !== review.id);
  pull.threads.splice(0, pull.threads.length, ...kept);
  return json(face(call, pull, review));
}

function postEvent(call: Call): Answer {
  const pull = pullOf(call);
  const review = reviewOf(call);
  if (review.state !== 'PENDING') throw unprocessable('Can not submit a review that is not pending');
  const payload = eventBody.parse(call.body);
  submitReview(call.world, pull, review, {
    author: call.world.viewer,
    body: payload.body ?? review.body,
    event: payload.event,
    commitSha: review.commitSha,
    comments: [],
  });
  return json(face(call, pull, review));
}

function listReviewComments(call: Call): Answer {
  const pull = pullOf(call);
  const review = reviewOf(call);
  const spoken = pull.threads.flatMap((thread) =>
    thread.comments
      .filter((candidate) => candidate.reviewId === review.id)
      .map((candidate) => ({ thread, comment: candidate })),
  );
  return pageAnswer(call, spoken, (at) => legacyCommentFace(call.world, pull, at));
}

import { z } from 'zod';
import { createSingleComment, reply } from '../commenting.ts';
import { type Answer, type Call, json, parameter, type Route } from '../exchange.ts';
import { reviewCommentFace } from '../faces/talk.ts';
import { pageAnswer } from '../paging.ts';
import type { PullRecord, ReviewComment, Thread } from '../records.ts';
import { bodyTooLong, notFound, validationFailed } from '../refusals.ts';
import { pullOf } from './pulls.ts';

const COMMENTS = '/repos/{owner}/{repo}/pulls/{pull_number}/comments';
const READ = { level: 'read', anyOf: ['pull-requests'] } as const;
const WRITE = { level: 'write', anyOf: ['pull-requests'] } as const;
const CREATED = 201;
const RESOURCE = 'PullRequestReviewComment';

export const reviewCommentRoutes: readonly Route[] = [
  { method: 'GET', path: COMMENTS, needs: READ, answer: listComments },
  { method: 'POST', path: COMMENTS, needs: WRITE, answer: postComment },
  { method: 'POST', path: `${COMMENTS}/{comment_id}/replies`, needs: WRITE, answer: postReply },
];

const commentBody = z.object({
  body: z.string(),
  commit_id: z.string(),
  path: z.string(),
  position: z.number().optional(),
  side: z.string().optional(),
  line: z.number().optional(),
  start_line: z.number().optional(),
  start_side: z.string().optional(),
  in_reply_to: z.number().optional(),
  subject_type: z.enum(['line', 'file']).optional(),
});

type Spoken = { readonly thread: Thread; readonly comment: ReviewComment };

function spokenIn(_call: Call, pull: PullRecord): Spoken[] {
  const pending = new Set(
    pull.reviews.filter((review) => review.state === 'PENDING').map((review) => review.id),
  );
  return pull.threads
    .flatMap((thread) => thread.comments.map((comment) => ({ thread, comment })))
    .filter(({ comment }) => !pending.has(comment.reviewId))
    .sort((a, b) => a.comment.id - b.comment.id);
}

function listComments(call: Call): Answer {
  const pull = pullOf(call);
  return pageAnswer(call, spokenIn(call, pull), (at) => reviewCommentFace(call.world, pull, at));
}

function postComment(call: Call): Answer {
  const pull = pullOf(call);
  const { commit_id, in_reply_to, subject_type, ...request } = commentBody.parse(call.body);
  // With `in_reply_to`, GitHub ignores everything but the text.
  if (in_reply_to !== undefined) return answerTo(call, pull, { id: in_reply_to, body: request.body });
  const comment = createSingleComment(call.world, pull, {
    ...request,
    author: call.world.viewer,
    commitSha: commit_id,
    subject: subject_type ?? 'line',
  });
  return created(call, pull, comment);
}

function postReply(call: Call): Answer {
  const { body } = z.object({ body: z.string() }).parse(call.body);
  return answerTo(call, pullOf(call), { id: Number(parameter(call, 'comment_id')), body });
}

function answerTo(call: Call, pull: PullRecord, { id, body }: { id: number; body: string }): Answer {
  const thread = pull.threads.find((candidate) => candidate.comments.some((comment) => comment.id === id));
  if (thread === undefined) throw notFound();
  if (body.trim() === '')
    throw validationFailed({ resource: RESOURCE, code: 'missing_field', field: 'body' });
  const { bodyCharacters } = call.world.limits;
  if (body.length > bodyCharacters) throw bodyTooLong(RESOURCE, bodyCharacters);
  return created(call, pull, reply(call.world, thread, { author: call.world.viewer, body }));
}

function created(call: Call, pull: PullRecord, comment: ReviewComment): Answer {
  const thread = pull.threads.find((candidate) => candidate.comments.includes(comment));
  if (thread === undefined) throw new Error(`Comment ${comment.id} was not stored.`);
  return json(reviewCommentFace(call.world, pull, { thread, comment }), CREATED);
}

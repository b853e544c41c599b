import { z } from 'zod';
import { type Answer, type Call, json, parameter, type Route } from '../exchange.ts';
import { issueCommentFace } from '../faces/talk.ts';
import { pageAnswer } from '../paging.ts';
import type { IssueComment, PullRecord } from '../records.ts';
import { bodyTooLong, forbidden, notFound, validationFailed } from '../refusals.ts';
import type { World } from '../world.ts';
import { pullOf } from './pulls.ts';

const COMMENTS = '/repos/{owner}/{repo}/issues/{issue_number}/comments';
const COMMENT = '/repos/{owner}/{repo}/issues/comments/{comment_id}';
const READ = { level: 'read', anyOf: ['pull-requests', 'issues'] } as const;
const WRITE = { level: 'write', anyOf: ['pull-requests', 'issues'] } as const;
const CREATED = 201;
const RESOURCE = 'IssueComment';

export const issueCommentRoutes: readonly Route[] = [
  { method: 'GET', path: COMMENTS, needs: READ, answer: listComments },
  { method: 'POST', path: COMMENTS, needs: WRITE, answer: postComment },
  { method: 'GET', path: COMMENT, needs: READ, answer: readComment },
  { method: 'PATCH', path: COMMENT, needs: WRITE, answer: editComment },
];

const commentBody = z.object({ body: z.string() });

export function addIssueComment(
  world: World,
  pull: PullRecord,
  { author, body }: { author: string; body: string },
): IssueComment {
  const at = world.now();
  const comment = { id: world.nextId(), author, body, createdAt: at, updatedAt: at, minimized: null };
  pull.issueComments.push(comment);
  return comment;
}

function listComments(call: Call): Answer {
  const pull = pullOf(call, 'issue_number');
  return pageAnswer(call, pull.issueComments, (comment) => issueCommentFace(call.world, pull, comment));
}

function postComment(call: Call): Answer {
  const pull = pullOf(call, 'issue_number');
  if (pull.seed.locked === true) throw forbidden('Unable to create comment because issue is locked.');
  const body = checkedBody(call);
  const comment = addIssueComment(call.world, pull, { author: call.world.viewer, body });
  const face = issueCommentFace(call.world, pull, comment);
  return json(face, CREATED, { location: String(face['url']) });
}

function readComment(call: Call): Answer {
  const { pull, comment } = commentOf(call);
  return json(issueCommentFace(call.world, pull, comment));
}

/** A token may edit its own comments; somebody else's needs a right this one lacks. */
function editComment(call: Call): Answer {
  const { pull, comment } = commentOf(call);
  if (comment.author !== call.world.viewer) throw forbidden('Resource not accessible by integration');
  comment.body = checkedBody(call);
  comment.updatedAt = call.world.now();
  return json(issueCommentFace(call.world, pull, comment));
}

function commentOf(call: Call): { pull: PullRecord; comment: IssueComment } {
  const id = Number(parameter(call, 'comment_id'));
  for (const pull of call.world.pulls.values()) {
    const comment = pull.issueComments.find((candidate) => candidate.id === id);
    if (comment !== undefined) return { pull, comment };
  }
  throw notFound();
}

function checkedBody(call: Call): string {
  const { body } = commentBody.parse(call.body);
  if (body.trim() === '') {
    throw validationFailed({
      resource: RESOURCE,
      code: 'unprocessable',
      field: 'data',
      message: 'Body cannot be blank',
    });
  }
  const { bodyCharacters } = call.world.limits;
  if (body.length > bodyCharacters) throw bodyTooLong(RESOURCE, bodyCharacters);
  return body;
}

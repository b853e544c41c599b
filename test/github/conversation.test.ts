import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { type Asked, answering, open, recordingLog } from './answering.ts';
import { HEAD_SHA, PULL } from './pull.ts';

const MARK = '<!-- kimi-review:finding v1 e30 -->';
const LAST = { hasNextPage: false, endCursor: null };
const more = (endCursor: string) => ({ hasNextPage: true, endCursor });
const comment = (id: number, mine = false) => ({
  fullDatabaseId: String(id),
  author: { login: mine ? 'github-actions' : 'ada' },
  viewerDidAuthor: mine,
  body: `comment ${id}`,
});
const thread = (id: string, pageInfo: object = LAST) => ({
  id,
  path: 'a.ts',
  line: 3,
  isResolved: false,
  isOutdated: false,
  comments: { nodes: [comment(1, true)], pageInfo },
});
const none = { nodes: [], pageInfo: LAST };
const VARIABLES = z.object({ variables: z.record(z.string(), z.unknown()) });
const variablesOf = (asked: Asked) => VARIABLES.parse(JSON.parse(asked.body)).variables;

function conversationOf(pages: (variables: Record<string, unknown>) => object, log = recordingLog()) {
  const answer = (asked: Asked) => {
    const variables = variablesOf(asked);
    const data =
      variables['thread'] === undefined
        ? { repository: { pullRequest: pages(variables) } }
        : pages(variables);
    return { body: { data } };
  };
  return answering(answer, async ({ url, asked }) => {
    const conversation = await open(url, { log }).pulls.conversation(PULL, []);
    return { conversation, asked: asked.map(variablesOf), warnings: log.lines };
  });
}

describe('conversation', () => {
  it('is one request when everything fits on one page', async () => {
    const beyond32Bits = 4_294_967_296;
    const { conversation, asked } = await conversationOf(() => ({
      commits: { nodes: [{ commit: { oid: HEAD_SHA, message: 'feat: a' } }], pageInfo: LAST },
      reviewThreads: { nodes: [thread('T1')], pageInfo: LAST },
      comments: { nodes: [comment(1), comment(beyond32Bits, true)], pageInfo: LAST },
      reviews: {
        nodes: [
          {
            fullDatabaseId: '55',
            viewerDidAuthor: true,
            comments: { nodes: [{ body: `A bug\n\n${MARK}` }] },
          },
        ],
      },
    }));
    expect(asked).toHaveLength(1);
    const mine = { author: 'github-actions', mine: true };
    expect(conversation).toEqual({
      commits: [{ sha: HEAD_SHA, message: 'feat: a' }],
      threads: [{ ...thread('T1'), comments: [{ id: 1, body: 'comment 1', ...mine }] }],
      ownComments: [{ id: beyond32Bits, body: `comment ${beyond32Bits}`, ...mine }],
      pendingReviewId: 55,
      tickets: { read: [], closing: 0, refused: null },
      checks: { failing: [], refused: null },
    });
  });

  it.each([
    ['without a comment', []],
    ['with a comment of a person', ['An hour of my thoughts']],
    ['with a comment of a person among ours', [`A bug\n\n${MARK}`, 'An hour of my thoughts']],
    ['whose comment only quotes our mark', [`> ${MARK}\n\nNot so.`]],
  ])('takes no pending review for ours %s', async (_which, bodies) => {
    const comments = { nodes: bodies.map((body) => ({ body })) };
    const { conversation } = await conversationOf(() => ({
      commits: none,
      reviewThreads: none,
      comments: none,
      reviews: { nodes: [{ fullDatabaseId: '55', viewerDidAuthor: true, comments }] },
    }));
    expect(conversation.pendingReviewId).toBeNull();
  });

  it('finds our comment past the first page, asking only for what goes on', async () => {
    const { conversation, asked } = await conversationOf((variables) =>
      variables['commentsAfter'] === null
        ? {
            commits: none,
            reviewThreads: none,
            comments: { nodes: [comment(1)], pageInfo: more('c1') },
            reviews: none,
          }
        : { comments: { nodes: [comment(2, true)], pageInfo: LAST } },
    );
    expect(conversation.ownComments.map(({ id }) => id)).toEqual([2]);
    expect(asked).toHaveLength(2);
    expect(asked[1]).toMatchObject({
      withComments: true,
      commentsAfter: 'c1',
      withThreads: false,
      withCommits: false,
    });
  });

  it('reads a thread with more than fifty comments to its end', async () => {
    const { conversation } = await conversationOf((variables) =>
      variables['thread'] === 'T1'
        ? { node: { comments: { nodes: [comment(2)], pageInfo: LAST } } }
        : {
            commits: none,
            reviewThreads: { nodes: [thread('T1', more('t1'))], pageInfo: LAST },
            comments: none,
          },
    );
    expect(conversation.threads[0]?.comments.map(({ id }) => id)).toEqual([1, 2]);
  });

  it('stops after 30 requests and says so', async () => {
    const endless = { nodes: [], pageInfo: more('on') };
    const { asked, warnings } = await conversationOf(() => ({
      commits: endless,
      reviewThreads: none,
      comments: none,
    }));
    expect(asked).toHaveLength(30);
    expect(warnings).toEqual([
      'Only the first 30 pages of the conversation were read; older findings may be repeated.',
    ]);
  });
});

import * as z from 'zod';
import type { ReviewThread, ThreadComment } from '../core/pull-request.ts';
import { DATABASE_ID, decode } from './convert.ts';
import type { Api } from './octokit.ts';

export const COMMENT_FIELDS = 'fullDatabaseId author { login } viewerDidAuthor body';

export const PAGE_INFO = z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() });

const COMMENT = z.object({
  fullDatabaseId: DATABASE_ID,
  author: z.object({ login: z.string() }).nullable(),
  viewerDidAuthor: z.boolean(),
  body: z.string(),
});

export const COMMENTS = z.object({ nodes: z.array(COMMENT), pageInfo: PAGE_INFO });

export const THREAD = z.object({
  id: z.string(),
  path: z.string(),
  line: z.number().nullable(),
  isResolved: z.boolean(),
  isOutdated: z.boolean(),
  comments: COMMENTS,
});
export type RawThread = z.infer<typeof THREAD>;

const THREAD_ANSWER = z.object({ node: z.object({ comments: COMMENTS }) });

const THREAD_QUERY = `
  query ThreadComments($thread: ID!, $after: String) {
    node(id: $thread) {
      ... on PullRequestReviewThread {
        comments(first: 100, after: $after) { nodes { ${COMMENT_FIELDS} } pageInfo { hasNextPage endCursor } }
      }
    }
  }`;

const THREAD_REQUESTS_MAX = 10;

export function cursorAfter(connection: { pageInfo: z.infer<typeof PAGE_INFO> } | undefined): string | null {
  return connection?.pageInfo.hasNextPage ? connection.pageInfo.endCursor : null;
}

/** A thread with all its comments: most need no further request. */
export async function wholeThread(api: Api, thread: RawThread): Promise<ReviewThread> {
  const comments = thread.comments.nodes.map(commentFrom);
  let after = cursorAfter(thread.comments);
  for (let request = 1; after !== null; request++) {
    if (request > THREAD_REQUESTS_MAX) {
      api.log.warn(`Only the first ${comments.length} comments of a thread on ${thread.path} were read.`);
      break;
    }
    const answer = await api.octokit.graphql(THREAD_QUERY, { thread: thread.id, after });
    const further = decode(THREAD_ANSWER, answer, 'the thread query').node.comments;
    comments.push(...further.nodes.map(commentFrom));
    after = cursorAfter(further);
  }
  return { ...thread, comments };
}

export function commentFrom(comment: z.infer<typeof COMMENT>): ThreadComment {
  return {
    id: comment.fullDatabaseId,
    author: comment.author?.login ?? null,
    mine: comment.viewerDidAuthor,
    body: comment.body,
  };
}

import * as z from 'zod';
import type { Commit, Conversation, PullRequest, ReviewThread, ThreadComment } from '../core/pull-request.ts';
import { DATABASE_ID, decode, SHA } from './convert.ts';
import { isLeftOver, PENDING_COMMENTS_READ } from './left-over.ts';
import type { Api } from './octokit.ts';

/** Everything said on a pull request: one GraphQL request, and one more per further page. */
export async function readConversation(api: Api, pull: PullRequest): Promise<Conversation> {
  const commits: Commit[] = [];
  const threads: RawThread[] = [];
  const comments: ThreadComment[] = [];
  let pendingReviewId: number | null = null;
  let wanted: Wanted | null = FIRST_PAGES;
  for (let request = 1; wanted !== null; request++) {
    const page: Page = await readPage(api, pull.number, wanted);
    commits.push(
      ...(page.commits?.nodes ?? []).map(({ commit }) => ({ sha: commit.oid, message: commit.message })),
    );
    threads.push(...(page.reviewThreads?.nodes ?? []));
    comments.push(...(page.comments?.nodes ?? []).map(commentFrom));
    const leftOver = page.reviews?.nodes.find(
      (review) => review.viewerDidAuthor && isLeftOver(review.comments.nodes),
    );
    pendingReviewId ??= leftOver?.fullDatabaseId ?? null;
    wanted = nextPages(page);
    if (wanted !== null && request === CONVERSATION_REQUESTS_MAX) {
      api.log.warn(
        `Only the first ${request} pages of the conversation were read; older findings may be repeated.`,
      );
      break;
    }
  }
  return {
    commits,
    threads: await Promise.all(threads.map((thread) => wholeThread(api, thread))),
    ownComments: comments.filter((comment) => comment.mine),
    pendingReviewId,
  };
}

// 30 pages of 100 hold more than GitHub shows on one page of its own.
const CONVERSATION_REQUESTS_MAX = 30;
const THREAD_REQUESTS_MAX = 10;

const COMMENT_FIELDS = 'fullDatabaseId author { login } viewerDidAuthor body';

const CONVERSATION_QUERY = `
  query Conversation(
    $owner: String!, $repo: String!, $number: Int!
    $withCommits: Boolean!, $commitsAfter: String
    $withThreads: Boolean!, $threadsAfter: String
    $withComments: Boolean!, $commentsAfter: String
    $withReviews: Boolean!
  ) {
    repository(owner: $owner, name: $repo) {
      pullRequest(number: $number) {
        commits(first: 100, after: $commitsAfter) @include(if: $withCommits) {
          nodes { commit { oid message } }
          pageInfo { hasNextPage endCursor }
        }
        reviewThreads(first: 100, after: $threadsAfter) @include(if: $withThreads) {
          nodes {
            id path line isResolved isOutdated
            comments(first: 50) { nodes { ${COMMENT_FIELDS} } pageInfo { hasNextPage endCursor } }
          }
          pageInfo { hasNextPage endCursor }
        }
        comments(first: 100, after: $commentsAfter) @include(if: $withComments) {
          nodes { ${COMMENT_FIELDS} }
          pageInfo { hasNextPage endCursor }
        }
        reviews(first: 10, states: [PENDING]) @include(if: $withReviews) {
          nodes { fullDatabaseId viewerDidAuthor comments(first: ${PENDING_COMMENTS_READ}) { nodes { body } } }
        }
      }
    }
  }`;

const THREAD_QUERY = `
  query ThreadComments($thread: ID!, $after: String) {
    node(id: $thread) {
      ... on PullRequestReviewThread {
        comments(first: 100, after: $after) { nodes { ${COMMENT_FIELDS} } pageInfo { hasNextPage endCursor } }
      }
    }
  }`;

const PAGE_INFO = z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() });

const COMMENT = z.object({
  fullDatabaseId: DATABASE_ID,
  author: z.object({ login: z.string() }).nullable(),
  viewerDidAuthor: z.boolean(),
  body: z.string(),
});

const COMMENTS = z.object({ nodes: z.array(COMMENT), pageInfo: PAGE_INFO });

const THREAD = z.object({
  id: z.string(),
  path: z.string(),
  line: z.number().nullable(),
  isResolved: z.boolean(),
  isOutdated: z.boolean(),
  comments: COMMENTS,
});
type RawThread = z.infer<typeof THREAD>;

const DRAFT = z.object({
  fullDatabaseId: DATABASE_ID,
  viewerDidAuthor: z.boolean(),
  comments: z.object({ nodes: z.array(COMMENT.pick({ body: true })) }),
});

const PAGE = z.object({
  commits: z
    .object({
      nodes: z.array(z.object({ commit: z.object({ oid: SHA, message: z.string() }) })),
      pageInfo: PAGE_INFO,
    })
    .optional(),
  reviewThreads: z.object({ nodes: z.array(THREAD), pageInfo: PAGE_INFO }).optional(),
  comments: COMMENTS.optional(),
  reviews: z.object({ nodes: z.array(DRAFT) }).optional(),
});
type Page = z.infer<typeof PAGE>;

const CONVERSATION_ANSWER = z.object({ repository: z.object({ pullRequest: PAGE }) });
const THREAD_ANSWER = z.object({ node: z.object({ comments: COMMENTS }) });

/** Which connections to ask for, and after which cursor each goes on. */
type Wanted = {
  readonly withCommits: boolean;
  readonly commitsAfter: string | null;
  readonly withThreads: boolean;
  readonly threadsAfter: string | null;
  readonly withComments: boolean;
  readonly commentsAfter: string | null;
  readonly withReviews: boolean;
};

const FIRST_PAGES: Wanted = {
  withCommits: true,
  commitsAfter: null,
  withThreads: true,
  threadsAfter: null,
  withComments: true,
  commentsAfter: null,
  withReviews: true,
};

async function readPage(api: Api, number: number, wanted: Wanted): Promise<Page> {
  const answer = await api.octokit.graphql(CONVERSATION_QUERY, { ...api.repo, number, ...wanted });
  return decode(CONVERSATION_ANSWER, answer, 'the conversation query').repository.pullRequest;
}

function nextPages(page: Page): Wanted | null {
  const commitsAfter = cursorAfter(page.commits);
  const threadsAfter = cursorAfter(page.reviewThreads);
  const commentsAfter = cursorAfter(page.comments);
  if (commitsAfter === null && threadsAfter === null && commentsAfter === null) return null;
  return {
    withCommits: commitsAfter !== null,
    commitsAfter,
    withThreads: threadsAfter !== null,
    threadsAfter,
    withComments: commentsAfter !== null,
    commentsAfter,
    withReviews: false,
  };
}

function cursorAfter(connection: { pageInfo: z.infer<typeof PAGE_INFO> } | undefined): string | null {
  return connection?.pageInfo.hasNextPage ? connection.pageInfo.endCursor : null;
}

async function wholeThread(api: Api, thread: RawThread): Promise<ReviewThread> {
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

function commentFrom(comment: z.infer<typeof COMMENT>): ThreadComment {
  return {
    id: comment.fullDatabaseId,
    author: comment.author?.login ?? null,
    mine: comment.viewerDidAuthor,
    body: comment.body,
  };
}

import * as z from 'zod';
import type {
  Checks,
  Commit,
  Conversation,
  PullRequest,
  ThreadComment,
  Tickets,
} from '../core/pull-request.ts';
import { type AnswerPath, askInPart } from './ask-in-part.ts';
import { DATABASE_ID, decode, SHA } from './convert.ts';
import { CHECK_FIELDS, CHECKS_SHAPE, checksFrom, isCheckPath } from './failing-checks.ts';
import { isLeftOver, PENDING_COMMENTS_READ } from './left-over.ts';
import type { Api } from './octokit.ts';
import {
  COMMENT_FIELDS,
  COMMENTS,
  commentFrom,
  cursorAfter,
  PAGE_INFO,
  type RawThread,
  THREAD,
  wholeThread,
} from './threads.ts';
import { CLOSING_FIELDS, CLOSING_SHAPE, isTicketPath, numberedFields, ticketsFrom } from './tickets.ts';

/**
 * Everything said on a pull request, the tickets it is for and the checks that failed: one GraphQL request, and one
 * more per further page. Tickets and checks may be refused by themselves.
 */
export async function readConversation(
  api: Api,
  pull: PullRequest,
  mentioned: readonly number[],
): Promise<Conversation> {
  const commits: Commit[] = [];
  const threads: RawThread[] = [];
  const comments: ThreadComment[] = [];
  let pendingReviewId: number | null = null;
  const first = await readPage(api, pull, { ...FIRST_PAGES, mentioned });
  let page: Page = first.page;
  for (let request = 1; ; request++) {
    commits.push(
      ...(page.commits?.nodes ?? []).map(({ commit }) => ({ sha: commit.oid, message: commit.message })),
    );
    threads.push(...(page.reviewThreads?.nodes ?? []));
    comments.push(...(page.comments?.nodes ?? []).map(commentFrom));
    const leftOver = page.reviews?.nodes.find(
      (review) => review.viewerDidAuthor && isLeftOver(review.comments.nodes),
    );
    pendingReviewId ??= leftOver?.fullDatabaseId ?? null;
    const wanted = nextPages(page);
    if (wanted === null) break;
    if (request === CONVERSATION_REQUESTS_MAX) {
      api.log.warn(
        `Only the first ${request} pages of the conversation were read; older findings may be repeated.`,
      );
      break;
    }
    ({ page } = await readPage(api, pull, wanted));
  }
  return {
    commits,
    threads: await Promise.all(threads.map((thread) => wholeThread(api, thread))),
    ownComments: comments.filter((comment) => comment.mine),
    pendingReviewId,
    tickets: first.tickets,
    checks: first.checks,
  };
}

// 30 pages of 100 hold more than GitHub shows on one page of its own.
const CONVERSATION_REQUESTS_MAX = 30;

const conversationQuery = (mentioned: readonly number[]): string => `
  query Conversation(
    $owner: String!, $repo: String!, $number: Int!
    $withCommits: Boolean!, $commitsAfter: String
    $withThreads: Boolean!, $threadsAfter: String
    $withComments: Boolean!, $commentsAfter: String
    $withReviews: Boolean!, $withWork: Boolean!
  ) {
    repository(owner: $owner, name: $repo) {
      ${numberedFields(mentioned)}
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
        ... on PullRequest @include(if: $withWork) { ${CLOSING_FIELDS} ${CHECK_FIELDS} }
      }
    }
  }`;

const DRAFT = z.object({
  fullDatabaseId: DATABASE_ID,
  viewerDidAuthor: z.boolean(),
  comments: z.object({ nodes: z.array(z.object({ body: z.string() })) }),
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
  closingIssuesReferences: CLOSING_SHAPE,
  headCommit: CHECKS_SHAPE,
});
type Page = z.infer<typeof PAGE>;

const CONVERSATION_ANSWER = z.object({ repository: z.looseObject({ pullRequest: PAGE }) });

/** Which connections to ask for, and after which cursor each goes on. */
type Wanted = {
  readonly withCommits: boolean;
  readonly commitsAfter: string | null;
  readonly withThreads: boolean;
  readonly threadsAfter: string | null;
  readonly withComments: boolean;
  readonly commentsAfter: string | null;
  readonly withReviews: boolean;
  /** Tickets and checks. */
  readonly withWork: boolean;
  readonly mentioned: readonly number[];
};

const FIRST_PAGES: Wanted = {
  withCommits: true,
  commitsAfter: null,
  withThreads: true,
  threadsAfter: null,
  withComments: true,
  commentsAfter: null,
  withReviews: true,
  withWork: true,
  mentioned: [],
};

type Read = { readonly page: Page; readonly tickets: Tickets; readonly checks: Checks };

async function readPage(api: Api, pull: PullRequest, { mentioned, ...wanted }: Wanted): Promise<Read> {
  const variables = { ...api.repo, number: pull.number, ...wanted };
  const query = { text: conversationQuery(mentioned), variables };
  const { data, refused } = await askInPart(api, query, isWorkPath);
  const { repository } = decode(CONVERSATION_ANSWER, data, 'the conversation query');
  const page = repository.pullRequest;
  const closing = page.closingIssuesReferences;
  return {
    page,
    tickets: ticketsFrom(api, { repository, closing }, refused),
    checks: checksFrom(page.headCommit, pull.head.sha, refused),
  };
}

function isWorkPath(path: AnswerPath): boolean {
  return isTicketPath(path) || isCheckPath(path);
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
    withWork: false,
    mentioned: [],
  };
}

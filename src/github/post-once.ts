import * as z from 'zod';
import type { PullRequest } from '../core/pull-request.ts';
import type { ReviewPayload } from '../core/report/payloads.ts';
import type { Receipt } from '../ports.ts';
import { decode } from './convert.ts';
import { statusOf } from './failure.ts';
import type { Api } from './octokit.ts';

/**
 * Sends a post that must not appear twice. A 5xx or a broken connection does not say whether GitHub kept it, so the
 * post is looked for before it is sent once more.
 */
export async function postOnce(
  send: () => Promise<Receipt>,
  findTwin: () => Promise<Receipt | null>,
): Promise<Receipt> {
  try {
    return await send();
  } catch (error) {
    const status = statusOf(error);
    if (status === null || status < SERVER_ERROR_FIRST) throw error;
    return (await findTwin()) ?? (await send());
  }
}

/** Our review of this commit with this body. Bodies of one run differ, and a later run has other things to say. */
export async function twinReview(
  api: Api,
  pull: PullRequest,
  review: ReviewPayload,
): Promise<Receipt | null> {
  const isTwin = (post: Post) => post.body === review.body && post.commit_id === review.commit_id;
  return findTwin(isTwin, async (page) => {
    const place = { ...api.repo, pull_number: pull.number, per_page: PAGE_SIZE, page };
    return (await api.octokit.rest.pulls.listReviews(place)).data;
  });
}

/** A comment on this pull request with this body. */
export async function twinComment(api: Api, pull: PullRequest, body: string): Promise<Receipt | null> {
  const isTwin = (post: Post) => post.body === body;
  return findTwin(isTwin, async (page) => {
    const place = { ...api.repo, issue_number: pull.number, per_page: PAGE_SIZE, page };
    return (await api.octokit.rest.issues.listComments(place)).data;
  });
}

const SERVER_ERROR_FIRST = 500;
const PAGE_SIZE = 100;
const PAGES_MAX = 30;

const POST = z.object({
  id: z.number(),
  body: z.string().nullable().optional(),
  // Reviews have it, comments do not; null when the commit is gone.
  commit_id: z.string().nullable().optional(),
  html_url: z.string(),
});
type Post = z.infer<typeof POST>;

async function findTwin(
  isTwin: (post: Post) => boolean,
  readPage: (page: number) => Promise<unknown>,
): Promise<Receipt | null> {
  for (let page = 1; page <= PAGES_MAX; page++) {
    const posts = decode(z.array(POST), await readPage(page), 'a list of what was posted');
    const twin = posts.find(isTwin);
    if (twin !== undefined) return { kind: 'posted', id: twin.id, url: twin.html_url };
    if (posts.length < PAGE_SIZE) break;
  }
  return null;
}

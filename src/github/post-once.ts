import { z } from 'zod';
import type { PullRequest } from '../core/pull-request.ts';
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

/** A review with this body on this pull request, sent within the last minutes. */
export async function twinReview(api: Api, pull: PullRequest, body: string): Promise<Receipt | null> {
  return findTwin(body, async (page) => {
    const place = { ...api.repo, pull_number: pull.number, per_page: PAGE_SIZE, page };
    const { data, headers } = await api.octokit.rest.pulls.listReviews(place);
    return { data, date: headers.date };
  });
}

/** A comment with this body on this pull request, sent within the last minutes. */
export async function twinComment(api: Api, pull: PullRequest, body: string): Promise<Receipt | null> {
  return findTwin(body, async (page) => {
    const place = { ...api.repo, issue_number: pull.number, per_page: PAGE_SIZE, page };
    const { data, headers } = await api.octokit.rest.issues.listComments(place);
    return { data, date: headers.date };
  });
}

const SERVER_ERROR_FIRST = 500;
const PAGE_SIZE = 100;
const PAGES_MAX = 30;
// An earlier run may have said the same; what is older than the request and its time-out is not its twin.
const TWIN_AGE_MAX_MS = 120_000;

const POSTS = z.array(
  z.object({
    id: z.number(),
    body: z.string().nullable().optional(),
    html_url: z.string(),
    // Reviews have the one, comments the other.
    submitted_at: z.string().optional(),
    created_at: z.string().optional(),
  }),
);

type ReadPage = (page: number) => Promise<{ readonly data: unknown; readonly date: string | undefined }>;

async function findTwin(body: string, readPage: ReadPage): Promise<Receipt | null> {
  for (let page = 1; page <= PAGES_MAX; page++) {
    const { data, date } = await readPage(page);
    const posts = decode(POSTS, data, 'a list of what was posted');
    // GitHub's clock on both sides: the runner's may be wrong.
    const newest = date === undefined ? Number.POSITIVE_INFINITY : Date.parse(date);
    const twin = posts.find((post) => {
      const sent = Date.parse(post.submitted_at ?? post.created_at ?? '');
      return post.body === body && newest - sent <= TWIN_AGE_MAX_MS;
    });
    if (twin !== undefined) return { kind: 'posted', id: twin.id, url: twin.html_url };
    if (posts.length < PAGE_SIZE) break;
  }
  return null;
}

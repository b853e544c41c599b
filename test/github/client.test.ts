import { describe, expect, it } from '@jest/globals';
import { answering, open, recordingLog, TOKEN } from './answering.ts';
import { PULL, RAW_PULL } from './pull.ts';

const SECONDARY = 'You have exceeded a secondary rate limit. Please wait a few minutes.';
const EMPTY_PAGE = { nodes: [], pageInfo: { hasNextPage: false, endCursor: null } };
const EMPTY_CONVERSATION = {
  data: {
    repository: {
      pullRequest: {
        commits: EMPTY_PAGE,
        reviewThreads: EMPTY_PAGE,
        comments: EMPTY_PAGE,
        reviews: EMPTY_PAGE,
      },
    },
  },
};

describe('openGitHub', () => {
  it('says who asks and which version of the API is meant', async () => {
    await answering(
      () => ({ body: RAW_PULL }),
      async ({ url, asked }) => {
        await open(`${url}/`).pulls.read(7);
        expect(asked.map((each) => `${each.method} ${each.url}`)).toEqual(['GET /repos/ada/app/pulls/7']);
        expect(asked[0]?.headers['x-github-api-version']).toBe('2022-11-28');
        expect(asked[0]?.headers['user-agent']).toMatch(/^kimi-review\/0\.0\.0-test/);
        expect(asked[0]?.headers['authorization']).toBe(`bearer ${TOKEN}`);
      },
    );
  });

  it.each([
    ['github.com', '', '/graphql'],
    ['GitHub Enterprise Server', '/api/v3', '/api/graphql'],
  ])('finds the GraphQL address of %s', async (_where, path, expected) => {
    await answering(
      () => ({ body: EMPTY_CONVERSATION }),
      async ({ url, asked }) => {
        await open(url + path).pulls.conversation(PULL, []);
        expect(asked.map((each) => each.url)).toEqual([expected]);
      },
    );
  });

  it.each([403, 429])('waits as a %i with a secondary limit asks, then goes on', async (status) => {
    const log = recordingLog();
    await answering(
      (_asked, number) =>
        number === 1
          ? { status, headers: { 'retry-after': '1' }, body: { message: SECONDARY } }
          : { body: RAW_PULL },
      async ({ url, asked }) => {
        const sentAt = performance.now();
        expect((await open(url, { log }).pulls.read(7)).number).toBe(7);
        expect(performance.now() - sentAt).toBeGreaterThan(900);
        expect(asked).toHaveLength(2);
        expect(log.lines).toEqual(["GitHub's secondary rate limit is reached; waiting 1 s as it asks."]);
      },
    );
  });

  it('does not wait for an hour: the request is refused instead', async () => {
    await answering(
      () => ({ status: 403, headers: { 'retry-after': '3600' }, body: { message: SECONDARY } }),
      async ({ url, asked }) => {
        await expect(open(url).pulls.read(7)).rejects.toMatchObject({ code: 'GITHUB_RATE_LIMITED' });
        expect(asked).toHaveLength(1);
      },
    );
  });

  it('tries again after a server error', async () => {
    await answering(
      (_asked, number) =>
        number === 1 ? { status: 502, body: { message: 'Bad Gateway' } } : { body: RAW_PULL },
      async ({ url, asked }) => {
        expect((await open(url).pulls.headSha(7)).length).toBe(40);
        expect(asked).toHaveLength(2);
      },
    );
  });
});

import { inspect } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { ReviewError } from '../../src/errors.ts';
import { type Answered, answering, open, TOKEN } from './answering.ts';
import { PULL } from './pull.ts';

async function failureOf(answered: Answered): Promise<unknown> {
  return answering(
    () => answered,
    ({ url }) =>
      open(url)
        .pulls.read(7)
        .catch((error: unknown) => error),
  );
}

const PULL_REQUEST = 'GET /repos/ada/app/pulls/7';
const INTEGRATION = { message: 'Resource not accessible by integration' };

describe('a failed request', () => {
  it.each([
    [
      'a token GitHub does not know',
      { status: 401, body: { message: 'Bad credentials' } },
      'GITHUB_FORBIDDEN',
      `GitHub does not know the token (401) at ${PULL_REQUEST}: Bad credentials`,
    ],
    [
      'a permission the token lacks',
      { status: 403, headers: { 'x-accepted-github-permissions': 'pull_requests=read' }, body: INTEGRATION },
      'GITHUB_FORBIDDEN',
      `GitHub refused ${PULL_REQUEST} (403): Resource not accessible by integration. The token needs pull-requests: read.`,
    ],
    [
      'a permission that GitHub does not name',
      { status: 403, body: INTEGRATION },
      'GITHUB_FORBIDDEN',
      `GitHub refused ${PULL_REQUEST} (403): Resource not accessible by integration. The token needs pull-requests: read.`,
    ],
    [
      'one of several permissions',
      {
        status: 403,
        headers: { 'x-accepted-github-permissions': 'issues=write; pull_requests=write' },
        body: INTEGRATION,
      },
      'GITHUB_FORBIDDEN',
      `GitHub refused ${PULL_REQUEST} (403): Resource not accessible by integration. The token needs issues: write or pull-requests: write.`,
    ],
    [
      'a pull request that is not there',
      { status: 404, body: { message: 'Not Found' } },
      'GITHUB_NOT_FOUND',
      `GitHub has nothing at ${PULL_REQUEST} (404), or the token may not see it: Not Found`,
    ],
    [
      'the hourly limit',
      {
        status: 403,
        headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '99999999999' },
        body: { message: 'API rate limit exceeded' },
      },
      'GITHUB_RATE_LIMITED',
      `GitHub limits requests (403) at ${PULL_REQUEST}: API rate limit exceeded`,
    ],
    [
      'a page of HTML',
      { status: 413, headers: { 'content-type': 'text/html' }, body: '<html>'.repeat(99) },
      'GITHUB_FAILED',
      `GitHub answered 413 to ${PULL_REQUEST}: it gave no reason`,
    ],
    [
      'an error that is listed',
      {
        status: 422,
        body: {
          message: 'Unprocessable Entity',
          errors: [
            'no such line',
            { message: 'body is too long' },
            { resource: 'Pull', field: 'x', code: 'bad' },
          ],
        },
      },
      'GITHUB_FAILED',
      `GitHub answered 422 to ${PULL_REQUEST}: Unprocessable Entity: no such line: body is too long: Pull x bad`,
    ],
  ])('names the request and the way out: %s', async (_what, answered, code, message) => {
    const failure = await failureOf(answered);
    expect(failure).toBeInstanceOf(ReviewError);
    expect(failure).toMatchObject({ code, message });
  });

  it('never holds the token, however deep one looks', async () => {
    const failure = await failureOf({ status: 403, body: INTEGRATION });
    expect(inspect(failure, { depth: 20, showHidden: true })).not.toContain(TOKEN);
  });

  it('does not call a broken connection an answer', async () => {
    const nowhere = 'http://127.0.0.1:1';
    const receipt = await open(nowhere).publisher.startCheck(PULL, {
      name: 'Kimi',
      head_sha: PULL.head.sha,
      status: 'in_progress',
      started_at: '2026-01-01T00:00:00Z',
    });
    expect(receipt).toMatchObject({
      kind: 'refused',
      reason: expect.stringMatching(/^GitHub could not be reached for POST \/repos\/ada\/app\/check-runs: /),
    });
  });

  it.each([
    ['NOT_FOUND', 'GITHUB_NOT_FOUND'],
    ['FORBIDDEN', 'GITHUB_FORBIDDEN'],
    ['MAX_NODE_LIMIT_EXCEEDED', 'GITHUB_FAILED'],
  ])('reads the GraphQL error %s', async (type, code) => {
    await answering(
      () => ({ body: { data: null, errors: [{ type, message: 'no' }] } }),
      async ({ url }) => {
        const asked = open(url).pulls.conversation(PULL, []);
        await expect(asked).rejects.toMatchObject({ code, message: "GitHub's GraphQL answered: no" });
      },
    );
  });
});

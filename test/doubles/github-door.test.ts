import { describe, expect, it } from '@jest/globals';
import { ask, askGraphql, post } from './github/ask.ts';
import { filled } from './github/description.ts';
import { findOperation, referee } from './github/referee.ts';
import { onStage, type StageOptions, TWO_HUNKS } from './github/stage.ts';
import { startGitHub } from './github/start.ts';

const PULL = '/pulls/7';
const READ_ONLY: StageOptions = { permissions: { 'pull-requests': 'read', checks: 'none' } };

describe('the door', () => {
  it.each([
    ['a wrong token', { authorization: 'token ghs_wrong' }, 401, 'Bad credentials'],
    ['no token', { authorization: '' }, 401, 'Bad credentials'],
    ['basic authentication', { authorization: 'basic abc' }, 401, 'Bad credentials'],
    [
      'an unknown version',
      { 'x-github-api-version': '2019-01-01' },
      400,
      '"2019-01-01" is not a supported version.',
    ],
    ['an unknown media type', { accept: 'text/html' }, 415, "Unsupported 'Accept' header"],
  ])('stops %s', async (_what, headers, status, message) => {
    await onStage(TWO_HUNKS, {}, async ({ github }) => {
      const heard = await ask(github, PULL, { headers });
      expect(heard).toMatchObject({ status, json: { message: expect.stringContaining(message) } });
    });
  });

  it('lets both known versions pass', async () => {
    await onStage(TWO_HUNKS, {}, async ({ github }) => {
      for (const version of ['2022-11-28', '2026-03-10']) {
        expect((await ask(github, PULL, { headers: { 'x-github-api-version': version } })).status).toBe(200);
      }
    });
  });

  it.each([
    ['a review', '/pulls/7/reviews', { event: 'COMMENT', body: 'Hi' }],
    ['an issue comment', '/issues/7/comments', { body: 'Hi' }],
    ['a check run', '/check-runs', { name: 'x', head_sha: '0'.repeat(40) }],
  ])('stops %s with a read-only token', async (_what, path, body) => {
    await onStage(TWO_HUNKS, READ_ONLY, async ({ github }) => {
      expect(await post(github, path, body)).toMatchObject({
        status: 403,
        json: { message: 'Resource not accessible by integration' },
      });
    });
  });

  it('takes issues: write as good enough for an issue comment', async () => {
    const permissions = { 'pull-requests': 'read', issues: 'write' } as const;
    await onStage(TWO_HUNKS, { permissions }, async ({ github }) => {
      expect((await post(github, '/issues/7/comments', { body: 'Hi' })).status).toBe(201);
    });
  });

  it('counts down the hour and refuses when it is used up', async () => {
    await onStage(TWO_HUNKS, { limits: { requestsPerHour: 1 } }, async ({ github }) => {
      const first = await ask(github, PULL);
      expect(first.headers.get('x-ratelimit-remaining')).toBe('0');
      const second = await ask(github, PULL);
      expect(second).toMatchObject({
        status: 403,
        json: { message: expect.stringContaining('API rate limit exceeded') },
      });
      expect(Number(second.headers.get('x-ratelimit-reset'))).toBeGreaterThan(0);
    });
  });

  it('records requests without the token', async () => {
    await onStage(TWO_HUNKS, {}, async ({ github }) => {
      await ask(github, `${PULL}/files?per_page=5`);
      expect(github.requests).toMatchObject([
        { method: 'GET', path: '/repos/octo/tools/pulls/7/files', query: { per_page: '5' }, status: 200 },
      ]);
      expect(JSON.stringify(github.requests)).not.toContain('ghs_');
    });
  });

  it('lets a test change the world while a request is on its way', async () => {
    await onStage(TWO_HUNKS, {}, async ({ github, repository }) => {
      const next = repository.commit({ files: { b: 'b\n' } }, 'More');
      github.onRequest(({ method }) => method === 'POST' && github.pushHead(7, next));
      const body = { event: 'COMMENT', body: 'b', commit_id: repository.headSha };
      const comments = [{ path: 'src/a.ts', line: 2, body: 'Why?' }];
      expect((await post(github, '/pulls/7/reviews', { ...body, comments })).status).toBe(422);
    });
  });
});

describe('trouble on the way', () => {
  const path = /\/issues\/7\/comments$/;
  it.each([
    ['a secondary limit', { kind: 'secondary-limit', retryAfterSeconds: 7 }, 403, '7'],
    ['too many requests', { kind: 'too-many-requests' }, 429, '60'],
    ['a server error', { kind: 'status', status: 500 }, 500, null],
    ['a bad gateway', { kind: 'status', status: 502 }, 502, null],
    ['the answer to haste', { kind: 'spammed' }, 422, null],
  ] as const)('%s hits once, then passes', async (_what, trouble, status, retryAfter) => {
    await onStage(TWO_HUNKS, { faults: [{ method: 'POST', path, trouble }] }, async ({ github }) => {
      const hit = await post(github, '/issues/7/comments', { body: 'Hi' });
      expect(hit.status).toBe(status);
      expect(hit.headers.get('retry-after')).toBe(retryAfter);
      expect(github.state.pull(7).issueComments).toEqual([]);
      expect((await post(github, '/issues/7/comments', { body: 'Hi' })).status).toBe(201);
    });
  });

  it('can break the connection after the work was done', async () => {
    const faults = [{ path, takesEffect: true, trouble: { kind: 'reset' } }] as const;
    await onStage(TWO_HUNKS, { faults }, async ({ github }) => {
      await expect(post(github, '/issues/7/comments', { body: 'Hi' })).rejects.toThrow('fetch failed');
      expect(github.state.pull(7).issueComments).toHaveLength(1);
      expect(github.requests).toMatchObject([{ status: 0 }]);
    });
  });

  it('can wait its turn, and delay an answer', async () => {
    const slow = { path, trouble: { kind: 'slow', delayMs: 1 } } as const;
    const late = { path, after: 1, times: 2, trouble: { kind: 'status', status: 503 } } as const;
    await onStage(TWO_HUNKS, { faults: [slow, late] }, async ({ github }) => {
      const statuses = [];
      for (let count = 0; count < 4; count += 1)
        statuses.push((await ask(github, '/issues/7/comments')).status);
      expect(statuses).toEqual([200, 200, 503, 503]);
    });
  });
});

describe('the referee', () => {
  it.each([
    ['no JSON', '{', 400, 'Problems parsing JSON'],
    ['a list', '[]', 400, 'Body should be a JSON object'],
    ['nothing', undefined, 422, 'Invalid request.\n\nnil is not an object.'],
    [
      'a misspelt key',
      { bodi: 'Hi' },
      422,
      'Invalid request.\n\n"body" wasn\'t supplied.\n"bodi" is not a permitted key.',
    ],
    ['a number for text', { body: 1 }, 422, "Invalid request.\n\nFor 'properties/body', 1 is not a string."],
  ])('stops a request body that is %s', async (_what, body, status, message) => {
    await onStage(TWO_HUNKS, {}, async ({ github }) => {
      const heard = await ask(github, '/issues/7/comments', {
        method: 'POST',
        ...(body === undefined ? {} : { body }),
      });
      expect(heard).toMatchObject({ status, json: { message } });
    });
  });

  it('finds what is wrong with an answer', () => {
    const path = '/repos/{owner}/{repo}/issues/{issue_number}/comments';
    const operation = findOperation('POST', path);
    if (operation === null) throw new Error('The description lacks the operation.');
    const good = filled('issue-comment', { user: null });
    expect(referee.response(operation, path, { status: 201, value: good })).toEqual([]);
    expect(referee.response(operation, path, { status: 201, value: { ...good, id: 'one' } })).toHaveLength(1);
    expect(referee.response(operation, path, { status: 202, value: good })).toHaveLength(1);
  });

  it('answers 599 and keeps a record when the double itself is wrong', async () => {
    await onStage(TWO_HUNKS, {}, async ({ repository }) => {
      const github = await startGitHub({
        repositoryPath: repository.path,
        repository: 'octo/tools',
        pulls: [
          {
            number: 7,
            title: 't',
            body: '',
            author: 'ann',
            base: { ref: 'main', sha: repository.baseSha },
            head: { ref: 'topic', sha: repository.headSha },
          },
        ],
      });
      Object.assign(github.state.addIssueComment(7, { author: 'bob', body: 'b' }), {
        createdAt: 'once upon a time',
      });
      expect((await ask(github, '/issues/7/comments')).status).toBe(599);
      expect(github.violations).toEqual([
        expect.stringContaining('/0/created_at must match format "date-time"'),
      ]);
      await github.close();
    });
  });

  it('knows nobody by the token of a workflow', async () => {
    await onStage(TWO_HUNKS, {}, async ({ github }) => {
      const response = await fetch(`${github.url}/user`, {
        headers: { authorization: 'token x', 'user-agent': 'x' },
      });
      expect(response.status).toBe(401);
      expect((await askGraphql(github, '{ viewer { login } }')).json).toEqual({
        data: { viewer: { login: 'github-actions[bot]' } },
      });
    });
  });
});

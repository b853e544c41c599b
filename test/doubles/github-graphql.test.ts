import { describe, expect, it } from '@jest/globals';
import { askGraphql } from './github/ask.ts';
import { onStage, type Stage, TWENTY_LINES, TWO_HUNKS } from './github/stage.ts';

const BOT = 'github-actions[bot]';
const comment = { path: 'src/a.ts', line: 2, side: 'RIGHT', body: 'Why?' };

async function pullFields({ github }: Stage, fields: string): Promise<unknown> {
  const query = `query ($number: Int!) { repository(owner: "octo", name: "tools") { pullRequest(number: $number) { ${fields} } } }`;
  return (await askGraphql(github, query, { number: 7 })).json;
}

function pullData(pullRequest: object) {
  return { data: { repository: { pullRequest } } };
}

describe('reading a pull request', () => {
  it('gives what the description, the commits and the reviews are', async () => {
    await onStage(TWO_HUNKS, { pull: { draft: true } }, async (stage) => {
      stage.github.state.addReview(7, { author: BOT, event: null });
      stage.github.state.addReview(7, { author: 'bob', event: null });
      const fields = `title isDraft headRefOid changedFiles author { login __typename }
        commits(last: 5) { nodes { commit { oid messageHeadline } } }
        reviews(first: 10, states: [PENDING]) { nodes { fullDatabaseId state viewerDidAuthor } }`;
      const oid = stage.repository.headSha;
      expect(await pullFields(stage, fields)).toMatchObject(
        pullData({
          title: 'Change things',
          isDraft: true,
          headRefOid: oid,
          changedFiles: 2,
          author: { login: 'ann', __typename: 'User' },
          commits: { nodes: [{ commit: { oid, messageHeadline: 'Change things' } }] },
          reviews: { nodes: [{ state: 'PENDING', viewerDidAuthor: true }] },
        }),
      );
    });
  });

  it('leads through threads and their comments page by page', async () => {
    await onStage(TWO_HUNKS, {}, async (stage) => {
      const comments = [comment, { ...comment, line: 19 }, { ...comment, side: 'LEFT' }];
      stage.github.state.addReview(7, { author: BOT, event: 'COMMENT', body: 'b', comments });
      const [first] = stage.github.state.reviewComments(7);
      stage.github.state.addReply(first?.comment.id ?? 0, { author: 'ann', body: 'Because.' });
      const page = (after: string) =>
        `reviewThreads(first: 2${after}) { totalCount pageInfo { hasNextPage endCursor } nodes { path line diffSide isOutdated isResolved
          comments(first: 10) { nodes { body viewerDidAuthor fullDatabaseId author { login } } } } }`;
      const said = { body: 'Why?', viewerDidAuthor: true, author: { login: 'github-actions' } };
      expect(await pullFields(stage, page(''))).toMatchObject(
        pullData({
          reviewThreads: {
            totalCount: 3,
            pageInfo: { hasNextPage: true, endCursor: 'Y3Vyc29yOjE=' },
            nodes: [
              {
                line: 2,
                diffSide: 'RIGHT',
                comments: { nodes: [said, { body: 'Because.', viewerDidAuthor: false }] },
              },
              { line: 19 },
            ],
          },
        }),
      );
      expect(await pullFields(stage, page(', after: "Y3Vyc29yOjE="'))).toMatchObject(
        pullData({ reviewThreads: { pageInfo: { hasNextPage: false }, nodes: [{ diffSide: 'LEFT' }] } }),
      );
    });
  });

  it('shows an outdated thread without a line', async () => {
    await onStage(TWO_HUNKS, {}, async (stage) => {
      stage.github.state.addReview(7, { author: BOT, event: 'COMMENT', body: 'b', comments: [comment] });
      stage.github.pushHead(7, stage.repository.commit({ files: { 'src/a.ts': TWENTY_LINES } }, 'Undo'));
      expect(
        await pullFields(stage, 'reviewThreads(first: 9) { nodes { line originalLine isOutdated } }'),
      ).toEqual(pullData({ reviewThreads: { nodes: [{ line: null, originalLine: 2, isOutdated: true }] } }));
    });
  });

  it('overflows databaseId with the id of a comment, which needs fullDatabaseId', async () => {
    await onStage(TWO_HUNKS, {}, async (stage) => {
      stage.github.state.addIssueComment(7, { author: 'bob', body: 'Hi' });
      expect(
        await pullFields(stage, 'comments(last: 1) { nodes { databaseId fullDatabaseId } }'),
      ).toMatchObject({
        ...pullData({ comments: { nodes: [{ databaseId: null, fullDatabaseId: '3000000001' }] } }),
        errors: [{ message: expect.stringContaining('32-bit') }],
      });
    });
  });
});

describe('reading files', () => {
  it('answers a batch of aliases, binary and missing files included', async () => {
    const base = { 'a.ts': 'é\n', bin: Buffer.from([1, 0, 2]), big: TWENTY_LINES };
    await onStage(
      { base, head: { n: 'n\n' } },
      { limits: { graphqlTextBytes: 10 } },
      async ({ github, repository }) => {
        const file = (path: string) =>
          `object(expression: "${repository.headSha}:${path}") { ... on Blob { text isBinary isTruncated byteSize } }`;
        const names = ['a.ts', 'bin', 'big', 'none'];
        const aliases = names.map((path, index) => `f${index}: ${file(path)}`).join(' ');
        const { json } = await askGraphql(
          github,
          `{ repository(owner: "octo", name: "tools") { ${aliases} } }`,
        );
        expect(json).toEqual({
          data: {
            repository: {
              f0: { text: 'é\n', isBinary: false, isTruncated: false, byteSize: 3 },
              f1: { text: null, isBinary: true, isTruncated: false, byteSize: 3 },
              f2: { text: 'line 1\nlin', isBinary: false, isTruncated: true, byteSize: TWENTY_LINES.length },
              f3: null,
            },
          },
        });
      },
    );
  });
});

describe('what GraphQL refuses', () => {
  it.each([
    ['a field nobody has', 'titel', "Field 'titel' doesn't exist on type 'PullRequest'", undefined],
    [
      'a list without a size',
      'comments { totalCount }',
      'You must provide a `first` or `last` value to properly paginate the `comments` connection.',
      'MISSING_PAGINATION_BOUNDARIES',
    ],
    [
      'a list of more than a hundred',
      'comments(first: 101) { totalCount }',
      'Requesting 101 records on the `comments` connection exceeds the `first` limit of 100 records.',
      'EXCESSIVE_PAGINATION',
    ],
    [
      'a cursor from elsewhere',
      'comments(first: 1, after: "x") { totalCount }',
      '`x` does not appear to be a valid cursor.',
      'INVALID_CURSOR_ARGUMENTS',
    ],
  ])('%s', async (_what, fields, message, type) => {
    await onStage(TWO_HUNKS, {}, async (stage) => {
      expect(await pullFields(stage, fields)).toMatchObject({
        errors: [type === undefined ? { message } : { message, type }],
      });
    });
  });

  it.each([
    ['a repository nobody has', '{ repository(owner: "octo", name: "none") { name } }', 'NOT_FOUND'],
    [
      'a pull request nobody has',
      '{ repository(owner: "octo", name: "tools") { pullRequest(number: 8) { title } } }',
      'NOT_FOUND',
    ],
    [
      'a node nobody has',
      'mutation { minimizeComment(input: { subjectId: "x", classifier: OUTDATED }) { clientMutationId } }',
      'NOT_FOUND',
    ],
    [
      'resolving with contents: read',
      'mutation { resolveReviewThread(input: { threadId: "x" }) { clientMutationId } }',
      'FORBIDDEN',
    ],
  ])('%s', async (_what, query, type) => {
    await onStage(TWO_HUNKS, {}, async ({ github }) => {
      expect(await askGraphql(github, query)).toMatchObject({ status: 200, json: { errors: [{ type }] } });
    });
  });

  it('text that is no query', async () => {
    await onStage(TWO_HUNKS, {}, async ({ github }) => {
      expect((await askGraphql(github, '{')).json).toMatchObject({
        errors: [{ message: expect.stringContaining('Syntax Error') }],
      });
    });
  });
});

describe('mutations', () => {
  it('resolve a thread with contents: write', async () => {
    await onStage(TWO_HUNKS, { permissions: { contents: 'write' } }, async ({ github }) => {
      github.state.addReview(7, { author: BOT, event: 'COMMENT', body: 'b', comments: [comment] });
      const [thread] = github.state.pull(7).threads;
      const query =
        'mutation ($id: ID!) { resolveReviewThread(input: { threadId: $id }) { thread { isResolved } } }';
      const { json } = await askGraphql(github, query, { id: thread?.nodeId });
      expect(json).toEqual({ data: { resolveReviewThread: { thread: { isResolved: true } } } });
      expect(thread?.resolvedBy).toBe(BOT);
    });
  });

  it('hide a comment with a reason', async () => {
    await onStage(TWO_HUNKS, {}, async ({ github }) => {
      const said = github.state.addIssueComment(7, { author: BOT, body: 'Old news.' });
      const query = `mutation ($id: ID!) { minimizeComment(input: { subjectId: $id, classifier: OUTDATED }) { minimizedComment { isMinimized minimizedReason } } }`;
      expect((await askGraphql(github, query, { id: `IC_${said.id}` })).json).toEqual({
        data: { minimizeComment: { minimizedComment: { isMinimized: true, minimizedReason: 'outdated' } } },
      });
      expect(said.minimized).toBe('OUTDATED');
    });
  });
});

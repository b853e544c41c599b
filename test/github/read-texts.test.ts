import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { type Answered, type Asked, answering, open } from './answering.ts';
import { HEAD_SHA } from './pull.ts';

const OID = 'e'.repeat(40);
const blob = (change: object = {}) => ({
  __typename: 'Blob',
  oid: OID,
  byteSize: 4,
  isBinary: false,
  isTruncated: false,
  text: 'text',
  ...change,
});
const QUERY = z.object({ variables: z.record(z.string(), z.string()) });

/** Paths one query asks for, from its variables `e0`, `e1` and so on. */
function pathsOf(asked: Asked): string[] {
  const { variables } = QUERY.parse(JSON.parse(asked.body));
  return Object.entries(variables).flatMap(([name, value]) =>
    /^e\d+$/.test(name) ? [value.slice(HEAD_SHA.length + 1)] : [],
  );
}

function objects(asked: Asked, objectOf: (path: string) => object | null): Answered {
  const fields = pathsOf(asked).map((path, index) => [`f${index}`, objectOf(path)]);
  return { body: { data: { repository: Object.fromEntries(fields) } } };
}

const names = (count: number): string[] => Array.from({ length: count }, (_, index) => `file-${index}.ts`);

async function read(
  answer: (asked: Asked, number: number) => Answered,
  paths: readonly string[],
  readRequestsMax?: number,
) {
  return answering(answer, async ({ url, asked }) => {
    const limits = readRequestsMax === undefined ? null : { readRequests: readRequestsMax, fileBytes: 1 };
    const texts = await open(url).repositories.open(limits).read(HEAD_SHA, paths);
    return { texts, requests: asked.length };
  });
}

describe('reading texts through the API', () => {
  it('reads 40 files per request and answers for every path asked', async () => {
    const { texts, requests } = await read(
      (asked) => objects(asked, (path) => blob({ text: path })),
      names(81),
    );
    expect(requests).toBe(3);
    expect([...texts]).toEqual(names(81).map((path) => [path, { kind: 'text', text: path }]));
  });

  it('asks nothing for no path, and once for a path asked twice', async () => {
    expect((await read((asked) => objects(asked, () => blob()), [])).requests).toBe(0);
    expect((await read((asked) => objects(asked, () => blob()), ['a', 'a'])).texts.size).toBe(1);
  });

  it.each([
    ['is missing', null, 'there is no such file at this revision'],
    ['is a folder', { __typename: 'Tree', oid: OID }, 'it is not a file'],
    ['is binary', blob({ isBinary: true, text: null }), 'it is binary'],
    ['is huge', blob({ isTruncated: true, byteSize: 3_000_000 }), 'it has 3000000 bytes, more than 2000000'],
  ])('says why a file cannot be read when it %s', async (_what, object, reason) => {
    const { texts } = await read((asked) => objects(asked, () => object), ['a']);
    expect(texts.get('a')).toEqual({ kind: 'unreadable', reason, missing: object === null });
  });

  it.each([
    ['text', Buffer.from('häuser\n'), { kind: 'text', text: 'häuser\n' }],
    ['binary', Buffer.from([0, 1, 2]), { kind: 'unreadable', reason: 'it is binary', missing: false }],
  ])('fetches the whole blob when GraphQL cut it: %s', async (_what, content, expected) => {
    const answer = (asked: Asked): Answered =>
      asked.url === '/graphql'
        ? objects(asked, () => blob({ isTruncated: true, isBinary: null, byteSize: 600_000 }))
        : { body: { content: content.toString('base64'), encoding: 'base64' } };
    const { texts, requests } = await read(answer, ['a']);
    expect(texts.get('a')).toEqual(expected);
    expect(requests).toBe(2);
  });

  it('halves a batch that GitHub cannot answer, and loses nothing', async () => {
    const answer = (asked: Asked): Answered =>
      pathsOf(asked).length > 10
        ? { status: 502, body: { message: 'Server Error' } }
        : objects(asked, () => blob());
    const { texts, requests } = await read(answer, names(40));
    expect([...texts.values()].every((text) => text.kind === 'text')).toBe(true);
    expect(requests).toBe(1 + 2 + 4);
  });

  it('names the request budget when it is used up', async () => {
    const { texts, requests } = await read((asked) => objects(asked, () => blob()), names(81), 2);
    expect(requests).toBe(2);
    expect(texts.get('file-79.ts')?.kind).toBe('text');
    expect(texts.get('file-80.ts')).toEqual({
      kind: 'unreadable',
      reason: 'the request budget of 2 was used up',
      missing: false,
    });
  });

  it('does not go on when the token may not read', async () => {
    const answer = (): Answered => ({
      status: 403,
      body: { message: 'Resource not accessible by integration' },
    });
    await expect(read(answer, names(2))).rejects.toMatchObject({ code: 'GITHUB_FORBIDDEN' });
  });
});

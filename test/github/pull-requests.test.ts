import { describe, expect, it } from '@jest/globals';
import { answering, open } from './answering.ts';
import { BASE_SHA, HEAD_SHA, PULL } from './pull.ts';

const TOO_LARGE = {
  message: 'Sorry, the diff exceeded the maximum number of lines (20000)',
  errors: [{ resource: 'PullRequest', field: 'diff', code: 'too_large' }],
};
const mergeBase = (sha: string) => ({ merge_base_commit: { sha }, files: [], commits: [] });

describe('diffText', () => {
  it('is the text of the diff media type', async () => {
    await answering(
      () => ({
        body: 'diff --git a/ü b/ü\n',
        headers: { 'content-type': 'application/vnd.github.v3.diff; charset=utf-8' },
      }),
      async ({ url, asked }) => {
        expect(await open(url).pulls.diffText(PULL)).toEqual({ kind: 'text', text: 'diff --git a/ü b/ü\n' });
        expect(asked[0]?.headers['accept']).toMatch(/^application\/vnd\.github\.(v3\.)?diff$/);
      },
    );
  });

  it('is an empty text when nothing changed', async () => {
    await answering(
      () => ({ body: '' }),
      async ({ url }) => expect(await open(url).pulls.diffText(PULL)).toEqual({ kind: 'text', text: '' }),
    );
  });

  it("is too large on GitHub's 406, which asking again would not change", async () => {
    await answering(
      () => ({ status: 406, body: TOO_LARGE }),
      async ({ url, asked }) => {
        expect(await open(url).pulls.diffText(PULL)).toEqual({
          kind: 'too-large',
          message: `${TOO_LARGE.message}: PullRequest diff too_large`,
        });
        expect(asked).toHaveLength(1);
      },
    );
  });
});

describe('compareText', () => {
  const compared = (answers: (asDiff: boolean) => { status?: number; body: unknown }) =>
    answering(
      (asked) => answers(String(asked.headers['accept']).includes('diff')),
      ({ url }) => open(url).pulls.compareText(PULL, BASE_SHA, HEAD_SHA),
    );

  it('is the diff when the older commit is an ancestor', async () => {
    expect(await compared((asDiff) => ({ body: asDiff ? 'diff --git' : mergeBase(BASE_SHA) }))).toBe(
      'diff --git',
    );
  });

  it('is null after a forced push: three dots would not tell what is new', async () => {
    expect(await compared((asDiff) => ({ body: asDiff ? 'diff --git' : mergeBase(HEAD_SHA) }))).toBeNull();
  });

  it('is null when the older commit is gone', async () => {
    expect(await compared(() => ({ status: 404, body: { message: 'Not Found' } }))).toBeNull();
  });

  it('is null when the diff is too large', async () => {
    const answers = (asDiff: boolean) =>
      asDiff ? { status: 406, body: TOO_LARGE } : { body: mergeBase(BASE_SHA) };
    expect(await compared(answers)).toBeNull();
  });
});

import { describe, expect, it } from '@jest/globals';
import { ask, post } from './github/ask.ts';
import { onStage, TWO_HUNKS } from './github/stage.ts';

const COMMENTS = '/pulls/7/comments';
const LONG_BODY_LENGTH = 65_537;
const SUMMARY_LENGTH_MAX = 65_535;

describe('a single review comment', () => {
  it.each([
    ['a line', { line: 2 }, { line: 2, side: 'RIGHT', subject_type: 'line', original_line: 2 }],
    ['a whole file', { subject_type: 'file' }, { line: null, position: null, subject_type: 'file' }],
  ])('stands on %s', async (_what, anchor, face) => {
    await onStage(TWO_HUNKS, {}, async ({ github, repository }) => {
      const body = { body: 'Why?', path: 'src/a.ts', commit_id: repository.headSha, ...anchor };
      expect(await post(github, COMMENTS, body)).toMatchObject({ status: 201, json: face });
      expect((await ask(github, COMMENTS)).json).toMatchObject([face]);
    });
  });

  it('answers in a thread and ignores everything but the text', async () => {
    await onStage(TWO_HUNKS, {}, async ({ github, repository }) => {
      const body = { body: 'Why?', path: 'src/a.ts', commit_id: repository.headSha, line: 2 };
      await post(github, COMMENTS, body);
      const [first] = github.state.reviewComments(7);
      const answer = await post(github, COMMENTS, {
        ...body,
        path: 'no',
        body: 'So.',
        in_reply_to: first?.comment.id,
      });
      expect(answer).toMatchObject({ status: 201, json: { in_reply_to_id: first?.comment.id, line: 2 } });
      expect(first?.thread.comments).toHaveLength(2);
    });
  });

  const field = (name: string) => `pull_request_review_thread.${name}`;
  it.each([
    [
      'a line outside the diff',
      { line: 10 },
      [
        { code: 'custom', field: field('line'), message: `${field('line')} must be part of the diff` },
        { code: 'missing_field', field: field('diff_hunk') },
      ],
    ],
    [
      'a file outside the diff',
      { path: 'README.md', line: 1 },
      [{ code: 'invalid', field: field('path') }, {}],
    ],
    ['a whole file outside the diff', { path: 'no', subject_type: 'file' }, [{ field: field('path') }, {}]],
    ['a range across hunks', { start_line: 2, line: 19 }, [{ field: field('start_line') }]],
    [
      'a range of one line',
      { start_line: 2, line: 2 },
      [{ message: expect.stringContaining('must precede') }],
    ],
    ['an abbreviated commit', { line: 2, commit_id: 'abc1234' }, [{ field: 'commit_id' }]],
    ['an empty body', { line: 2, body: '' }, [{ code: 'missing_field', field: 'body' }]],
    ['a long body', { line: 2, body: 'x'.repeat(LONG_BODY_LENGTH) }, [{ field: 'data' }]],
  ])('is refused for %s', async (_what, changed, errors) => {
    await onStage(TWO_HUNKS, {}, async ({ github, repository }) => {
      const body = { body: 'Why?', path: 'src/a.ts', commit_id: repository.headSha, ...changed };
      expect(await post(github, COMMENTS, body)).toMatchObject({
        status: 422,
        json: { message: 'Validation Failed', errors },
      });
    });
  });

  it('is refused while a review of the same author is pending', async () => {
    await onStage(TWO_HUNKS, {}, async ({ github, repository }) => {
      github.state.addReview(7, { author: 'github-actions[bot]', event: null });
      const body = { body: 'Why?', path: 'src/a.ts', commit_id: repository.headSha, line: 2 };
      expect(await post(github, COMMENTS, body)).toMatchObject({
        status: 422,
        json: { errors: [{ message: 'user_id can only have one pending review per pull request' }] },
      });
    });
  });
});

describe('issue comments', () => {
  it('are created, listed and edited by their author', async () => {
    await onStage(TWO_HUNKS, {}, async ({ github }) => {
      const made = await post(github, '/issues/7/comments', { body: 'One' });
      expect(made).toMatchObject({
        status: 201,
        json: { body: 'One', user: { login: 'github-actions[bot]', type: 'Bot' } },
      });
      const [stored] = github.state.pull(7).issueComments;
      const path = `/issues/comments/${stored?.id}`;
      expect(await ask(github, path, { method: 'PATCH', body: { body: 'Two' } })).toMatchObject({
        status: 200,
      });
      expect((await ask(github, '/issues/7/comments')).json).toMatchObject([{ body: 'Two' }]);
    });
  });

  it.each([
    [
      'too long a body',
      { body: 'x'.repeat(LONG_BODY_LENGTH) },
      { field: 'data', message: 'Body is too long (maximum is 65536 characters)' },
    ],
    ['an empty body', { body: '' }, { field: 'data' }],
  ])('are refused for %s', async (_what, body, error) => {
    await onStage(TWO_HUNKS, {}, async ({ github }) => {
      expect(await post(github, '/issues/7/comments', body)).toMatchObject({
        status: 422,
        json: { message: 'Validation Failed', errors: [{ resource: 'IssueComment', ...error }] },
      });
    });
  });

  it("leave other people's words and locked conversations alone", async () => {
    await onStage(TWO_HUNKS, { pull: { locked: true } }, async ({ github }) => {
      const theirs = github.state.addIssueComment(7, { author: 'bob', body: 'Mine.' });
      const edit = { method: 'PATCH', body: { body: 'Yours.' } } as const;
      expect(await ask(github, `/issues/comments/${theirs.id}`, edit)).toMatchObject({ status: 403 });
      expect(await post(github, '/issues/7/comments', { body: 'Hi' })).toMatchObject({
        status: 403,
        json: { message: 'Unable to create comment because issue is locked.' },
      });
    });
  });
});

describe('check runs', () => {
  const note = { path: 'src/a.ts', start_line: 1, end_line: 1, annotation_level: 'warning', message: 'Hm.' };

  it('start, gather annotations over several requests and end with a conclusion', async () => {
    await onStage(TWO_HUNKS, {}, async ({ github, repository }) => {
      const start = { name: 'Review', head_sha: repository.headSha, status: 'in_progress' };
      expect(await post(github, '/check-runs', start)).toMatchObject({
        status: 201,
        json: { status: 'in_progress' },
      });
      const path = `/check-runs/${github.state.checkRuns[0]?.id}`;
      const output = { title: 'T', summary: 'S', annotations: [note] };
      await ask(github, path, { method: 'PATCH', body: { output } });
      const end = { status: 'completed', conclusion: 'neutral', output };
      expect((await ask(github, path, { method: 'PATCH', body: end })).json).toMatchObject({
        status: 'completed',
        conclusion: 'neutral',
        output: { annotations_count: 2 },
      });
      expect((await ask(github, `${path}/annotations`)).json).toHaveLength(2);
      expect((await ask(github, `/commits/${repository.headSha}/check-runs`)).json).toMatchObject({
        total_count: 1,
      });
    });
  });

  const output = { title: 'T', summary: 'S' };
  it.each([
    [
      'fifty-one annotations',
      { output: { ...output, annotations: Array(51).fill(note) } },
      'no more than 50 items are allowed; 51 were supplied.',
    ],
    [
      'a long summary',
      { output: { title: 'T', summary: 'x'.repeat(SUMMARY_LENGTH_MAX + 1) } },
      'only 65535 characters are allowed',
    ],
    [
      'a long title',
      { output: { ...output, title: 'x'.repeat(256) } },
      'title is too long (maximum is 255 characters)',
    ],
    [
      'a message over 64 KB',
      { output: { ...output, annotations: [{ ...note, message: 'é'.repeat(40_000) }] } },
      'message is too long',
    ],
    [
      'a range that runs backwards',
      { output: { ...output, annotations: [{ ...note, start_line: 2 }] } },
      'end_line must not precede start_line',
    ],
    [
      'columns over several lines',
      { output: { ...output, annotations: [{ ...note, end_line: 2, start_column: 1 }] } },
      'columns are allowed only',
    ],
    ['a conclusion nobody knows', { conclusion: 'fine' }, '"fine" is not a member of'],
    ['completion without a conclusion', { status: 'completed' }, '"conclusion" wasn\'t supplied.'],
    ['a commit nobody has', { head_sha: '0'.repeat(40) }, 'No commit found for SHA'],
    ['a date that is none', { started_at: 'yesterday' }, '"yesterday" must match format'],
  ])('are refused for %s', async (_what, changed, words) => {
    await onStage(TWO_HUNKS, {}, async ({ github, repository }) => {
      const body = { name: 'Review', head_sha: repository.headSha, ...changed };
      expect(await post(github, '/check-runs', body)).toMatchObject({
        status: 422,
        json: { message: expect.stringContaining(words) },
      });
      expect(github.state.checkRuns).toEqual([]);
    });
  });
});

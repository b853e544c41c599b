import { describe, expect, it } from '@jest/globals';
import { ask, post } from './github/ask.ts';
import { onStage, type StageOptions, TWO_HUNKS } from './github/stage.ts';

const REVIEWS = '/pulls/7/reviews';
const LONG_BODY_LENGTH = 65_537;
const NO_HUNK = "Pull request review thread diff hunk can't be blank";
const NOT_IN_DIFF = `Pull request review thread line must be part of the diff and ${NO_HUNK}`;
const OTHER_HUNK = 'Pull request review thread start line must be part of the same hunk as the line.';
const ORDER = 'Pull request review thread start line must precede the end line.';
const TOO_LONG = 'Body is too long (maximum is 65536 characters)';

const good = { path: 'src/a.ts', line: 2, side: 'RIGHT', body: 'Why?' };

function review(...comments: readonly object[]): Record<string, unknown> {
  return { event: 'COMMENT', body: 'A few thoughts.', comments };
}

describe('a review that GitHub takes', () => {
  it.each([
    ['an added line', good],
    ['a context line', { ...good, line: 5 }],
    ['a removed line', { ...good, side: 'LEFT' }],
    ['a range in one hunk', { ...good, start_line: 1, start_side: 'RIGHT', line: 4 }],
    ['a range from the removed to the added line', { ...good, start_line: 2, start_side: 'LEFT' }],
    ['a line of a renamed file by its new name', { ...good, path: 'src/new.ts', line: 3 }],
    ['a legacy position', { path: 'src/a.ts', position: 3, body: 'Why?' }],
  ])('stores a comment on %s', async (_where, comment) => {
    await onStage(TWO_HUNKS, {}, async ({ github }) => {
      const { status, json } = await post(github, REVIEWS, review(good, comment));
      expect({ status, json }).toMatchObject({ status: 200, json: { state: 'COMMENTED' } });
      expect(github.state.reviewComments(7)).toHaveLength(2);
    });
  });

  it('counts positions below the first hunk header, later headers included', async () => {
    await onStage(TWO_HUNKS, {}, async ({ github }) => {
      await post(github, REVIEWS, review({ ...good, line: 19 }));
      const [spoken] = github.state.reviewComments(7);
      expect(spoken?.thread).toMatchObject({
        position: 12,
        diffHunk: expect.stringContaining('@@ -16,5 +16,5 @@'),
      });
    });
  });
});

describe('a review that GitHub refuses', () => {
  const own: StageOptions = { pull: { author: 'github-actions[bot]' } };
  it.each<[string, object, string, StageOptions]>([
    ['a line between the hunks', review({ ...good, line: 10 }), NOT_IN_DIFF, {}],
    ['a line past the end', review({ ...good, line: 21 }), NOT_IN_DIFF, {}],
    ['an unchanged line on the removed side', review({ ...good, side: 'LEFT', line: 5 }), NOT_IN_DIFF, {}],
    [
      'the removed side of a new file',
      review({ ...good, path: 'src/new.ts', side: 'LEFT', line: 1 }),
      NOT_IN_DIFF,
      {},
    ],
    [
      'the old name of a renamed file',
      review({ ...good, path: 'src/old.ts' }),
      `Pull request review thread path is invalid and ${NO_HUNK}`,
      {},
    ],
    [
      'a file outside the diff, in the words of 2026',
      review({ ...good, path: 'README.md', line: 1 }),
      'Path could not be resolved',
      { refusalDialect: 'resolved' },
    ],
    [
      'a line outside the diff, in the words of 2026',
      review({ ...good, line: 10 }),
      'Line could not be resolved',
      { refusalDialect: 'resolved' },
    ],
    ['a range of one line', review({ ...good, start_line: 2 }), ORDER, {}],
    ['a range that runs backwards', review({ ...good, start_line: 4, line: 2 }), ORDER, {}],
    ['a range from hunk to hunk', review({ ...good, start_line: 2, line: 19 }), OTHER_HUNK, {}],
    ['a range that starts outside the diff', review({ ...good, start_line: 10, line: 19 }), OTHER_HUNK, {}],
    [
      'a range that ends outside the diff',
      review({ ...good, start_line: 2, line: 10 }),
      `Pull request review thread line must be part of the diff, ${OTHER_HUNK}, and ${NO_HUNK}`,
      {},
    ],
    ['an empty comment', review({ ...good, body: ' ' }), "Body can't be blank", {}],
    ['a comment that is too long', review({ ...good, body: 'x'.repeat(LONG_BODY_LENGTH) }), TOO_LONG, {}],
    ['a body that is too long', { event: 'COMMENT', body: 'x'.repeat(LONG_BODY_LENGTH) }, TOO_LONG, {}],
    ['a comment review without a body', { event: 'COMMENT', comments: [good] }, "Body can't be blank", {}],
    [
      'requested changes without a body',
      { event: 'REQUEST_CHANGES', comments: [good] },
      'You need to leave a comment indicating the requested changes.',
      {},
    ],
    [
      'requested changes on the own pull request',
      { event: 'REQUEST_CHANGES', body: 'No.' },
      'Can not request changes on your own pull request',
      own,
    ],
    ['approval of the own pull request', { event: 'APPROVE' }, 'Can not approve your own pull request', own],
    [
      'approval by a workflow',
      { event: 'APPROVE' },
      'GitHub Actions is not permitted to approve pull requests.',
      {},
    ],
    [
      'a commit of nowhere',
      { ...review(), commit_id: '0'.repeat(40) },
      'commit_id is not part of the pull request',
      {},
    ],
    ['a locked conversation', review(good), 'lock prevents review', { pull: { locked: true } }],
  ])('refuses %s', async (_what, body, sentence, options) => {
    await onStage(TWO_HUNKS, options, async ({ github }) => {
      const { status, json } = await post(github, REVIEWS, body);
      expect({ status, json }).toMatchObject({
        status: 422,
        json: { message: 'Unprocessable Entity', errors: [sentence] },
      });
      expect(github.state.pull(7).reviews).toEqual([]);
    });
  });

  it('keeps nothing of a review with one bad comment among good ones', async () => {
    await onStage(TWO_HUNKS, {}, async ({ github }) => {
      const { status } = await post(
        github,
        REVIEWS,
        review(good, { ...good, line: 10 }, { ...good, line: 19 }),
      );
      expect(status).toBe(422);
      expect(github.state.reviewComments(7)).toEqual([]);
    });
  });

  it.each([
    ['a key nobody knows', { ...good, subject_type: 'line' }, '"subject_type" is not a permitted key.'],
    ['a missing body', { path: 'src/a.ts', line: 2 }, '"body" wasn\'t supplied.'],
    ['text for a number', { ...good, line: '2' }, '"2" is not an integer.'],
    ['both ways to anchor', { ...good, position: 1 }, 'More than one subschema in "oneOf" matched.'],
    ['no way to anchor', { path: 'src/a.ts', body: 'Why?' }, 'No subschema in "oneOf" matched.'],
    ['a side nobody has', { ...good, side: 'right' }, '"right" is not a member of ["LEFT", "RIGHT"].'],
  ])('calls a comment with %s an invalid request', async (_what, comment, words) => {
    await onStage(TWO_HUNKS, {}, async ({ github }) => {
      const { status, json } = await post(github, REVIEWS, review(comment));
      expect({ status, json }).toMatchObject({
        status: 422,
        json: { message: expect.stringContaining(words) },
      });
      expect(json).toMatchObject({ message: expect.stringMatching(/^Invalid request\.\n\n/) });
    });
  });
});

describe('a review of an earlier commit', () => {
  it('is refused with an inline comment and taken without one', async () => {
    await onStage(TWO_HUNKS, {}, async ({ github, repository }) => {
      const next = repository.commit({ files: { 'src/b.ts': 'b\n' } }, 'More');
      github.pushHead(7, next);
      const stale = { ...review(good), commit_id: repository.headSha };
      expect(await post(github, REVIEWS, stale)).toMatchObject({
        status: 422,
        json: { errors: [NOT_IN_DIFF] },
      });
      expect(await post(github, REVIEWS, { ...stale, comments: [] })).toMatchObject({ status: 200 });
      expect(await post(github, REVIEWS, { ...stale, commit_id: next })).toMatchObject({ status: 200 });
    });
  });

  it('can be stored as outdated, as the documentation has it', async () => {
    await onStage(TWO_HUNKS, { staleCommit: 'outdated' }, async ({ github, repository }) => {
      github.pushHead(7, repository.commit({ files: { 'src/b.ts': 'b\n' } }, 'More'));
      await post(github, REVIEWS, { ...review(good), commit_id: repository.headSha });
      expect(github.state.reviewComments(7)).toMatchObject([
        { thread: { isOutdated: true, line: null, originalLine: 2 } },
      ]);
    });
  });
});

describe('the rule of one pending review', () => {
  const ONE_PENDING = 'User can only have one pending review per pull request';

  it('stores a review without an event as pending, and lets nothing else in until it is gone', async () => {
    await onStage(TWO_HUNKS, {}, async ({ github }) => {
      const pending = await post(github, REVIEWS, { comments: [good] });
      expect(pending.json).toMatchObject({ state: 'PENDING' });
      expect(pending.json).not.toHaveProperty('submitted_at');
      for (const body of [{ comments: [good] }, review(good)]) {
        expect(await post(github, REVIEWS, body)).toMatchObject({
          status: 422,
          json: { errors: [ONE_PENDING] },
        });
      }
      const [left] = github.state.pull(7).reviews;
      expect(await ask(github, `${REVIEWS}/${left?.id}`, { method: 'DELETE' })).toMatchObject({
        status: 200,
      });
      expect(github.state.reviewComments(7)).toEqual([]);
      expect(await post(github, REVIEWS, review(good))).toMatchObject({ status: 200 });
    });
  });

  it('shows a pending review to its author alone, and deletes no other kind', async () => {
    await onStage(TWO_HUNKS, {}, async ({ github }) => {
      const theirs = github.state.addReview(7, { author: 'bob', event: null });
      const said = github.state.addReview(7, { author: 'eve', event: 'COMMENT', body: 'Fine.' });
      expect(await ask(github, REVIEWS)).toMatchObject({ json: [{ id: said.id }] });
      expect(await ask(github, `${REVIEWS}/${theirs.id}`, { method: 'DELETE' })).toMatchObject({
        status: 404,
      });
      expect(await ask(github, `${REVIEWS}/${said.id}`, { method: 'DELETE' })).toMatchObject({
        status: 422,
        json: { errors: ['Can not delete a non-pending pull request review'] },
      });
    });
  });

  it('submits a pending review by an event', async () => {
    await onStage(TWO_HUNKS, {}, async ({ github }) => {
      const pending = github.state.addReview(7, { author: 'github-actions[bot]', event: null });
      const sent = await post(github, `${REVIEWS}/${pending.id}/events`, { event: 'COMMENT', body: 'Done.' });
      expect(sent.json).toMatchObject({ state: 'COMMENTED', body: 'Done.' });
    });
  });
});

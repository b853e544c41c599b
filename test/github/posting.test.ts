import { describe, expect, it } from '@jest/globals';
import type { CheckEndPayload, ReviewPayload } from '../../src/core/report/payloads.ts';
import { postReview } from '../../src/flow/post-review.ts';
import { type Against, againstGitHub, NUMBER, rewritten, routesOf } from './double.ts';

const VIEWER = 'github-actions[bot]';
const REVIEWS_PATH = /\/pulls\/7\/reviews$/;

const comment = (line: number) => ({
  path: 'src/file-00.ts',
  body: `finding on line ${line}`,
  line,
  side: 'RIGHT' as const,
});

function payloadOf(github: Against, comments: ReviewPayload['comments']): ReviewPayload {
  return { commit_id: github.files.headSha, event: 'COMMENT', body: 'The review', comments };
}

function checkEnd(annotations: number): CheckEndPayload {
  return {
    status: 'completed',
    conclusion: 'success',
    completed_at: '2026-02-01T00:05:00Z',
    output: {
      title: 'Nothing found',
      summary: 'All read.',
      annotations: Array.from({ length: annotations }, (_, index) => ({
        path: 'src/file-00.ts',
        start_line: index + 1,
        end_line: index + 1,
        annotation_level: 'notice',
        message: 'Look here',
        title: 'Finding',
      })),
    },
  };
}

const checkStart = (sha: string) => ({
  name: 'Kimi Review',
  head_sha: sha,
  status: 'in_progress' as const,
  started_at: '2026-02-01T00:00:00Z',
});

async function post(
  github: Against,
  comments: ReviewPayload['comments'],
  pendingReviewId: number | null = null,
) {
  const pull = await github.pulls.read(NUMBER);
  return postReview(github.publisher, { pull, payload: payloadOf(github, comments), pendingReviewId });
}

const bodiesOf = ({ double }: Against) =>
  double.state.reviewComments(NUMBER).map(({ comment: { body } }) => body);

describe('posting on GitHub', () => {
  it('takes eight requests for a whole run on ten files', async () => {
    await againstGitHub(rewritten(10), async (github) => {
      const { pulls, publisher, double } = github;
      const pull = await pulls.read(NUMBER);
      await pulls.conversation(pull, []);
      await pulls.diffText(pull);
      const check = await publisher.startCheck(pull, checkStart(pull.head.sha));
      await pulls.headSha(NUMBER);
      await publisher.createReview(pull, payloadOf(github, [comment(1)]));
      const summary = await publisher.upsertComment(pull, null, 'The summary');
      const checkId = check.kind === 'posted' ? check.id : 0;
      const ended = await publisher.finishCheck(pull, checkId, checkEnd(1));
      expect([check.kind, summary.kind, ended.kind]).toEqual(['posted', 'posted', 'posted']);
      expect(routesOf(double)).toEqual([
        'GET /pulls/7',
        'POST /graphql',
        'GET /pulls/7',
        'POST /check-runs',
        'GET /pulls/7',
        'POST /pulls/7/reviews',
        'POST /issues/7/comments',
        `PATCH /check-runs/${checkId}`,
      ]);
      expect(double.state.checkRuns).toMatchObject([{ status: 'completed', conclusion: 'success' }]);
    });
  });

  it('edits the summary in place, and writes it anew when somebody deleted it', async () => {
    await againstGitHub(rewritten(1), async ({ pulls, publisher, double }) => {
      const pull = await pulls.read(NUMBER);
      const first = await publisher.upsertComment(pull, null, 'First');
      await publisher.upsertComment(pull, first.kind === 'posted' ? first.id : null, 'Second');
      expect(double.state.pull(NUMBER).issueComments.map(({ body }) => body)).toEqual(['Second']);
      await publisher.upsertComment(pull, 12_345, 'Third');
      expect(double.state.pull(NUMBER).issueComments.map(({ body }) => body)).toEqual(['Second', 'Third']);
    });
  });

  it.each(['thread', 'resolved'] as const)(
    'loses only the bad comment among thirty, in the words "%s"',
    async (refusalDialect) => {
      const description = rewritten(1, 40);
      await againstGitHub(
        description,
        async (github) => {
          const lines = Array.from({ length: 30 }, (_, index) => (index === 21 ? 900 : index + 1));
          const posted = await post(github, lines.map(comment));
          expect(posted.refused.map(({ index }) => index)).toEqual([21]);
          expect(posted.bodyRefused).toBeNull();
          const good = lines.filter((line) => line !== 900).map((line) => comment(line).body);
          expect([...bodiesOf(github)].sort()).toEqual([...good].sort());
          expect(github.double.state.pull(NUMBER).reviews.every(({ state }) => state === 'COMMENTED')).toBe(
            true,
          );
        },
        { refusalDialect },
      );
    },
  );

  it.each([
    ['is known from the conversation', true],
    ['appeared in between', false],
  ])('makes room when a pending review %s', async (_what, known) => {
    await againstGitHub(rewritten(1), async (github) => {
      const pending = github.double.state.addReview(NUMBER, {
        author: VIEWER,
        event: null,
        body: 'Left over',
        comments: [{ ...comment(1), body: 'A bug\n\n<!-- kimi-review:finding v1 e30 -->' }],
      });
      const posted = await post(github, [comment(1)], known ? pending.id : null);
      expect(posted).toMatchObject({ postedIndices: [0], refused: [], bodyRefused: null });
      const reviews = github.double.state.pull(NUMBER).reviews.map(({ state, body }) => [state, body]);
      expect(reviews).toEqual([['COMMENTED', 'The review']]);
    });
  });

  it('comments when it may not request changes on its own pull request', async () => {
    await againstGitHub(
      rewritten(1),
      async (github) => {
        const pull = await github.pulls.read(NUMBER);
        const payload = { ...payloadOf(github, [comment(1)]), event: 'REQUEST_CHANGES' as const };
        const posted = await postReview(github.publisher, { pull, payload, pendingReviewId: null });
        expect(posted).toMatchObject({ postedIndices: [0], refused: [] });
      },
      { viewer: 'ada' },
    );
  });

  it('says which permission a read-only token lacks, and posts nothing', async () => {
    const permissions = { 'pull-requests': 'read', checks: 'read' } as const;
    await againstGitHub(
      rewritten(1),
      async (github) => {
        const posted = await post(github, [comment(1)]);
        const needed = expect.stringContaining('The token needs pull-requests: write');
        expect(posted).toMatchObject({ refused: [{ index: 0, reason: needed }], bodyRefused: needed });
        const check = await github.publisher.startCheck(
          await github.pulls.read(NUMBER),
          checkStart(github.files.headSha),
        );
        expect(check).toMatchObject({ reason: expect.stringContaining('The token needs checks: write') });
      },
      { permissions },
    );
  });

  it('waits as the secondary limit asks, then posts once', async () => {
    const trouble = { kind: 'secondary-limit', retryAfterSeconds: 1 } as const;
    await againstGitHub(
      rewritten(1),
      async (github) => {
        expect(await post(github, [comment(1)])).toMatchObject({ postedIndices: [0] });
        expect(github.warnings).toHaveLength(1);
        expect(bodiesOf(github)).toHaveLength(1);
      },
      { faults: [{ method: 'POST', path: REVIEWS_PATH, trouble }] },
    );
  });

  it.each([
    ['a 502 after the review was kept', { kind: 'status', status: 502 } as const, true],
    ['a connection that breaks after the review was kept', { kind: 'reset' } as const, true],
    ['a 502 before anything was kept', { kind: 'status', status: 502 } as const, false],
    ["GitHub's catch-all for haste", { kind: 'spammed' } as const, false],
  ])('posts exactly once through %s', async (_what, trouble, takesEffect) => {
    await againstGitHub(
      rewritten(1),
      async (github) => {
        expect(await post(github, [comment(1)])).toMatchObject({ postedIndices: [0], refused: [] });
        expect(bodiesOf(github)).toEqual(['finding on line 1']);
        expect(github.double.state.pull(NUMBER).reviews).toHaveLength(1);
      },
      { faults: [{ method: 'POST', path: REVIEWS_PATH, trouble, takesEffect }] },
    );
  });

  it('ends a check run with more annotations than one request takes', async () => {
    await againstGitHub(rewritten(1), async ({ pulls, publisher, double, files }) => {
      const pull = await pulls.read(NUMBER);
      const check = await publisher.startCheck(pull, checkStart(files.headSha));
      const ended = await publisher.finishCheck(pull, check.kind === 'posted' ? check.id : 0, checkEnd(120));
      expect(ended.kind).toBe('posted');
      expect(double.state.checkRuns[0]?.annotations).toHaveLength(120);
    });
  });
});

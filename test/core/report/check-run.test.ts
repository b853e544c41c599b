import { describe, expect, it } from '@jest/globals';
import {
  annotationsOf,
  checkEnd,
  checkStart,
  failedCheck,
  skippedCheck,
} from '../../../src/core/report/check-run.ts';
import { renderFailed, renderSkipped } from '../../../src/core/report/outcome.ts';
import type { Skipped } from '../../../src/core/review/review.ts';
import { ReviewError } from '../../../src/errors.ts';
import { allPosted, BASE, HEAD, lineAnchor, PULL, placedOf, reviewOf, settingsOf } from './sample.ts';

const NOON = Date.UTC(2026, 10, 23, 12);

describe('the check run', () => {
  it('starts on the head, with a link to the run when there is one', () => {
    const start = {
      name: 'Kimi Review',
      head_sha: HEAD,
      status: 'in_progress',
      started_at: '2026-11-23T12:00:00.000Z',
    };
    expect(checkStart({ pull: PULL, startedAt: NOON, detailsUrl: null })).toEqual(start);
    expect(checkStart({ pull: PULL, startedAt: NOON, detailsUrl: 'https://e.org/1' })).toEqual({
      ...start,
      details_url: 'https://e.org/1',
    });
  });

  it('ends with the verdict; posted comments need no annotations', () => {
    const review = reviewOf({ placed: [placedOf()] });
    const end = checkEnd(review, allPosted(review));
    expect(end).toMatchObject({
      status: 'completed',
      conclusion: 'success',
      completed_at: '2026-11-23T09:00:42.000Z',
      output: { title: '1 finding: 1 major' },
    });
    expect(end.output).not.toHaveProperty('annotations');
    expect(end.output.summary).not.toContain('<!--');
  });

  it('carries what could not be posted as annotations', () => {
    const review = reviewOf({ placed: [placedOf({ anchor: lineAnchor('a.ts', 12, { startLine: 10 }) })] });
    expect(checkEnd(review, allPosted(review, { posted: [] })).output.annotations).toEqual([
      {
        path: 'a.ts',
        start_line: 10,
        end_line: 12,
        annotation_level: 'failure',
        title: 'major · bug: The retry charges the card twice',
        message: 'A timeout does not say whether the charge went through.',
      },
    ]);
  });

  it('is neutral when a newer commit was pushed, whatever was found', () => {
    const review = reviewOf({ placed: [placedOf()], inputs: { 'fail-on': 'nit' } });
    expect(checkEnd(review, allPosted(review, { posted: [], supersededBy: BASE }))).toMatchObject({
      conclusion: 'neutral',
      output: { title: 'Not posted: a newer commit was pushed during the review' },
    });
  });

  it('stays within GitHub’s limits', () => {
    const placed = Array.from({ length: 70 }, () =>
      placedOf({ title: 'é'.repeat(900), body: 'é'.repeat(90_000) }),
    );
    const annotations = annotationsOf(placed);
    expect(annotations).toHaveLength(50);
    for (const { title, message } of annotations) {
      expect(title.length).toBeLessThanOrEqual(255);
      expect(new TextEncoder().encode(message).length).toBeLessThanOrEqual(64 * 1_024);
    }
    const review = reviewOf({ placed });
    const { output } = checkEnd(review, allPosted(review, { posted: [] }));
    expect(output.summary.length).toBeLessThanOrEqual(65_535);
  });

  it.each([
    ['a removed line', lineAnchor('a.ts', 3, { side: 'LEFT' })],
    ['a line outside the diff', { kind: 'summary', path: 'a.ts', line: 3, reason: 'outside' } as const],
  ])('%s has no annotation', (_what, anchor) => expect(annotationsOf([placedOf({ anchor })])).toEqual([]));
});

describe('a run that reviewed nothing', () => {
  const skipped: Skipped = {
    kind: 'skipped',
    pull: PULL,
    settings: settingsOf(),
    reason: 'the pull request is a draft',
    conclusion: { kind: 'skipped', title: 'Not reviewed: the pull request is a draft', reason: 'draft' },
  };

  it('says which rule skipped it', () => {
    expect(skippedCheck(skipped, NOON)).toMatchObject({
      conclusion: 'skipped',
      output: {
        title: 'Not reviewed: the pull request is a draft',
        summary: 'Not reviewed: the pull request is a draft.',
      },
    });
    expect(renderSkipped({ kind: 'ignored', reason: 'push is no event to review' })).toBe(
      'Not reviewed: push is no event to review.',
    );
  });

  it('tells its own failure and the way out, and stays neutral', () => {
    const error = new ReviewError('KIMI_UNAUTHORIZED', 'Kimi refused the API key (401).');
    expect(failedCheck(error, { pull: PULL, completedAt: NOON })).toMatchObject({
      conclusion: 'neutral',
      output: { title: 'Not reviewed: Kimi refused the API key (401).' },
    });
    expect(renderFailed(error, PULL)).toMatch(
      /^Not reviewed: Kimi refused the API key \(401\).\n\nCheck that the secret .*\n\nCode: `KIMI_UNAUTHORIZED`$/,
    );
  });

  it('keeps a list of problems out of the title', () => {
    const error = new ReviewError('CONFIG_INVALID', '2 settings are not valid:\n- a is 1.\n- b is 2.');
    expect(failedCheck(error, { pull: PULL, completedAt: NOON })).toMatchObject({
      output: {
        title: 'Not reviewed: 2 settings are not valid',
        summary: expect.stringContaining('\n- a is 1.\n- b is 2.\n'),
      },
    });
  });

  it('on a fork without a key says it in one sentence', () => {
    const error = new ReviewError('KEY_MISSING', 'There is no API key.');
    const text = renderFailed(error, { ...PULL, isFork: true });
    expect(text).toContain('run the workflow by hand with pull request number 42.');
    expect(text).not.toContain('\n');
    expect(renderFailed(error, PULL)).toContain('Add the secret KIMI_API_KEY');
  });
});

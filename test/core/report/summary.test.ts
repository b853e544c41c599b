import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { renderJobSummary } from '../../../src/core/report/job-summary.ts';
import { renderSummary } from '../../../src/core/report/summary.ts';
import { readMemory, SUMMARY_MARK } from '../../../src/core/review/marker.ts';
import type { Posting } from '../../../src/core/review/posting.ts';
import { activeParts } from './active-markdown.ts';
import { fixture, withoutFrame, withoutMarks } from './fixture.ts';
import { allPosted, BASE, HEAD, placedOf, reviewOf, settingsOf, standingOf } from './sample.ts';
import { fullStory } from './story.ts';

const COMMENT_MAX = 60_000;

const oneRefused = (story = fullStory()): Posting => {
  const [first, second] = story.plan.post;
  if (first === undefined || second === undefined) throw new Error('the story has two comments');
  return allPosted(story, {
    posted: [first],
    refused: [{ placed: second, reason: 'GitHub refused the line' }],
    notes: ['One comment was refused and stands here.'],
  });
};

describe('the sticky summary', () => {
  it.each([
    ['of a review with findings, gaps and everything else', fullStory(), 'summary-full.md'],
    ['of a clean review is one line and a fold', reviewOf(), 'summary-clean.md'],
  ])('%s', (_what, review, name) => {
    const posting = review.plan.post.length === 0 ? allPosted(review) : oneRefused(review);
    expect(withoutMarks(renderSummary(review, posting))).toBe(fixture(name));
  });

  it('starts with the marks that a later run looks for', () => {
    const review = reviewOf();
    const summary = renderSummary(review, allPosted(review));
    expect(summary.startsWith(`${SUMMARY_MARK}\n<!-- kimi-review:memory`)).toBe(true);
    expect(readMemory(summary)).toMatchObject({ head: HEAD, base: BASE, complete: true });
  });

  it('shows a comment that GitHub refused, with the reason and its whole text', () => {
    const summary = renderSummary(fullStory(), oneRefused());
    expect(summary).toContain('`src/payments/retry.ts:31` — GitHub refused the line\n\nAfter three tries');
  });

  it('says that nothing was posted when a newer commit was pushed', () => {
    const review = reviewOf({ placed: [placedOf()] });
    const posting = allPosted(review, { posted: [], supersededBy: BASE });
    expect(renderSummary(review, posting)).toContain('A newer commit was pushed during this review');
  });

  it('is not quiet while an earlier finding stands', () => {
    const review = reviewOf({
      plan: { post: [], summary: [], settled: [], standing: [standingOf({ line: null })] },
    });
    expect(renderSummary(review, allPosted(review))).toContain('Standing from earlier reviews (1)');
  });

  it('of a model without a known price says so, never zero', () => {
    const review = reviewOf();
    const unpriced = { ...review, cost: { ...review.cost, usd: null, pricesAsOf: null } };
    expect(renderSummary(unpriced, allPosted(unpriced))).toContain('cost unknown: no price for this model');
  });
});

describe('a summary of any size', () => {
  const outside = (index: number, body: string) =>
    placedOf({
      title: `Finding ${index}`,
      body,
      anchor: {
        kind: 'summary',
        path: `src/${'deep/'.repeat(40)}f${index}.ts`,
        line: 1,
        reason: 'not in the diff',
      },
    });
  const reviewWith = (count: number, body: string) =>
    reviewOf({ placed: Array.from({ length: count }, (_, index) => outside(index, body)) });

  it.each([
    ['40 findings of 400 characters', 40, 'word '.repeat(80), 'leaves out the prompt for a coding agent.'],
    ['40 findings of 8,000 characters', 40, 'word '.repeat(1_600), 'the texts of findings without a comment'],
    ['3,000 findings', 3_000, 'word', 'And 2,950 more.'],
  ])('with %s fits, and names what was lost', (_what, count, body, notice) => {
    const review = reviewWith(count, body);
    const summary = renderSummary(review, allPosted(review));
    expect(summary.length).toBeLessThanOrEqual(COMMENT_MAX);
    expect(summary).toContain(notice);
    expect(readMemory(summary)?.noted).toHaveLength(30);
  });

  it('the job summary keeps what the comment had to leave out, and stays under 1 MiB', () => {
    const review = reviewWith(40, 'word '.repeat(1_600));
    const job = renderJobSummary(review, allPosted(review));
    expect(job).toContain('Prompt for a coding agent, 40 findings');
    expect(job.match(/word word/g)?.length ?? 0).toBeGreaterThan(40);
    const huge = renderJobSummary(reviewWith(3_000, 'é'.repeat(2_000)), allPosted(review));
    expect(new TextEncoder().encode(huge).length).toBeLessThanOrEqual(1_000_000);
    expect(huge).toContain('Lists are cut after 100 rows to stay under 1 MiB.');
  });

  const text = fc
    .array(
      fc.oneof(
        fc.constantFrom('@a', '#1', '[x](y)', '<b>', '</details>', '```', '`', '\n', '<!--', '|'),
        fc.string(),
      ),
    )
    .map((parts) => parts.join(''));
  it('lets nothing act that a stranger wrote', () => {
    fc.assert(
      fc.property(text, text, text, (title, body, path) => {
        const review = reviewOf({
          placed: [
            placedOf({ title, body, anchor: { kind: 'summary', path: `p${path}`, line: 1, reason: body } }),
          ],
          dropped: [{ finding: placedOf({ title, path }).finding, reason: body }],
          rejects: [{ pack: 1, index: 1, problem: body, title }],
          notes: [body],
        });
        // One price is ours, and a lone dollar draws nothing. Our own tables are the only bars outside code; a stranger's bar is escaped or in a code span.
        const summary = withoutFrame(renderSummary(review, allPosted(review)))
          .replace(/\$(?=[\d.]+ at prices of)/, '')
          .replace(/^(?:\| ---)+ \|$/gm, '')
          .replace(/^\| .* \|$/gm, (row) => row.replaceAll(/(?<!\\)\|/g, ' '));
        expect(activeParts(summary)).toEqual([]);
      }),
    );
  });
});

describe('the job summary', () => {
  it('shows every file, every setting and the links', () => {
    const review = fullStory();
    const job = renderJobSummary(review, oneRefused());
    expect(job).toContain('Pull request 42: Retry payments that time out (`pull_request (synchronize)`)');
    expect(job).toContain('| `src/payments/retry.ts` | 3 | 0 | 0 |');
    for (const { name } of settingsOf().effective) expect(job).toContain(`\`${name}\``);
    expect(job).toContain('[Review](https://github.com/acme/shop/pull/42#pullrequestreview-1)');
  });
});

import { conclusionIn } from '../review/conclusion.ts';
import type { Posting } from '../review/posting.ts';
import type { Review } from '../review/review.ts';
import { languageOf } from '../words/language-of.ts';
import { inlineCode } from './code-block.ts';
import { paragraphs } from './markdown.ts';
import { sanitizeLine, sanitizeSentence } from './sanitize.ts';
import type { Detail } from './section.ts';
import { renderReview } from './summary.ts';

/** The runner drops the whole summary of a step above 1 MiB. */
const JOB_SUMMARY_BYTES_MAX = 1_000_000;
const ROWS: readonly number[] = [2_000, 400, 100, 20];

/** Everything the summary says and every row of it, for `GITHUB_STEP_SUMMARY`. */
export function renderJobSummary(review: Review, posting: Posting): string {
  const { pull, cause } = review;
  const { words } = languageOf(review.settings.language);
  const head = `Pull request ${pull.number}: ${sanitizeLine(pull.title)} (${inlineCode(cause)})`;
  const links = [
    posting.reviewUrl === null ? '' : `[Review](${posting.reviewUrl})`,
    posting.summaryUrl === null ? '' : `[Summary](${posting.summaryUrl})`,
    posting.checkUrl === null ? '' : `[Check](${posting.checkUrl})`,
  ].filter((link) => link !== '');
  for (const rowsMax of ROWS) {
    const detail: Detail = { words, rowsMax, bodies: true, everything: true, without: [] };
    const cut = rowsMax === ROWS[0] ? '' : `Lists are cut after ${rowsMax} rows to stay under 1 MiB.`;
    const text = paragraphs(head, renderReview(review, posting, detail), cut, links.join(' · '));
    if (new TextEncoder().encode(text).length <= JOB_SUMMARY_BYTES_MAX) return text;
  }
  return paragraphs(
    head,
    `**${sanitizeSentence(conclusionIn(words, review).title)}**`,
    'The rest is too long to show here.',
  );
}

import type { ErrorCode, ReviewError } from '../../errors.ts';
import type { PullRequest } from '../pull-request.ts';
import type { Posting } from '../review/posting.ts';
import type { Review, Skipped } from '../review/review.ts';
import type { Ignored } from '../trigger/trigger.ts';
import { en, type Words } from '../words/en.ts';
import { paragraphs } from './markdown.ts';
import { reasonText } from './reason-text.ts';
import { sanitizeSentence } from './sanitize.ts';
import { sentence } from './words.ts';

/** How a run can end. */
export type Outcome =
  | { readonly kind: 'reviewed'; readonly review: Review; readonly posting: Posting }
  | Skipped
  | Ignored
  | { readonly kind: 'failed'; readonly error: Pick<ReviewError, 'code' | 'message' | 'remedy'> };

/** For these a fork is reason enough: GitHub gives its runs neither secrets nor a token that may write. */
const FORK_CODES: readonly ErrorCode[] = ['KEY_MISSING', 'GITHUB_FORBIDDEN'];

/** A rule said not to review: one sentence, for the check and the job summary. */
export function renderSkipped(skipped: Skipped | Ignored, words: Words = en): string {
  return sentence(words.notReviewed(reasonText(skipped.reason, words)), words);
}

/** Our own failure: what happened and the way out, in plain words. `pull` is null when none was read yet. */
export function renderFailed(
  error: Pick<ReviewError, 'code' | 'message' | 'remedy'>,
  pull: Pick<PullRequest, 'number' | 'isFork'> | null,
): string {
  const fork = forkReason(error, pull);
  if (fork !== null) return `Not reviewed: ${fork}`;
  const happened = sanitizeMessage(error.message);
  return paragraphs(
    sentence(`Not reviewed: ${happened}`),
    sanitizeMessage(error.remedy),
    `Code: \`${error.code}\``,
  );
}

/** What is a rule of GitHub and nobody's mistake, in one sentence; null for any other failure. */
export function forkReason(
  error: Pick<ReviewError, 'code'>,
  pull: Pick<PullRequest, 'number' | 'isFork'> | null,
): string | null {
  if (pull?.isFork !== true || !FORK_CODES.includes(error.code)) return null;
  return `GitHub gives pull requests from forks no secrets and no right to write; run the workflow by hand with pull request number ${pull.number}.`;
}

/** Messages that list several problems keep one line each. */
function sanitizeMessage(message: string): string {
  return message
    .split('\n')
    .map(sanitizeSentence)
    .filter((line) => line !== '')
    .join('\n');
}

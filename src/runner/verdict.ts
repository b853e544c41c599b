import { concluded } from '../core/report/check-run.ts';
import { forkReason } from '../core/report/outcome.ts';
import { sentence } from '../core/report/words.ts';
import type { Ended } from '../flow/under-check.ts';

/** `isRule`: nobody did anything wrong, so a notice is enough. */
export type ExitStatus = { readonly status: 0 | 1; readonly message: string; readonly isRule?: true };

const GREEN: ExitStatus = { status: 0, message: '' };

/**
 * Whether the step is red. A finding at or above `fail-on` makes it red. Our own failure does not, as long as
 * the pull request says what happened; when it could not be told there, a green step would pass for a review.
 * A fork is the exception: GitHub gives it a token that cannot write, by design, and an annotation is all
 * there can be.
 */
export function exitStatusOf({ outcome, pull, told }: Ended): ExitStatus {
  const untold = !told && pull?.isFork !== true;
  if (outcome.kind === 'reviewed') {
    const { kind, title } = concluded(outcome.review, outcome.posting);
    if (kind === 'failure') return { status: 1, message: title };
    if (untold) return { status: 1, message: `${title}. Nothing could be written on the pull request.` };
    return kind === 'neutral' ? { status: 0, message: title } : GREEN;
  }
  if (outcome.kind !== 'failed') return GREEN;
  const fork = forkReason(outcome.error, pull);
  if (fork !== null) return { status: 0, message: fork, isRule: true };
  const message = `${sentence(outcome.error.message)} ${outcome.error.remedy}`;
  return { status: untold ? 1 : 0, message };
}

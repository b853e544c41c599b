import type { Ended } from '../flow/under-check.ts';

export type ExitStatus = { readonly status: 0 | 1; readonly message: string };

const GREEN: ExitStatus = { status: 0, message: '' };

/**
 * Whether the step is red. A finding at or above `fail-on` makes it red. Our own failure does not, as long as
 * the pull request says what happened; when it could not be told there, a green step would pass for a review.
 * A fork is the exception: GitHub gives it a token that cannot write, by design, and an annotation is all
 * there can be.
 */
export function exitStatusOf({ outcome, pull, told }: Ended): ExitStatus {
  if (outcome.kind === 'reviewed') {
    const { conclusion } = outcome.review;
    const superseded = outcome.posting.supersededBy !== null;
    if (conclusion.kind === 'failure' && !superseded) return { status: 1, message: conclusion.title };
    if (conclusion.kind === 'neutral' && !told && pull?.isFork !== true)
      return { status: 1, message: conclusion.title };
    return conclusion.kind === 'neutral' ? { status: 0, message: conclusion.title } : GREEN;
  }
  if (outcome.kind !== 'failed') return GREEN;
  const message = `${outcome.error.message} ${outcome.error.remedy}`;
  return { status: told || pull?.isFork === true ? 0 : 1, message };
}

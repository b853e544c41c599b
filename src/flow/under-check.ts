import type { PullRequest } from '../core/pull-request.ts';
import { checkEnd, checkStart, failedCheck, skippedCheck } from '../core/report/check-run.ts';
import type { Outcome } from '../core/report/outcome.ts';
import type { CheckEndPayload } from '../core/report/payloads.ts';
import { ReviewError } from '../errors.ts';
import type { World } from '../ports.ts';

/** How a run ended, and whether the people on the pull request can see it there. */
export type Ended = {
  readonly pull: PullRequest | null;
  readonly outcome: Outcome;
  /** True when a check run or a comment on the pull request says what happened. */
  readonly told: boolean;
};

type CheckWorld = Pick<World, 'publisher' | 'clock' | 'log' | 'runUrl' | 'interruption'>;

/**
 * Runs `story` between an open check run and its conclusion. Whatever happens in between, a failure of ours
 * or a cancelled job, the check ends with a verdict: a check left in progress would block a merge for ever.
 */
export async function underCheck(
  world: CheckWorld,
  pull: PullRequest,
  story: () => Promise<Outcome>,
): Promise<Ended> {
  const startedAt = world.clock.now();
  const check = await world.publisher.startCheck(
    pull,
    checkStart({ pull, startedAt, detailsUrl: world.runUrl }),
  );
  if (check.kind !== 'posted') {
    // The token of a fork cannot write, by design: nobody has to mend anything.
    const say = pull.isFork ? world.log.info : world.log.warn;
    say(`No check run: ${check.reason}`);
  }
  const ended = await Promise.race([story(), interrupted(world.interruption)]).catch(failed);
  const outcome = withCheckUrl(ended, check.kind === 'posted' ? check.url : '');
  const end = endOf(outcome, pull, world.clock.now());
  const closed =
    check.kind !== 'posted' || end === null ? check : await world.publisher.finishCheck(pull, check.id, end);
  const commented = outcome.kind === 'reviewed' && outcome.posting.summaryUrl !== null;
  return { pull, outcome, told: closed.kind === 'posted' || commented };
}

/** Turns what was thrown into an outcome people can read. An error that is not ours is a defect, and says so. */
export function failed(cause: unknown): Outcome & { kind: 'failed' } {
  if (cause instanceof ReviewError) return { kind: 'failed', error: cause };
  const words = cause instanceof Error ? cause.message : String(cause);
  return { kind: 'failed', error: new ReviewError('INTERNAL', `Kimi Review failed: ${words}`, { cause }) };
}

function withCheckUrl(outcome: Outcome, url: string): Outcome {
  if (outcome.kind !== 'reviewed' || url === '') return outcome;
  return { ...outcome, posting: { ...outcome.posting, checkUrl: url } };
}

function interrupted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const stop = () =>
      reject(new ReviewError('CANCELLED', 'The job was cancelled before the review was finished.'));
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}

function endOf(outcome: Outcome, pull: PullRequest, completedAt: number): CheckEndPayload | null {
  switch (outcome.kind) {
    case 'reviewed':
      return checkEnd(outcome.review, outcome.posting);
    case 'skipped':
      return skippedCheck(outcome, completedAt);
    case 'failed':
      return failedCheck(outcome.error, { pull, completedAt });
    case 'ignored':
      return null;
  }
}

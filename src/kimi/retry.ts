import type { ErrorCode } from '../errors.ts';
import type { Failure } from './breakdown.ts';
import type { Moment } from './pace.ts';

/** What one request has been through. */
export type Trials = {
  /** Failed tries by code, in the order in which they came. */
  readonly failed: readonly ErrorCode[];
  /** Clock time of the first refusal for overload since the last other outcome. */
  readonly overloadedSince: number | null;
};

export const NO_TRIALS: Trials = { failed: [], overloadedSince: null };

/**
 * Tries in all, by kind of failure. Refusals cost nothing and are waited out for long; what breaks off
 * half-way was generated and is billed, so it is tried again less often. Codes that are not here are final.
 */
const TRIES_MAX: Partial<Record<ErrorCode, number>> = {
  KIMI_RATE_LIMITED: 12,
  KIMI_OVERLOADED: 60,
  KIMI_SERVER_ERROR: 4,
  KIMI_CONNECTION: 4,
  KIMI_STREAM_CUT: 3,
  KIMI_STALLED: 2,
};

/** An overload that lasts longer than this is reported; the fallback may take over. */
export const OVERLOAD_PATIENCE_MS = 300_000;

const BACKOFF_FIRST_MS = 1_000;
const BACKOFF_MAX_MS = 15_000;
const JITTER_SHARE = 0.25;

export function afterFailure(trials: Trials, { code }: Failure, now: number): Trials {
  const overloadedSince = code === 'KIMI_OVERLOADED' ? (trials.overloadedSince ?? now) : null;
  return { failed: [...trials.failed, code], overloadedSince };
}

/** The clock time of the next try, or null when the failure is final. `trials` hold this failure already. */
export function nextTryAt(trials: Trials, failure: Failure, { now, chance }: Moment): number | null {
  if (failure.retry.kind === 'never') return null;
  const same = trials.failed.filter((code) => code === failure.code).length;
  if (same >= (TRIES_MAX[failure.code] ?? 1)) return null;
  if (trials.overloadedSince !== null && now - trials.overloadedSince >= OVERLOAD_PATIENCE_MS) return null;
  const backoffMs = Math.min(BACKOFF_MAX_MS, BACKOFF_FIRST_MS * 2 ** (same - 1));
  const waitMs = Math.max(failure.retry.ms, backoffMs);
  return now + waitMs * (1 + JITTER_SHARE * chance);
}

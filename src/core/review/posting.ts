import type { PlacedFinding } from '../findings/finding.ts';
import type { Sha } from '../pull-request.ts';

/** A comment GitHub did not take, and why. */
export type Refused = { readonly placed: PlacedFinding; readonly reason: string };

/** What happened when a review was put on the pull request. The summary is written after it and tells it. */
export type Posting = {
  readonly reviewUrl: string | null;
  readonly summaryUrl: string | null;
  readonly checkUrl: string | null;
  /** Comments that stand on the pull request now, of those the plan wanted posted. */
  readonly posted: readonly PlacedFinding[];
  readonly refused: readonly Refused[];
  /** The newer head, when a push during the run kept us from posting on the old one. */
  readonly supersededBy: Sha | null;
  /** Plain sentences: which rung of the ladder was used, and why. */
  readonly notes: readonly string[];
};

/** Before anything was tried, and for a run that posts nothing. */
export const NOTHING_POSTED: Posting = {
  reviewUrl: null,
  summaryUrl: null,
  checkUrl: null,
  posted: [],
  refused: [],
  supersededBy: null,
  notes: [],
};

/** The planned comments that do not stand on the pull request, each with a reason: nothing is lost. */
export function unposted(planned: readonly PlacedFinding[], posting: Posting): Refused[] {
  const posted = new Set(posting.posted.map(({ fingerprint }) => fingerprint));
  const reasons = new Map(posting.refused.map(({ placed, reason }) => [placed.fingerprint, reason]));
  const unsaid =
    posting.supersededBy === null ? 'was not posted' : 'a newer commit was pushed during the review';
  return planned
    .filter(({ fingerprint }) => !posted.has(fingerprint))
    .map((placed) => ({ placed, reason: reasons.get(placed.fingerprint) ?? unsaid }));
}

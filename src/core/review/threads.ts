import { type Anchor, CONFIDENCES, type PlacedFinding, severityRank } from '../findings/finding.ts';
import type { Settings, Threshold } from '../settings/settings.ts';
import { doubtAbout } from './doubts.ts';
import { recognized } from './recognize.ts';
import type { Past, StandingFinding, ThreadPlan } from './review.ts';
import { type PathThreshold, thresholdFor } from './thresholds.ts';

/**
 * GitHub documents no cap, but above about 30 comments in one review it was seen to answer 502 or "submitted
 * too quickly" (reviewdog/reviewdog#355, src-d/lookout#264).
 */
export const COMMENTS_PER_REVIEW_MAX = 30;
/** Nits are welcome once and in small numbers; after that they are what people mute a reviewer for. */
const NITS_PER_REVIEW_MAX = 3;

/** Why a finding cannot be a comment at all, or null when it may be one. */
type Verdict = { readonly placed: PlacedFinding; readonly reason: string | null };

/** Sorts the findings of a run into said, saying and not saying. Every finding is in exactly one list. */
export function planThreads(
  placed: readonly PlacedFinding[],
  past: Past,
  settings: Pick<Settings, 'thresholds' | 'minSeverity'> & { readonly maxComments: number },
): ThreadPlan {
  const known = new Map(past.findings.map((finding) => [finding.fingerprint, finding]));
  const ranked = recognized(placed.toSorted(byRank), past.findings);
  const settled = ranked.filter(({ fingerprint }) => known.get(fingerprint)?.state === 'settled');
  // A finding that only the summary knew has no comment to stand on: it is told there again, with its text.
  const isOpen = ({ fingerprint }: PlacedFinding, noted: boolean): boolean =>
    known.get(fingerprint)?.state === 'open' && (known.get(fingerprint)?.noted === true) === noted;
  const again = ranked.filter((finding) => isOpen(finding, false));
  const fresh = ranked.filter((finding) => !known.has(finding.fingerprint) || isOpen(finding, true));

  const threshold = thresholdFor(settings);
  const verdicts = fresh.map((finding): Verdict => {
    const before = known.has(finding.fingerprint) ? 'listed in an earlier summary' : null;
    const at = threshold(finding.anchor.path);
    return { placed: finding, reason: reasonNotToPost(finding, past, at) ?? before };
  });
  const limited = limitComments(limitPerPath(limitNits(verdicts), threshold), settings.maxComments);
  return {
    post: limited.flatMap(({ placed: finding, reason }) => (reason === null ? [finding] : [])),
    summary: limited.flatMap(({ placed: finding, reason }) =>
      reason === null ? [] : [{ placed: finding, reason }],
    ),
    standing: standingFindings(past, again, new Set(fresh.map(({ fingerprint }) => fingerprint))),
    settled,
  };
}

/** Most severe first, then the surest, then in the order of the code. */
function byRank(left: PlacedFinding, right: PlacedFinding): number {
  return (
    severityRank(left.finding.severity) - severityRank(right.finding.severity) ||
    CONFIDENCES.indexOf(left.finding.confidence) - CONFIDENCES.indexOf(right.finding.confidence) ||
    comparePaths(left.anchor.path, right.anchor.path) ||
    (left.anchor.line ?? 0) - (right.anchor.line ?? 0)
  );
}

function comparePaths(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

function reasonNotToPost(
  placed: PlacedFinding,
  past: Past,
  { minSeverity, where }: PathThreshold,
): string | null {
  const { anchor, finding } = placed;
  if (anchor.kind === 'summary') return anchor.reason;
  if (severityRank(finding.severity) > severityRank(minSeverity)) {
    return `below min-severity (${minSeverity})${where}`;
  }
  const doubt = doubtAbout(placed);
  if (doubt !== null) return doubt;
  if (finding.severity !== 'nit') return null;
  if (finding.confidence === 'low') return 'a nit that may not be true';
  const isFirstReview = past.memory === null && past.findings.length === 0;
  return isFirstReview ? null : 'nits are posted in the first review only';
}

function limitNits(verdicts: readonly Verdict[]): Verdict[] {
  const nits = verdicts.filter(({ placed, reason }) => reason === null && placed.finding.severity === 'nit');
  const over = new Set(nits.slice(NITS_PER_REVIEW_MAX));
  const reason = `over the limit of ${NITS_PER_REVIEW_MAX} nits`;
  return verdicts.map((verdict) => (over.has(verdict) ? { ...verdict, reason } : verdict));
}

/** The caps of `thresholds`, each over all paths it decides for. Blockers are posted past them, and count. */
function limitPerPath(verdicts: readonly Verdict[], threshold: (path: string) => PathThreshold): Verdict[] {
  const posted = new Map<Threshold, number>();
  return verdicts.map((verdict) => {
    const { entry, where } = threshold(verdict.placed.anchor.path);
    if (verdict.reason !== null || entry === null || entry.maxComments === null) return verdict;
    const count = posted.get(entry) ?? 0;
    if (count >= entry.maxComments && verdict.placed.finding.severity !== 'blocker') {
      return { ...verdict, reason: `${overLimit(entry.maxComments)}${where}` };
    }
    posted.set(entry, count + 1);
    return verdict;
  });
}

/** Blockers are posted past `max-comments`, never past what GitHub takes in one review. */
function limitComments(verdicts: readonly Verdict[], maxComments: number): Verdict[] {
  let posted = 0;
  return verdicts.map((verdict) => {
    if (verdict.reason !== null) return verdict;
    if (posted >= COMMENTS_PER_REVIEW_MAX) return { ...verdict, reason: overLimit(COMMENTS_PER_REVIEW_MAX) };
    if (posted >= maxComments && verdict.placed.finding.severity !== 'blocker') {
      return { ...verdict, reason: overLimit(Math.min(maxComments, COMMENTS_PER_REVIEW_MAX)) };
    }
    posted += 1;
    return verdict;
  });
}

function overLimit(limit: number): string {
  return `over the limit of ${limit} ${limit === 1 ? 'comment' : 'comments'}`;
}

/** All earlier findings that are still open; what was found again is told at the line where it is now. */
function standingFindings(
  past: Past,
  again: readonly PlacedFinding[],
  toldAgain: ReadonlySet<string>,
): StandingFinding[] {
  const anchors = new Map(again.map(({ fingerprint, anchor }) => [fingerprint, anchor]));
  return past.findings
    .filter(({ state, fingerprint }) => state === 'open' && !toldAgain.has(fingerprint))
    .filter((finding) => isKept(finding, past))
    .map(({ state: _open, ...finding }) => withAnchor(finding, anchors.get(finding.fingerprint)))
    .toSorted(
      (left, right) =>
        severityRank(left.severity) - severityRank(right.severity) ||
        comparePaths(left.path, right.path) ||
        (left.line ?? 0) - (right.line ?? 0),
    );
}

/** A finding that only the summary knew is over once its code was read again without it. */
function isKept(finding: StandingFinding, past: Past): boolean {
  return finding.noted !== true || (past.readAgain !== undefined && !past.readAgain.has(finding.fingerprint));
}

function withAnchor(finding: StandingFinding, anchor: Anchor | undefined): StandingFinding {
  return anchor === undefined
    ? finding
    : { ...finding, path: anchor.path, line: anchor.line ?? finding.line, foundAgain: true };
}

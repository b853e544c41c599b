import type { ThreadPlan } from '../review/review.ts';
import type { Candidate, Stage } from './candidate.ts';
import type { DroppedFinding, Finding, PlacedFinding } from './finding.ts';

type Lost = DroppedFinding & { readonly placed: PlacedFinding };

/** Everything that happened to the findings of a run. */
export type Fates = {
  /** Without code to stand on. */
  readonly dropped: readonly DroppedFinding[];
  /** What the program tells by itself. */
  readonly retold: readonly Lost[];
  /** Contradicted by a search, or refuted by a check. */
  readonly refuted: readonly Lost[];
  /** Those that are left. */
  readonly placed: readonly PlacedFinding[];
  readonly plan: ThreadPlan;
};

/** One entry for each finding of each answer: how far it came, and why no further. */
export function candidatesOf({ dropped, retold, refuted, placed, plan }: Fates): Candidate[] {
  const reasons = new Map(plan.summary.map((entry) => [entry.placed.finding, entry.reason]));
  const posted = new Set(plan.post.map(({ finding }) => finding));
  const settled = new Set(plan.settled.map(({ finding }) => finding));
  const fateOf = ({ finding }: PlacedFinding): Fate => {
    if (posted.has(finding)) return { lostAt: null, reason: null };
    const said = settled.has(finding)
      ? 'said before, and its thread was resolved'
      : 'said before, and still open';
    return { lostAt: 'ranking', reason: reasons.get(finding) ?? said };
  };
  return [
    ...dropped.map(({ finding, reason }) => ({
      finding,
      reader: finding.reader ?? '',
      lostAt: 'evidence' as const,
      reason,
      placed: null,
      merged: false,
    })),
    ...retold.flatMap(({ placed: one, reason }) => entriesOf(one, { lostAt: 'evidence', reason })),
    ...refuted.flatMap(({ placed: one, reason }) => entriesOf(one, { lostAt: 'falsifier', reason })),
    ...placed.flatMap((one) => entriesOf(one, fateOf(one))),
  ];
}

type Fate = { readonly lostAt: Stage | null; readonly reason: string | null };

function entriesOf(placed: PlacedFinding, fate: Fate): Candidate[] {
  const sources: readonly Finding[] = placed.sources ?? [placed.finding];
  return sources.map((finding, index) => ({
    finding,
    reader: finding.reader ?? '',
    ...fate,
    placed,
    merged: index > 0,
  }));
}

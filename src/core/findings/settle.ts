import type { CheckAnswer, WrittenVerdict } from './check-answer.ts';
import { isKnown, type KnownLines } from './citations.ts';
import { confidenceOf } from './confidence.ts';
import type { DroppedFinding, PlacedFinding, Verdict } from './finding.ts';
import { joinedFindings } from './merge.ts';

/** What a check leaves of its claims. Law: each claim is kept, merged into a kept one, or refuted. */
export type Settled = {
  readonly kept: readonly PlacedFinding[];
  readonly refuted: readonly (DroppedFinding & { readonly placed: PlacedFinding })[];
};

/** Gives each claim of a check its verdict; `lost` says why there is none where the check itself failed. */
export function settleClaims(
  claims: readonly PlacedFinding[],
  answer: CheckAnswer | { readonly lost: string },
  known: KnownLines,
): Settled {
  const judged = claims.map((claim, index) => {
    const written = 'lost' in answer ? undefined : answer.verdicts.get(index + 1);
    if (written === undefined)
      return withVerdict(claim, unverified('lost' in answer ? answer.lost : NO_VERDICT), null);
    return withVerdict(claim, verdictOf(written, known), written);
  });
  const isRefuted = ({ verdict }: PlacedFinding): boolean => verdict?.kind === 'refuted';
  const sameAs = (index: number): number | null =>
    'lost' in answer ? null : (answer.verdicts.get(index + 1)?.sameAs ?? null);
  return {
    kept: merged(judged, sameAs).filter((one) => !isRefuted(one)),
    refuted: judged.filter(isRefuted).map((placed) => ({
      finding: placed.finding,
      reason: `a second look refuted it: ${placed.verdict?.reason ?? ''}`,
      placed,
    })),
  };
}

export function unverified(reason: string): Verdict {
  return { kind: 'unverified', reason, evidence: [], introduced: true };
}

const NO_VERDICT = 'the second look gave no verdict on it';
const NO_EVIDENCE = 'it cited no line that exists';

/** A verdict stands on a line that was read, or it is none. */
function verdictOf(written: WrittenVerdict, known: KnownLines): Verdict {
  const { kind, reason, introduced } = written;
  const evidence = written.evidence.filter((citation) => isKnown(citation, known));
  if (kind !== 'unsure' && evidence.length === 0) {
    return { kind: 'unsure', reason: NO_EVIDENCE, evidence, introduced };
  }
  return { kind, reason, evidence, introduced };
}

function withVerdict(claim: PlacedFinding, verdict: Verdict, written: WrittenVerdict | null): PlacedFinding {
  // What the maintainers have set is not for a reader to change.
  const said = verdict.kind === 'confirmed' ? written?.severity : null;
  const severity = claim.rule?.severity ?? said ?? claim.finding.severity;
  const judged = { ...claim, verdict, finding: { ...claim.finding, severity } };
  return { ...judged, finding: { ...judged.finding, confidence: confidenceOf(judged) } };
}

/** Joins what the check called the same root cause, but never into a claim that was refuted. */
function merged(judged: readonly PlacedFinding[], sameAs: (index: number) => number | null): PlacedFinding[] {
  const groups: PlacedFinding[][] = [];
  const groupOf = new Map<number, PlacedFinding[]>();
  for (const [index, one] of judged.entries()) {
    const earlier = (sameAs(index) ?? 0) - 1;
    const home = earlier >= 0 && earlier < index ? groupOf.get(earlier) : undefined;
    if (home !== undefined && one.verdict?.kind !== 'refuted' && home[0]?.verdict?.kind !== 'refuted') {
      home.push(one);
      groupOf.set(index, home);
      continue;
    }
    const group = [one];
    groups.push(group);
    groupOf.set(index, group);
  }
  return groups.map((group) => {
    const joined = joinedFindings(group);
    return group.length === 1
      ? joined
      : { ...joined, finding: { ...joined.finding, confidence: confidenceOf(joined) } };
  });
}

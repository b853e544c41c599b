import { CONFIDENCES, severityRank } from '../../../src/core/findings/finding.ts';
import { GOLDEN_SEVERITIES } from '../case.ts';
import type { PlacedGolden } from '../head-lines.ts';
import type { Told } from '../told.ts';
import { NO_OPINION, type Opinion } from './opinion.ts';
import { fitsPlace } from './place.ts';

/** `duplicate`: its cause was told already. `left-out`: true but not wanted, or disputed. */
export type Verdict = 'true' | 'false' | 'duplicate' | 'left-out';

/** `strict`: place and cause. `cause`: the cause alone. */
export const MODES = ['strict', 'cause'] as const;
export type Mode = (typeof MODES)[number];

export type Assignment = {
  readonly verdicts: readonly { readonly told: Told; readonly verdict: Verdict }[];
  /** Goldens that were found, by index. */
  readonly met: ReadonlySet<number>;
};

export type Judged = {
  readonly goldens: readonly PlacedGolden[];
  readonly opinions: ReadonlyMap<string, Opinion>;
};

/** Gives each finding at most one golden and each golden at most one finding, the surest finding first. */
export function assign(findings: readonly Told[], { goldens, opinions }: Judged, mode: Mode): Assignment {
  const holder = new Map<number, Told>();
  const opinionOf = ({ id }: Told) => opinions.get(id) ?? NO_OPINION;
  for (const told of findings.toSorted(bySureness)) {
    const { goldens: same, knownFalse } = opinionOf(told);
    if (knownFalse) continue;
    const free = same.filter((index) => !holder.has(index) && isMatch(told, goldens[index], mode));
    const [best] = free.toSorted((left, right) => weightRank(goldens[left]) - weightRank(goldens[right]));
    if (best !== undefined) holder.set(best, told);
  }
  const goldenOf = new Map([...holder].map(([index, told]) => [told, index]));
  const verdictOf = (told: Told): Verdict => {
    const index = goldenOf.get(told);
    if (index !== undefined) return isCounted(goldens[index]) ? 'true' : 'left-out';
    const { goldens: same, knownFalse } = opinionOf(told);
    return !knownFalse && same.some((other) => holder.has(other)) ? 'duplicate' : 'false';
  };
  return {
    verdicts: findings.map((told) => ({ told, verdict: verdictOf(told) })),
    met: new Set(holder.keys()),
  };
}

function isMatch(told: Told, golden: PlacedGolden | undefined, mode: Mode): boolean {
  return golden !== undefined && (mode === 'cause' || fitsPlace(told, golden));
}

function isCounted(golden: PlacedGolden | undefined): boolean {
  return golden?.tier === 'A' || golden?.tier === 'B';
}

function weightRank(golden: PlacedGolden | undefined): number {
  return golden === undefined ? GOLDEN_SEVERITIES.length : GOLDEN_SEVERITIES.indexOf(golden.severity);
}

function bySureness(left: Told, right: Told): number {
  return (
    CONFIDENCES.indexOf(left.confidence) - CONFIDENCES.indexOf(right.confidence) ||
    severityRank(left.severity) - severityRank(right.severity)
  );
}

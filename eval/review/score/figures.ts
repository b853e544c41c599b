import type { Counts } from './counts.ts';

/** Shares from 0 to 1; null where there is nothing to take a share of. */
export type Figures = {
  readonly precision: number | null;
  readonly recall: number | null;
  readonly weightedRecall: number | null;
  /** Recall of critical and high goldens. */
  readonly severeRecall: number | null;
  /** Recall by where the proof stands. */
  readonly insideRecall: number | null;
  readonly outsideRecall: number | null;
  readonly f1: number | null;
  readonly f05: number | null;
  /** False findings on each clean pull request. */
  readonly cleanFalse: number | null;
  /** Share of findings whose quoted code exists. */
  readonly quoted: number | null;
};

const F1_BETA = 1;
/** Counts precision twice as much as recall. */
const F05_BETA = 0.5;

export function figuresOf(counts: Counts): Figures {
  const precision = share(counts.true, counts.true + counts.false);
  const recall = share(counts.met, counts.required);
  return {
    precision,
    recall,
    weightedRecall: share(counts.weightMet, counts.weight),
    severeRecall: share(counts.severeMet, counts.severe),
    insideRecall: share(counts.insideMet, counts.inside),
    outsideRecall: share(counts.outsideMet, counts.outside),
    f1: fBeta(precision, recall, F1_BETA),
    f05: fBeta(precision, recall, F05_BETA),
    cleanFalse: share(counts.cleanFalse, counts.cleanCases),
    quoted: share(counts.quoted, counts.findings),
  };
}

export function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

/** Nothing said at all has no precision, and is worth 0 where something had to be said. */
function fBeta(precision: number | null, recall: number | null, beta: number): number | null {
  if (recall === null) return null;
  if (precision === null || precision + recall === 0) return 0;
  const square = beta * beta;
  return ((1 + square) * precision * recall) / (square * precision + recall);
}

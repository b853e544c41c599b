import type { Finding, PlacedFinding } from './finding.ts';

/** Where a finding was lost: no code to stand on, refuted by a check, or told only in the summary. */
export type Stage = 'evidence' | 'falsifier' | 'ranking';

/** One finding as one reader reported it, and what became of it. Law: one for each finding of each answer. */
export type Candidate = {
  readonly finding: Finding;
  /** Name of the reader. */
  readonly reader: string;
  /** Null when it became a comment, or stands in one. */
  readonly lostAt: Stage | null;
  readonly reason: string | null;
  /** What it became part of; null when it did not get that far. */
  readonly placed: PlacedFinding | null;
  /** True when another finding speaks for it. */
  readonly merged: boolean;
};

import type { Change } from '../case-file/change.ts';

/** How bad it is that a golden finding is missed, and what finding it weighs. */
export const GOLDEN_SEVERITIES = ['critical', 'high', 'medium', 'low'] as const;
export type GoldenSeverity = (typeof GOLDEN_SEVERITIES)[number];

/**
 * A: certain, would be fixed. B: a careful person's remark that holds. C: a true extra remark. D: disputed.
 * A comment that matches A or B is true; one that matches C or D is left out of the count.
 */
export const TIERS = ['A', 'B', 'C', 'D'] as const;
export type Tier = (typeof TIERS)[number];

/** The kinds of defect of the set; `several` for a large change with some of them, `clean` for one without. */
export const SHAPES = [
  'off-by-one',
  'wrong-await',
  'lost-error',
  'race',
  'injection',
  'broken-invariant',
  'moved-check',
  'cleared-field',
  'wrong-migration',
  'behaviour-change',
  'resource-leak',
  'wrong-default',
  'stale-cache',
  'wrong-unit',
  'forgotten-caller',
  'several',
  'clean',
] as const;

export type Side = 'old' | 'new';

/** Lines of a file, 1-based and inclusive. `old` lines are numbered as they were before the change. */
export type Place = {
  readonly path: string;
  readonly side: Side;
  readonly first: number;
  readonly last: number;
};

/** Where the fact stands that proves a golden: in the changed files, outside of them, or nobody has said. */
export type Proof = 'changed' | 'unchanged' | 'unknown';

/** A defect that a review of the change must find. */
export type Golden = {
  /** Where a comment about it would be right; empty when the source of the case names no lines. */
  readonly places: readonly Place[];
  readonly description: string;
  readonly severity: GoldenSeverity;
  readonly tier: Tier;
  readonly category: string;
  /** One of them matches the text of a true finding; only looked at when no judge is asked. */
  readonly patterns: readonly RegExp[];
  /** False: finding it is true, not finding it is no miss. */
  readonly required: boolean;
  readonly proof: Proof;
};

/** A plausible claim that is wrong: a comment that makes it is false, wherever it stands. */
export type KnownFalse = { readonly description: string; readonly patterns: readonly RegExp[] };

/** Where the code of a case is: told as files, or a range of commits of a repository on this machine. */
export type Source =
  | ({ readonly kind: 'files' } & Change)
  | { readonly kind: 'range'; readonly repository: string; readonly base: string; readonly head: string };

/** A pull request with what a review of it should say. */
export type ReviewCase = {
  readonly name: string;
  readonly title: string;
  readonly body: string;
  /** Messages of its commits, oldest first. */
  readonly commits: readonly string[];
  readonly language: string;
  readonly shape: string;
  readonly source: Source;
  readonly goldens: readonly Golden[];
  readonly knownFalse: readonly KnownFalse[];
};

/** Nothing is to be said about it. */
export function isClean({ goldens }: Pick<ReviewCase, 'goldens'>): boolean {
  return goldens.length === 0;
}

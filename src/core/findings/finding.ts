import type { Side } from '../diff/diff.ts';

/**
 * blocker: merging breaks production, loses data or opens a hole, on a path that will be taken.
 * major: wrong behaviour a user or caller will meet.
 * minor: wrong in a corner, or a cost that will be felt.
 * nit: true, small, and safe to leave.
 */
export const SEVERITIES = ['blocker', 'major', 'minor', 'nit'] as const;
export type Severity = (typeof SEVERITIES)[number];

export const CATEGORIES = [
  'bug',
  'security',
  'data-loss',
  'concurrency',
  'contract',
  'error-handling',
  'performance',
  'test',
  'documentation',
] as const;
export type Category = (typeof CATEGORIES)[number];

export const CONFIDENCES = ['high', 'medium', 'low'] as const;
export type Confidence = (typeof CONFIDENCES)[number];

/** What the model claims, decoded but not yet checked against the code. Every text is untrusted. */
export type Finding = {
  readonly path: string;
  readonly side: Side;
  /** The line the model named, 1-based; a hint only, the quote decides. Null when it named none. */
  readonly claimedLine: number | null;
  readonly severity: Severity;
  readonly category: Category;
  readonly confidence: Confidence;
  readonly title: string;
  /** One sentence each: what brings the defect about, what follows, what to change. Left out when not written. */
  readonly trigger?: string;
  readonly effect?: string;
  readonly remedy?: string;
  /** Id of the repository's rule that is broken, as the model wrote it; left out when it named none. */
  readonly rule?: string;
  /** Further detail, or the whole explanation where the sentences above were not written. */
  readonly body: string;
  /** Whole lines the model copied from the file; the anchor, and what a suggestion replaces. */
  readonly quote: string;
  /** Replacement for exactly the quoted lines; null when none was offered. Empty text means deletion. */
  readonly suggestion: string | null;
  /** Index of the pack the model was reading, 1-based. */
  readonly pack: number;
  /** Which of the readers of the pack reported it; empty for what the program sees by itself. */
  readonly reader?: string;
};

/** A piece of an answer that looked like a finding and could not be decoded. */
export type Reject = {
  readonly pack: number;
  /** 1-based place in the answer. */
  readonly index: number;
  /** Names the field and the value. */
  readonly problem: string;
  /** What could be read of the title, for the reader; may be empty. */
  readonly title: string;
};

/** What one answer said. */
export type ParsedAnswer = {
  readonly findings: readonly Finding[];
  readonly rejects: readonly Reject[];
  /**
   * `complete`: the closing line is there and its count agrees.
   * `truncated`: findings may be missing at the end. `unreadable`: not our format at all.
   */
  readonly state: 'complete' | 'truncated' | 'unreadable';
  readonly problem: string | null;
};

/** Where a finding can be shown. A `line` anchor always lies within one hunk of the posted head. */
export type Anchor =
  | {
      readonly kind: 'line';
      readonly path: string;
      readonly side: Side;
      /** Last line of the range. */
      readonly line: number;
      /** First line, or null for a single line: GitHub refuses `start_line == line`. */
      readonly startLine: number | null;
    }
  | {
      readonly kind: 'summary';
      readonly path: string;
      readonly line: number | null;
      readonly reason: string;
    };

/** `proved`: applied in memory to the head text, changed something, stayed inside the anchor. */
export type Suggestion =
  | { readonly kind: 'none' }
  | { readonly kind: 'proved'; readonly text: string }
  | { readonly kind: 'prose'; readonly text: string; readonly reason: string };

export type PlacedFinding = {
  readonly finding: Finding;
  readonly anchor: Anchor;
  readonly suggestion: Suggestion;
  /** Hex digest of path, normalised quote and category: survives line moves and rewording. */
  readonly fingerprint: string;
  /** Other places of the same root cause, merged into this finding. */
  readonly alsoAt: readonly Anchor[];
  /** What was merged into this finding, itself included; only itself when it is left out. */
  readonly sources?: readonly Finding[];
  /** The rule of the repository it comes from; left out when it comes from none. */
  readonly rule?: BrokenRule;
  /** What the check of the claim came to; left out when it was not checked. */
  readonly verdict?: Verdict;
};

/** A rule of the repository, in the words of its maintainers. */
export type BrokenRule = {
  readonly id: string;
  readonly text: string;
  /** What a finding from this rule is; null where the reader decides. */
  readonly severity: Severity | null;
};

/** What a second reader made of a claim. `unverified`: nobody could, and `reason` says why. */
export type Verdict = {
  readonly kind: 'confirmed' | 'refuted' | 'unsure' | 'unverified';
  /** One sentence for people. Untrusted text. */
  readonly reason: string;
  /** Lines of the code that decide it, each of which was found in what was read. */
  readonly evidence: readonly Citation[];
  /** False when the same wrong result already followed before the change. */
  readonly introduced: boolean;
};

/** One line of the code as a check cited it: `line` is the model's number and a hint. */
export type Citation = { readonly path: string; readonly line: number; readonly text: string };

/** A finding that is not shown as a finding, with the reason the reader can see. */
export type DroppedFinding = { readonly finding: Finding; readonly reason: string };

/** Orders by severity, most severe first. */
export function severityRank(severity: Severity): number {
  return SEVERITIES.indexOf(severity);
}

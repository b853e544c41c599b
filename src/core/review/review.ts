import type { ErrorCode } from '../../errors.ts';
import type { ContextPack } from '../budget/context-pack.ts';
import type { CostReport } from '../cost/cost.ts';
import type { Usage } from '../cost/usage.ts';
import type { Diff } from '../diff/diff.ts';
import type { Candidate } from '../findings/candidate.ts';
import type { Category, DroppedFinding, PlacedFinding, Reject, Severity } from '../findings/finding.ts';
import type { EffortChoice } from '../prompt/effort.ts';
import type { CallAccount, Thinking } from '../prompt/request.ts';
import type { PullRequest, Sha } from '../pull-request.ts';
import type { Scope } from '../scope/scope.ts';
import type { Settings } from '../settings/settings.ts';

/** One row per hunk of the pull request, and one per file without hunks (`hunkId` null). */
export type LedgerRow = {
  readonly path: string;
  readonly hunkId: string | null;
  /** `@@ -a,b +c,d @@`, or empty for a file without hunks. */
  readonly header: string;
  readonly state: 'whole' | 'windowed' | 'excluded' | 'failed';
  /** Which rule left it out, or why reading failed; null when it was read. */
  readonly reason: string | null;
  readonly packs: readonly number[];
};

/** The account of the change. Law: read + excluded + failed = rows, one row for every hunk of the diff. */
export type Coverage = {
  readonly rows: readonly LedgerRow[];
  readonly read: number;
  readonly excluded: number;
  readonly failed: number;
  /** Share of rows that are read or excluded by a named rule, 0–100, rounded down. */
  readonly percent: number;
};

export type ConclusionKind = 'success' | 'neutral' | 'failure' | 'skipped';

/** The verdict for the check run. `title` is one line, `reason` one sentence. */
export type Conclusion = { readonly kind: ConclusionKind; readonly title: string; readonly reason: string };

/** How one pack was read by one reader. Its patches are those the reader answers for; none for a second look. */
export type PackAccount = {
  readonly pack: ContextPack;
  /** `whole`, `files 1 of 3`, or the name of a lens. */
  readonly reader: string;
  /** Findings in the answer, before any check. */
  readonly findings: number;
  /** Look-ups the model asked for. */
  readonly lookups: number;
  readonly thinking: Thinking;
  readonly thinkingReason: string;
  /** `read`: an answer was parsed to its end. `partly`: some of it. `failed`: nothing usable. */
  readonly state: 'read' | 'partly' | 'failed';
  readonly failure: { readonly code: ErrorCode; readonly message: string; readonly remedy: string } | null;
  readonly usage: Usage;
  /** By the prices of whoever answered; null when those are not known. */
  readonly usd: number | null;
  readonly calls: readonly CallAccount[];
  /** What was done about a poor answer: `asked again with thinking off`. Empty when nothing was. */
  readonly recoveries: readonly string[];
};

/** What one request that checked claims came to. */
export type CheckAccount = {
  readonly name: string;
  readonly claims: number;
  /** Why there were no verdicts; null when there were. */
  readonly failure: { readonly code: ErrorCode; readonly message: string; readonly remedy: string } | null;
  readonly usage: Usage;
  readonly usd: number | null;
  readonly calls: readonly CallAccount[];
  /** Look-ups the model asked for. */
  readonly lookups: number;
};

/** An earlier finding of ours that still stands on the pull request. */
export type StandingFinding = {
  readonly fingerprint: string;
  readonly severity: Severity;
  readonly title: string;
  readonly path: string;
  /** Null once GitHub calls the thread outdated: the code under it has changed since. */
  readonly line: number | null;
  readonly category?: Category;
  /** True when only our summary tells of it: it has no thread that could be resolved. */
  readonly noted?: boolean;
  /** True when this run found it too, even where its line cannot be told. */
  readonly foundAgain?: boolean;
};

/** What to do with the findings of this run, given what was said before. Disjoint; nothing is lost. */
export type ThreadPlan = {
  /** Posted as review comments, by rank. */
  readonly post: readonly PlacedFinding[];
  /** Shown in the summary only, each with its reason. */
  readonly summary: readonly { readonly placed: PlacedFinding; readonly reason: string }[];
  /** Said before and still open, found again or not, answered or not: not repeated. */
  readonly standing: readonly StandingFinding[];
  /** Said before, then resolved: never reopened. */
  readonly settled: readonly PlacedFinding[];
};

/** Everything one run knows and did; every face (comments, summary, check, JSON) is made from it. */
export type Review = {
  readonly kind: 'review';
  readonly pull: PullRequest;
  readonly settings: Settings;
  readonly cause: string;
  readonly diff: Diff;
  readonly scope: Scope;
  /** Readers who answer for a part of the change: each hunk is in one of them. */
  readonly packs: readonly PackAccount[];
  /** Further readers of the same packs. */
  readonly looks: readonly PackAccount[];
  readonly checks: readonly CheckAccount[];
  readonly effort: EffortChoice;
  readonly coverage: Coverage;
  /** Every finding of every answer, and what became of it. */
  readonly candidates: readonly Candidate[];
  readonly plan: ThreadPlan;
  /** Where the change starts from; null when nobody could tell. */
  readonly mergeBase?: Sha | null;
  readonly dropped: readonly DroppedFinding[];
  readonly rejects: readonly Reject[];
  readonly cost: CostReport;
  readonly model: string;
  readonly conclusion: Conclusion;
  /** Plain sentences the reader should know: a fallback, a source of the diff, a config warning. */
  readonly notes: readonly string[];
  readonly startedAt: number;
  readonly finishedAt: number;
};

/** A run that reviewed nothing, and why. */
export type Skipped = {
  readonly kind: 'skipped';
  readonly pull: PullRequest;
  readonly settings: Settings;
  readonly reason: string;
  readonly conclusion: Conclusion;
};

/** What the hidden mark in our sticky summary remembers between runs. */
export type Memory = {
  /** Head of the last run. */
  readonly head: Sha;
  readonly base: Sha;
  /** Where the change started from. Not given when nobody could tell. */
  readonly mergeBase?: Sha;
  /** True when every hunk was read or excluded by a rule, so that a later run may read only what is new. */
  readonly complete: boolean;
  /** Digest of the settings that decide what is read; a change means a full review. */
  readonly settingsDigest: string;
  /** Findings that stood in the summary only, so that a later run neither forgets nor reposts them. */
  readonly noted?: readonly StandingFinding[];
};

/** What earlier runs said on this pull request, read from our own marked comments. */
export type Past = {
  readonly memory: Memory | null;
  readonly summaryCommentId: number | null;
  readonly findings: readonly (StandingFinding & { readonly state: 'open' | 'settled' })[];
  /**
   * Fingerprints of findings whose code this run has read again: one that only the summary knew is kept
   * there unless it is among them. Not given means all of them.
   */
  readonly readAgain?: ReadonlySet<string>;
};

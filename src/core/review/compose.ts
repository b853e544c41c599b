import { costOf } from '../cost/cost.ts';
import { addUsage, NO_USAGE, sumUsd } from '../cost/usage.ts';
import type { Diff } from '../diff/diff.ts';
import { candidatesOf } from '../findings/candidates.ts';
import type { DroppedFinding, PlacedFinding } from '../findings/finding.ts';
import type { Judged } from '../findings/judge.ts';
import { ownFindings, withoutRetold } from '../findings/own-findings.ts';
import type { ModelProfile } from '../model/profile.ts';
import type { EffortChoice } from '../prompt/effort.ts';
import type { PullRequest, Sha } from '../pull-request.ts';
import type { Scope } from '../scope/scope.ts';
import type { Settings } from '../settings/settings.ts';
import { commentLimit } from './comment-limit.ts';
import { concludeReview } from './conclusion.ts';
import { coverageOf } from './ledger.ts';
import { readAgain } from './read-again.ts';
import type { CheckAccount, Coverage, PackAccount, Past, Review } from './review.ts';
import { planThreads } from './threads.ts';

/** What the checks left of the findings. */
export type Checked = {
  readonly kept: readonly PlacedFinding[];
  readonly refuted: readonly (DroppedFinding & { readonly placed: PlacedFinding })[];
  readonly accounts: readonly CheckAccount[];
};

/** What a run has learnt by the time the last answer is in. */
export type Learnt = {
  readonly pull: PullRequest;
  readonly settings: Settings;
  readonly profile: ModelProfile;
  readonly cause: string;
  readonly past: Past;
  readonly diff: Diff;
  readonly mergeBase: Sha | null;
  readonly scope: Scope;
  /** Readers who answer for a part of the change, then the others. */
  readonly packs: readonly PackAccount[];
  readonly looks: readonly PackAccount[];
  readonly effort: EffortChoice;
  readonly judged: Judged;
  readonly checked: Checked;
  readonly notes: readonly string[];
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly finishedAt: number;
};

/** Makes the one value that every face is drawn from. */
export function composeReview(learnt: Learnt): Review {
  const { pull, settings, profile, cause, diff, scope, packs, looks, judged, checked } = learnt;
  const coverage = coverageOf({ diff, scope, packs });
  const { plan, kept, retold } = planOf(learnt, coverage);
  const paid = [...packs, ...looks, ...checked.accounts];
  const usage = paid.map((account) => account.usage).reduce(addUsage, NO_USAGE);
  return {
    kind: 'review',
    pull,
    settings,
    cause,
    diff,
    mergeBase: learnt.mergeBase,
    scope,
    packs,
    looks,
    checks: checked.accounts,
    effort: learnt.effort,
    coverage,
    candidates: candidatesOf({
      dropped: judged.dropped,
      retold,
      refuted: checked.refuted,
      placed: kept,
      plan,
    }),
    plan,
    dropped: [...judged.dropped, ...checked.refuted, ...retold].map(({ finding, reason }) => ({
      finding,
      reason,
    })),
    rejects: judged.rejects,
    cost: { ...costOf(usage, profile), usd: sumUsd(paid.map((account) => account.usd)) },
    model: profile.id,
    conclusion: concludeReview({
      diff,
      scope,
      packs,
      looks,
      coverage,
      plan,
      rejects: judged.rejects,
      settings,
    }),
    notes: [...settings.warnings, ...notesOf(diff, scope, [...packs, ...looks]), ...learnt.notes],
    startedAt: learnt.startedAt,
    finishedAt: learnt.finishedAt,
  };
}

/** A finding of the model makes way for our own only where people hear of that one: posted now, or standing. */
function planOf({ past, settings, diff, scope, checked }: Learnt, coverage: Coverage) {
  const own = ownFindings(scope.patches);
  const now = { diff, coverage, later: scope.since === null ? null : (scope.later ?? []) };
  const known = { ...past, readAgain: readAgain(past.findings, now) };
  const limits = { ...settings, maxComments: commentLimit(settings, scope.patches) };
  const all = planThreads([...own, ...checked.kept], known, limits);
  const heard = new Set([...all.post, ...all.standing].map(({ fingerprint }) => fingerprint));
  const { kept, retold } = withoutRetold(
    checked.kept,
    own.filter(({ fingerprint }) => heard.has(fingerprint)),
  );
  const plan = retold.length === 0 ? all : planThreads([...own, ...kept], known, limits);
  return { plan, kept, retold };
}

function notesOf(diff: Diff, scope: Scope, packs: readonly PackAccount[]): string[] {
  const notes: string[] = [];
  if (diff.sources.some((source) => source !== 'media-type')) {
    notes.push(`GitHub did not give the whole diff at once; it was read from: ${diff.sources.join(', ')}.`);
  }
  if (scope.fullBecause !== null) notes.push(`The whole pull request was read: ${scope.fullBecause}.`);
  for (const { pack, reader, recoveries } of packs) {
    const of = reader === 'whole' ? '' : ` (${reader})`;
    for (const recovery of recoveries) notes.push(`Part ${pack.index} of ${pack.count}${of}: ${recovery}.`);
  }
  return notes;
}

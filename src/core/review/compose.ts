import { costOf } from '../cost/cost.ts';
import { addUsage, NO_USAGE, sumUsd } from '../cost/usage.ts';
import type { Diff } from '../diff/diff.ts';
import type { Judged } from '../findings/judge.ts';
import { ownFindings, withoutRetold } from '../findings/own-findings.ts';
import type { ModelProfile } from '../model/profile.ts';
import type { PullRequest, Sha } from '../pull-request.ts';
import type { Scope } from '../scope/scope.ts';
import type { Settings } from '../settings/settings.ts';
import { concludeReview } from './conclusion.ts';
import { coverageOf } from './ledger.ts';
import { readAgain } from './read-again.ts';
import type { Coverage, PackAccount, Past, Review } from './review.ts';
import { planThreads } from './threads.ts';

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
  readonly packs: readonly PackAccount[];
  readonly judged: Judged;
  readonly notes: readonly string[];
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly finishedAt: number;
};

/** Makes the one value that every face is drawn from. */
export function composeReview(learnt: Learnt): Review {
  const { pull, settings, profile, cause, diff, scope, packs, judged } = learnt;
  const coverage = coverageOf({ diff, scope, packs });
  const { plan, retold } = planOf(learnt, coverage);
  const usage = packs.map((pack) => pack.usage).reduce(addUsage, NO_USAGE);
  return {
    kind: 'review',
    pull,
    settings,
    cause,
    diff,
    mergeBase: learnt.mergeBase,
    scope,
    packs,
    coverage,
    plan,
    dropped: [...judged.dropped, ...retold],
    rejects: judged.rejects,
    cost: { ...costOf(usage, profile), usd: sumUsd(packs.map((pack) => pack.usd)) },
    model: profile.id,
    conclusion: concludeReview({
      diff,
      scope,
      packs,
      coverage,
      plan,
      rejects: judged.rejects,
      settings,
    }),
    notes: [...settings.warnings, ...notesOf(diff, scope, packs), ...learnt.notes],
    startedAt: learnt.startedAt,
    finishedAt: learnt.finishedAt,
  };
}

/** A finding of the model makes way for our own only where people hear of that one: posted now, or standing. */
function planOf({ past, settings, diff, scope, judged }: Learnt, coverage: Coverage) {
  const own = ownFindings(scope.patches);
  const now = { diff, coverage, later: scope.since === null ? null : (scope.later ?? []) };
  const known = { ...past, readAgain: readAgain(past.findings, now) };
  const all = planThreads([...own, ...judged.placed], known, settings);
  const heard = new Set([...all.post, ...all.standing].map(({ fingerprint }) => fingerprint));
  const { kept, retold } = withoutRetold(
    judged.placed,
    own.filter(({ fingerprint }) => heard.has(fingerprint)),
  );
  return { plan: retold.length === 0 ? all : planThreads([...own, ...kept], known, settings), retold };
}

function notesOf(diff: Diff, scope: Scope, packs: readonly PackAccount[]): string[] {
  const notes: string[] = [];
  if (diff.sources.some((source) => source !== 'media-type')) {
    notes.push(`GitHub did not give the whole diff at once; it was read from: ${diff.sources.join(', ')}.`);
  }
  if (scope.fullBecause !== null) notes.push(`The whole pull request was read: ${scope.fullBecause}.`);
  for (const { pack, recoveries } of packs) {
    for (const recovery of recoveries) notes.push(`Part ${pack.index} of ${pack.count}: ${recovery}.`);
  }
  return notes;
}

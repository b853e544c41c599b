import type { Diff } from '../diff/diff.ts';
import type { Reject } from '../findings/finding.ts';
import type { Scope } from '../scope/scope.ts';
import type { Settings } from '../settings/settings.ts';
import { failingFindings, openFindings, openFindingsTitle } from './open-findings.ts';
import type { Conclusion, Coverage, LedgerRow, PackAccount, ThreadPlan } from './review.ts';

export type ReviewedRun = {
  readonly diff: Diff;
  readonly scope: Scope;
  readonly packs: readonly PackAccount[];
  /** Further readers of what the packs hold. */
  readonly looks?: readonly PackAccount[];
  readonly coverage: Coverage;
  readonly plan: ThreadPlan;
  readonly rejects: readonly Reject[];
  readonly settings: Settings;
};

const SHORT_SHA = 7;
const REASONS_MAX = 3;

/**
 * The verdict. Success says that everything was read, so it is given only when everything was. A finding at
 * or above `fail-on` fails the check even when the review has gaps; the title then tells both. Where the only
 * findings are ones that could not be read, nobody knows that there is no problem.
 */
export function concludeReview(run: ReviewedRun): Conclusion {
  const { plan, settings } = run;
  const open = openFindings(plan, settings);
  const failing = failingFindings(open, settings.failOn);
  const gap = gapOf(run);
  const findings = open.total === 0 ? null : openFindingsTitle(open);
  if (failing > 0) {
    const title = [findings, gap === null ? null : lowerFirst(gap.title)].filter((part) => part !== null);
    const count = failing === 1 ? '1 open finding is' : `${failing} open findings are`;
    const because = `${count} at or above fail-on (${settings.failOn}).`;
    return {
      kind: 'failure',
      title: title.join('; '),
      reason: [because, gap?.reason ?? ''].join(' ').trim(),
    };
  }
  if (gap !== null) {
    const title = findings === null ? gap.title : `${gap.title}; ${findings}`;
    return { kind: 'neutral', title, reason: gap.reason };
  }
  return concludeComplete(run, findings);
}

/** Counts in words: `14 hunks`, `1 hunk and 2 files`. A file counts where it has no hunks. */
export function countRows(rows: readonly LedgerRow[]): string {
  const hunks = rows.filter(({ hunkId }) => hunkId !== null).length;
  const files = rows.length - hunks;
  const parts = [
    hunks === 0 ? '' : `${hunks} ${hunks === 1 ? 'hunk' : 'hunks'}`,
    files === 0 ? '' : `${files} ${files === 1 ? 'file' : 'files'}`,
  ].filter((part) => part !== '');
  return parts.length === 0 ? '0 hunks' : parts.join(' and ');
}

function concludeComplete(run: ReviewedRun, findings: string | null): Conclusion {
  const { coverage, scope } = run;
  const suffix = findings === null ? '' : `; ${findings}`;
  if (coverage.rows.length === 0) {
    const title = 'Nothing to review: the pull request changes no files';
    return { kind: 'skipped', title: `${title}${suffix}`, reason: `${title}.` };
  }
  const read = coverage.rows.filter(({ state }) => state === 'whole' || state === 'windowed');
  const reason = coverageSentence(coverage, scope);
  if (findings === null && run.rejects.length > 0) {
    const lost = run.rejects.length === 1 ? '1 finding' : `${run.rejects.length} findings`;
    const title = `Nothing to post; ${lost} could not be read`;
    return { kind: 'neutral', title, reason: `${reason} What could not be read is listed with its reason.` };
  }
  if (read.length > 0) {
    return { kind: 'success', title: findings ?? `No problems found in ${countRows(read)}`, reason };
  }
  if (scope.since !== null && scope.excluded.some(({ rule }) => rule === 'reviewed-before')) {
    const title = `Nothing new since ${scope.since.slice(0, SHORT_SHA)}`;
    return { kind: 'success', title: `${title}${suffix}`, reason };
  }
  const title = `Nothing to review: ${countRows(coverage.rows)} left out by rules`;
  return { kind: 'skipped', title: `${title}${suffix}`, reason: `${title}.` };
}

/** `12 hunks were read, 2 were read by an earlier review, 1 was left out by rules.` */
function coverageSentence(coverage: Coverage, scope: Scope): string {
  const before = scope.excluded
    .filter(({ rule }) => rule === 'reviewed-before')
    .reduce((sum, { hunkIds }) => sum + Math.max(hunkIds.length, 1), 0);
  const read = coverage.rows.filter(({ state }) => state === 'whole' || state === 'windowed');
  const byRule = coverage.excluded - before;
  const was = (count: number): string => (count === 1 ? 'was' : 'were');
  const parts = [
    `${countRows(read)} ${was(read.length)} read`,
    before > 0 ? `${before} ${was(before)} read by an earlier review` : '',
    byRule > 0 ? `${byRule} ${was(byRule)} left out by rules` : '',
  ];
  return `${parts.filter((part) => part !== '').join(', ')}.`;
}

type Gap = { readonly title: string; readonly reason: string };

/** What was not read, or null when the ledger is complete and every answer was parsed to its end. */
function gapOf({ coverage, packs, looks = [] }: ReviewedRun): Gap | null {
  const failedRows = coverage.rows.filter(({ state }) => state === 'failed');
  const readings = [...packs, ...looks];
  const poorPacks = readings.filter(({ state }) => state !== 'read');
  if (failedRows.length === 0 && poorPacks.length === 0) return null;
  const reason = gapReason(failedRows, poorPacks);
  if (failedRows.length === 0) {
    const count = `${poorPacks.length} of ${readings.length} answers`;
    return { title: `Incomplete: ${count} could not be read to the end`, reason };
  }
  if (failedRows.length === coverage.rows.length) {
    // An answer that broke off may have left findings: a title that denies the review would deny them too.
    const verdict = packs.some(({ state }) => state === 'partly') ? 'Incomplete' : 'Not reviewed';
    return { title: `${verdict}: ${withoutStop(failedRows[0]?.reason ?? 'nothing was read')}`, reason };
  }
  const were = failedRows.length === 1 ? 'was' : 'were';
  const onlyHunks = coverage.rows.every(({ hunkId }) => hunkId !== null);
  const count = onlyHunks ? `${failedRows.length} of ${countRows(coverage.rows)}` : countRows(failedRows);
  return { title: `Incomplete: ${count} ${were} not read`, reason };
}

/** Each different failure once, with its way out. */
function gapReason(failedRows: readonly LedgerRow[], poorPacks: readonly PackAccount[]): string {
  const remedies = new Map(
    poorPacks.flatMap(({ failure }) =>
      failure === null ? [] : [[failure.message, failure.remedy] as const],
    ),
  );
  const byReason = Map.groupBy(failedRows, ({ reason }) => reason ?? 'unknown reason');
  const sentences = [...byReason]
    .toSorted(([, left], [, right]) => right.length - left.length)
    .slice(0, REASONS_MAX)
    .map(([reason, rows]) =>
      `${countRows(rows)}: ${withoutStop(reason)}. ${remedies.get(reason) ?? ''}`.trim(),
    );
  const rest = byReason.size - sentences.length;
  if (rest > 0)
    sentences.push(`And ${rest} more ${rest === 1 ? 'reason' : 'reasons'}, listed in the summary.`);
  if (sentences.length > 0) return sentences.join(' ');
  return [...remedies].map(([message, remedy]) => `${withoutStop(message)}. ${remedy}`).join(' ');
}

function withoutStop(sentence: string): string {
  return sentence.replace(/[.\s]+$/, '');
}

function lowerFirst(sentence: string): string {
  return `${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`;
}

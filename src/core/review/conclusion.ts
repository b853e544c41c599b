import type { Diff } from '../diff/diff.ts';
import type { Reject } from '../findings/finding.ts';
import type { Scope } from '../scope/scope.ts';
import type { Settings } from '../settings/settings.ts';
import { en, type Words } from '../words/en.ts';
import { reasonIn } from '../words/reason-in.ts';
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
 * findings are ones that could not be read, nobody knows that there is no problem. In English for machines.
 */
export function concludeReview(run: ReviewedRun, words: Words = en): Conclusion {
  const { plan, settings } = run;
  const open = openFindings(plan, settings);
  const failing = failingFindings(open, settings.failOn);
  const gap = gapOf(run, words);
  const findings = open.total === 0 ? null : openFindingsTitle(open, words);
  if (failing > 0) {
    const title = [findings, gap === null ? null : lowerFirst(gap.title)].filter((part) => part !== null);
    const because = `${words.failing(failing)} (${settings.failOn})${words.stop}`;
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
  return concludeComplete(run, findings, words);
}

/** The verdict of a review in the words of its reader. */
export function conclusionIn(
  words: Words,
  review: ReviewedRun & { readonly conclusion: Conclusion },
): Conclusion {
  if (words === en) return review.conclusion;
  const { title, reason } = concludeReview(review, words);
  return { kind: review.conclusion.kind, title, reason };
}

/** Counts in words: `14 hunks`, `1 hunk and 2 files`. A file counts where it has no hunks. */
export function countRows(rows: readonly LedgerRow[], words: Words): string {
  const hunks = rows.filter(({ hunkId }) => hunkId !== null).length;
  const files = rows.length - hunks;
  if (files === 0) return words.hunks(hunks);
  return hunks === 0 ? words.files(files) : words.both(words.hunks(hunks), words.files(files));
}

function concludeComplete(run: ReviewedRun, findings: string | null, words: Words): Conclusion {
  const { coverage, scope } = run;
  const suffix = findings === null ? '' : `; ${findings}`;
  if (coverage.rows.length === 0) {
    const title = words.nothingChanged;
    return { kind: 'skipped', title: `${title}${suffix}`, reason: `${title}${words.stop}` };
  }
  const read = coverage.rows.filter(({ state }) => state === 'whole' || state === 'windowed');
  const reason = coverageSentence(coverage, scope, words);
  if (findings === null && run.rejects.length > 0) {
    const title = words.unreadable(run.rejects.length);
    return { kind: 'neutral', title, reason: `${reason} ${words.unreadableListed}` };
  }
  if (read.length > 0) {
    return { kind: 'success', title: findings ?? words.noProblems(countRows(read, words)), reason };
  }
  if (scope.since !== null && scope.excluded.some(({ rule }) => rule === 'reviewed-before')) {
    const title = words.nothingNew(scope.since.slice(0, SHORT_SHA));
    return { kind: 'success', title: `${title}${suffix}`, reason };
  }
  const title = words.allLeftOut(countRows(coverage.rows, words));
  return { kind: 'skipped', title: `${title}${suffix}`, reason: `${title}${words.stop}` };
}

/** `12 hunks were read, 2 were read by an earlier review, 1 was left out by rules.` */
function coverageSentence(coverage: Coverage, scope: Scope, words: Words): string {
  const before = scope.excluded
    .filter(({ rule }) => rule === 'reviewed-before')
    .reduce((sum, { hunkIds }) => sum + Math.max(hunkIds.length, 1), 0);
  const read = coverage.rows.filter(({ state }) => state === 'whole' || state === 'windowed');
  const byRule = coverage.excluded - before;
  const parts = [
    words.wasRead(read.length, countRows(read, words)),
    before > 0 ? words.wasReadBefore(before) : '',
    byRule > 0 ? words.wasLeftOut(byRule) : '',
  ];
  return `${parts.filter((part) => part !== '').join(', ')}${words.stop}`;
}

type Gap = { readonly title: string; readonly reason: string };

/** What was not read, or not checked; null when nothing is missing. */
function gapOf(run: ReviewedRun, words: Words): Gap | null {
  return readingGap(run, words) ?? checkingGap(run.plan, words);
}

/** Findings whose check was lost: a green check would say that they were looked at twice. */
function checkingGap({ post, summary }: ThreadPlan, words: Words): Gap | null {
  const lost = [...post, ...summary.map(({ placed }) => placed)].flatMap(({ verdict }) =>
    verdict?.kind === 'unverified' ? [verdict.reason] : [],
  );
  if (lost.length === 0) return null;
  const reasons = [...new Set(lost)]
    .slice(0, REASONS_MAX)
    .map((reason) => asSentence(reasonOf(reason, words), words));
  return { title: words.incomplete(words.wasNotChecked(lost.length)), reason: reasons.join(' ') };
}

function readingGap({ coverage, packs, looks = [] }: ReviewedRun, words: Words): Gap | null {
  const failedRows = coverage.rows.filter(({ state }) => state === 'failed');
  const readings = [...packs, ...looks];
  const poorPacks = readings.filter(({ state }) => state !== 'read');
  if (failedRows.length === 0 && poorPacks.length === 0) return null;
  const reason = gapReason(failedRows, poorPacks, words);
  if (failedRows.length === 0) {
    const told = poorPacks.every(({ state }) => state === 'failed') ? words.readersSilent : words.answersCut;
    return { title: words.incomplete(told(`${poorPacks.length}`, `${readings.length}`)), reason };
  }
  if (failedRows.length === coverage.rows.length) {
    // An answer that broke off may have left findings: a title that denies the review would deny them too.
    const verdict = packs.some(({ state }) => state === 'partly') ? words.incomplete : words.notReviewed;
    return { title: verdict(reasonOf(failedRows[0]?.reason ?? 'nothing was read', words)), reason };
  }
  const onlyHunks = coverage.rows.every(({ hunkId }) => hunkId !== null);
  const count = onlyHunks
    ? words.outOf(`${failedRows.length}`, countRows(coverage.rows, words))
    : countRows(failedRows, words);
  return { title: words.incomplete(words.wasNotRead(failedRows.length, count)), reason };
}

/** Each different failure once, with its way out. */
function gapReason(
  failedRows: readonly LedgerRow[],
  poorPacks: readonly PackAccount[],
  words: Words,
): string {
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
      `${countRows(rows, words)}: ${asSentence(reasonOf(reason, words), words)} ${remedies.get(reason) ?? ''}`.trim(),
    );
  const rest = byReason.size - sentences.length;
  if (rest > 0) sentences.push(words.moreReasons(rest));
  if (sentences.length > 0) return sentences.join(' ');
  return [...remedies].map(([message, remedy]) => `${withoutStop(message)}. ${remedy}`).join(' ');
}

function reasonOf(reason: string, words: Words): string {
  return withoutStop(reasonIn(words, reason));
}

/** What is told in English ends as English does. */
function asSentence(reason: string, { stop }: Words): string {
  return `${reason}${/[A-Za-z]$/.test(reason) ? '.' : stop}`;
}

function withoutStop(sentence: string): string {
  return sentence.replace(/[.。\s]+$/, '');
}

function lowerFirst(sentence: string): string {
  return `${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`;
}

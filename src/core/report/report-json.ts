import type { Candidate } from '../findings/candidate.ts';
import type { PlacedFinding } from '../findings/finding.ts';
import { type Posting, unposted } from '../review/posting.ts';
import type { PackAccount, Review } from '../review/review.ts';
import { concluded } from './check-run.ts';
import { cleanText } from './clean.ts';

/** Raised when a field changes its meaning or goes away; new fields alone do not raise it. */
const REPORT_VERSION = 1;
const INDENT = 2;

/** The whole review for machines. Texts are the model's own, cleaned of hidden characters and credentials only. */
export function reportJson(review: Review, posting: Posting): string {
  const { pull, plan, settings, cost, coverage } = review;
  const report = {
    version: REPORT_VERSION,
    tool: 'kimi-review',
    pull: { number: pull.number, url: pull.url, base: pull.base.sha, head: pull.head.sha },
    cause: review.cause,
    conclusion: concluded(review, posting),
    findings: findingRows(review, posting),
    standing: plan.standing,
    dropped: review.dropped.map(({ finding, reason }) => ({ ...finding, reason })),
    rejects: review.rejects,
    coverage: { ...coverage, since: review.scope.since, fullBecause: review.scope.fullBecause },
    effort: review.effort,
    requests: [...review.packs, ...review.looks].map(requestRow),
    checks: review.checks,
    candidates: review.candidates.map(candidateRow),
    model: review.model,
    cost,
    settings: settings.effective,
    notes: [...new Set([...review.notes, ...posting.notes, ...settings.warnings])],
    urls: { review: posting.reviewUrl, summary: posting.summaryUrl, check: posting.checkUrl },
    startedAt: new Date(review.startedAt).toISOString(),
    finishedAt: new Date(review.finishedAt).toISOString(),
  };
  return `${JSON.stringify(report, cleanStrings, INDENT)}\n`;
}

function findingRows({ plan }: Review, posting: Posting): object[] {
  const missed = unposted(plan.post, posting);
  const posted = plan.post.filter((placed) => !missed.some((refused) => refused.placed === placed));
  return [
    ...posted.map((placed) => findingRow(placed, 'comment', null)),
    ...missed.map(({ placed, reason }) => findingRow(placed, 'summary', reason)),
    ...plan.summary.map(({ placed, reason }) => findingRow(placed, 'summary', reason)),
    ...plan.settled.map((placed) =>
      findingRow(placed, 'settled', 'said before, and its thread was resolved'),
    ),
  ];
}

/** `shown` is where people find it; `reason` says why it is not a comment. */
function findingRow(
  placed: PlacedFinding,
  shown: 'comment' | 'summary' | 'settled',
  reason: string | null,
): object {
  const { finding, anchor, suggestion, fingerprint, alsoAt, verdict = null } = placed;
  const {
    severity,
    category,
    confidence,
    title,
    trigger = '',
    effect = '',
    remedy = '',
    body,
    quote,
  } = finding;
  return {
    fingerprint,
    shown,
    reason,
    severity,
    category,
    confidence,
    rule: finding.rule ?? null,
    title,
    trigger,
    effect,
    remedy,
    body,
    quote,
    place: anchor,
    alsoAt,
    suggestion,
    verdict,
    readers: [...new Set((placed.sources ?? [finding]).map(({ reader = '' }) => reader))],
  };
}

function requestRow(account: PackAccount): object {
  const { pack, reader, findings, thinking, thinkingReason, state, failure, usage, calls, recoveries } =
    account;
  return {
    index: pack.index,
    count: pack.count,
    reader,
    findings,
    tokens: pack.tokens,
    thinking,
    thinkingReason,
    state,
    failure,
    usage,
    calls,
    recoveries,
    files: pack.patches.map(({ patch, parts }) => ({
      path: patch.path,
      hunks: parts.map(({ hunk, from, to }) => ({ id: hunk.id, from, to, lines: hunk.lines.length })),
    })),
    context: pack.snippets.map(({ text: _text, ...snippet }) => snippet),
    leftOut: pack.leftOut,
  };
}

/** How far each finding of each answer came. `became` is the fingerprint of the finding it is part of. */
function candidateRow({ finding, reader, lostAt, reason, placed, merged }: Candidate): object {
  const { path, claimedLine, severity, title } = finding;
  return {
    path,
    line: claimedLine,
    severity,
    title,
    reader,
    lostAt,
    reason,
    merged,
    became: placed?.fingerprint ?? null,
  };
}

function cleanStrings(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? cleanText(value) : value;
}

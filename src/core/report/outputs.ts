import type { Severity } from '../findings/finding.ts';
import { openFindings } from '../review/open-findings.ts';
import type { Posting } from '../review/posting.ts';
import type { ConclusionKind, Review } from '../review/review.ts';
import { concluded } from './check-run.ts';
import { plainLine } from './clean.ts';
import { thinkingOf } from './cost-line.ts';
import type { Outcome } from './outcome.ts';

/** Paths of the files that were written, empty when they were not. */
export type ReportFiles = { readonly report: string; readonly sarif: string };

export const OUTPUT_NAMES = [
  'conclusion',
  'skip-reason',
  'findings',
  'findings-blocker',
  'findings-major',
  'findings-minor',
  'findings-nit',
  'comments-posted',
  'coverage',
  'review-url',
  'summary-url',
  'thinking',
  'model',
  'prompt-tokens',
  'cached-tokens',
  'completion-tokens',
  'reasoning-tokens',
  'cost-usd',
  'duration-seconds',
  'report',
  'sarif',
] as const;

export type OutputName = (typeof OUTPUT_NAMES)[number];
export type Outputs = Readonly<Record<OutputName, string>>;

const REASON_MAX = 1_000;
const COST_DIGITS = 6;
const MILLISECONDS_PER_SECOND = 1_000;

/** Every output of the Action, always all of them, so that a workflow never compares with nothing. */
export function outputsOf(outcome: Outcome, files: ReportFiles): Outputs {
  if (outcome.kind === 'reviewed') return outputsOfReview(outcome.review, outcome.posting, files);
  if (outcome.kind === 'failed') {
    return { ...nothing('neutral', `${outcome.error.code}: ${outcome.error.message}`, ''), ...files };
  }
  const conclusion = outcome.kind === 'skipped' ? outcome.conclusion.kind : 'skipped';
  return { ...nothing(conclusion, outcome.reason, '0'), ...files };
}

function outputsOfReview(review: Review, posting: Posting, files: ReportFiles): Outputs {
  const { cost, coverage, plan, settings } = review;
  const open = openFindings(plan, settings);
  const conclusion = concluded(review, posting);
  return {
    conclusion: conclusion.kind,
    'skip-reason': conclusion.kind === 'skipped' ? plainLine(conclusion.reason, REASON_MAX) : '',
    findings: String(open.total),
    ...severityOutputs(open.bySeverity),
    'comments-posted': String(posting.posted.length),
    coverage: String(coverage.percent),
    'review-url': posting.reviewUrl ?? '',
    'summary-url': posting.summaryUrl ?? '',
    thinking: thinkingOf(review),
    model: review.model,
    'prompt-tokens': String(cost.usage.prompt),
    'cached-tokens': String(cost.usage.cached),
    'completion-tokens': String(cost.usage.completion),
    'reasoning-tokens': String(cost.usage.reasoning),
    // Empty, not zero, for a model without a known price.
    'cost-usd': cost.usd === null ? '' : cost.usd.toFixed(COST_DIGITS),
    'duration-seconds': String(Math.round((review.finishedAt - review.startedAt) / MILLISECONDS_PER_SECOND)),
    ...files,
  };
}

/**
 * Nothing was read, so nothing is known of the code: no numbers that a workflow could take for "no findings".
 * `spent` is zero for a run that asked nothing, and empty for one that broke off, which may have asked.
 */
function nothing(conclusion: ConclusionKind, reason: string, spent: '0' | ''): Outputs {
  return {
    conclusion,
    'skip-reason': plainLine(reason, REASON_MAX),
    findings: '',
    'findings-blocker': '',
    'findings-major': '',
    'findings-minor': '',
    'findings-nit': '',
    'comments-posted': '0',
    coverage: '0',
    'review-url': '',
    'summary-url': '',
    thinking: 'none',
    model: '',
    'prompt-tokens': spent,
    'cached-tokens': spent,
    'completion-tokens': spent,
    'reasoning-tokens': spent,
    'cost-usd': spent,
    'duration-seconds': spent,
    report: '',
    sarif: '',
  };
}

function severityOutputs(
  counts: Readonly<Record<Severity, number>>,
): Readonly<Record<`findings-${Severity}`, string>> {
  return {
    'findings-blocker': String(counts.blocker),
    'findings-major': String(counts.major),
    'findings-minor': String(counts.minor),
    'findings-nit': String(counts.nit),
  };
}

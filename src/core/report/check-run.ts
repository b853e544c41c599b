import type { ReviewError } from '../../errors.ts';
import { type PlacedFinding, type Severity, severityRank } from '../findings/finding.ts';
import type { PullRequest } from '../pull-request.ts';
import { conclusionIn } from '../review/conclusion.ts';
import { type Posting, unposted } from '../review/posting.ts';
import type { Conclusion, Review, Skipped } from '../review/review.ts';
import { en, type Words } from '../words/en.ts';
import { languageOf } from '../words/language-of.ts';
import { reasonIn } from '../words/reason-in.ts';

import { cleanText, plainLine } from './clean.ts';
import { COMMENT_LENGTH_MAX } from './comment.ts';
import { wholeText } from './finding-text.ts';
import { renderFailed, renderSkipped } from './outcome.ts';
import type { AnnotationPayload, CheckEndPayload, CheckStartPayload } from './payloads.ts';
import { summaryText } from './summary.ts';

export const CHECK_NAME = 'Kimi Review';

/** GitHub takes at most 50 annotations per request. */
const ANNOTATIONS_MAX = 50;
const ANNOTATION_TITLE_MAX = 255;
/** GitHub's limit is 64 KB; four bytes is the most a character takes. */
const ANNOTATION_MESSAGE_MAX = 16_000;
const TITLE_MAX = 240;

const ANNOTATION_LEVELS: Readonly<Record<Severity, AnnotationPayload['annotation_level']>> = {
  blocker: 'failure',
  major: 'failure',
  minor: 'warning',
  nit: 'notice',
};

export function checkStart(run: {
  readonly pull: PullRequest;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly detailsUrl: string | null;
}): CheckStartPayload {
  const start: CheckStartPayload = {
    name: CHECK_NAME,
    head_sha: run.pull.head.sha,
    status: 'in_progress',
    started_at: new Date(run.startedAt).toISOString(),
  };
  return run.detailsUrl === null ? start : { ...start, details_url: run.detailsUrl };
}

/** The verdict. Findings that could not become comments become annotations, so that they stay at their lines. */
export function checkEnd(review: Review, posting: Posting): CheckEndPayload {
  const { words } = languageOf(review.settings.language);
  const left = unposted(review.plan.post, posting).map(({ placed }) => placed);
  const annotations = annotationsOf(left, words);
  const { kind, title } = concluded(review, posting, words);
  const output = {
    title: plainLine(title, TITLE_MAX),
    summary: summaryText(review, posting, COMMENT_LENGTH_MAX),
  };
  return {
    status: 'completed',
    conclusion: kind,
    completed_at: new Date(review.finishedAt).toISOString(),
    output: annotations.length === 0 ? output : { ...output, annotations },
  };
}

export function skippedCheck(skipped: Skipped, completedAt: number): CheckEndPayload {
  const { words } = languageOf(skipped.settings.language);
  const title = words.notReviewed(reasonIn(words, skipped.reason));
  return {
    status: 'completed',
    conclusion: skipped.conclusion.kind,
    completed_at: new Date(completedAt).toISOString(),
    output: { title: plainLine(title, TITLE_MAX), summary: renderSkipped(skipped, words) },
  };
}

/** Our own failure is neutral: nobody's change is at fault, and nothing was approved either. */
export function failedCheck(
  error: Pick<ReviewError, 'code' | 'message' | 'remedy'>,
  run: { readonly pull: PullRequest; readonly completedAt: number },
): CheckEndPayload {
  return {
    status: 'completed',
    conclusion: 'neutral',
    completed_at: new Date(run.completedAt).toISOString(),
    output: {
      title: plainLine(`Not reviewed: ${firstLine(error.message)}`, TITLE_MAX),
      summary: renderFailed(error, run.pull),
    },
  };
}

/** A list of problems stands below the title, not in it. */
function firstLine(message: string): string {
  const [first = ''] = message.split('\n', 1);
  return first.replace(/:\s*$/, '');
}

/** Annotations number lines at the head only, so a finding on a removed line has none. */
export function annotationsOf(findings: readonly PlacedFinding[], words: Words = en): AnnotationPayload[] {
  return findings
    .toSorted((left, right) => severityRank(left.finding.severity) - severityRank(right.finding.severity))
    .flatMap((placed) => annotationOf(placed, words))
    .slice(0, ANNOTATIONS_MAX);
}

function annotationOf({ finding, anchor }: PlacedFinding, words: Words): AnnotationPayload[] {
  if (anchor.kind !== 'line' || anchor.side === 'LEFT') return [];
  const { severity, category, title } = finding;
  const head = `${words.severity[severity]} · ${words.category[category]}: ${title}`;
  return [
    {
      path: anchor.path,
      start_line: anchor.startLine ?? anchor.line,
      end_line: anchor.line,
      annotation_level: ANNOTATION_LEVELS[severity],
      title: plainLine(head, ANNOTATION_TITLE_MAX),
      message:
        cleanText(wholeText(finding, words)).slice(0, ANNOTATION_MESSAGE_MAX).toWellFormed().trim() || title,
    },
  ];
}

/**
 * What was read of an old head says nothing about the new one: then the verdict is no verdict. In English for
 * machines.
 */
export function concluded(review: Review, posting: Posting, words: Words = en): Conclusion {
  if (posting.supersededBy === null) return conclusionIn(words, review);
  const title = words.superseded;
  return { kind: 'neutral', title, reason: `${title}${words.stop}` };
}

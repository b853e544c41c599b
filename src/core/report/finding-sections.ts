import { type PlacedFinding, severityRank } from '../findings/finding.ts';
import { stillApplies } from '../review/open-findings.ts';
import { type Posting, type Refused, unposted } from '../review/posting.ts';
import type { Review, StandingFinding } from '../review/review.ts';
import { thresholdFor } from '../review/thresholds.ts';
import { agentPromptForAll } from './agent-prompt.ts';
import { fencedBlock } from './code-block.ts';
import { alsoAt, findingHead, renderFix } from './comment.ts';
import { detailText, shortText } from './finding-text.ts';
import { list, paragraphs, table } from './markdown.ts';
import { sanitizeLine, sanitizeSentence } from './sanitize.ts';
import type { Detail, Section } from './section.ts';
import { countOf, placeOf, placeOfLine } from './words.ts';

/** Findings of this run that are not comments on the pull request, whatever kept them from it. */
function notPosted(review: Review, posting: Posting): Refused[] {
  return [...unposted(review.plan.post, posting), ...review.plan.summary];
}

/** What this run found and the reader asked for: posted or not. */
export function findingsToShow(review: Review): PlacedFinding[] {
  const { plan, settings } = review;
  const threshold = thresholdFor(settings);
  const asked = plan.summary
    .map(({ placed }) => placed)
    .filter(
      ({ finding, anchor }) =>
        severityRank(finding.severity) <= severityRank(threshold(anchor.path).minSeverity),
    );
  return [...plan.post, ...asked].toSorted(
    (left, right) => severityRank(left.finding.severity) - severityRank(right.finding.severity),
  );
}

export function findingsTable(review: Review, { rowsMax }: Detail): string {
  const rows = findingsToShow(review).map(({ finding, anchor }) => [
    finding.severity,
    placeOf(anchor),
    sanitizeLine(finding.title),
  ]);
  return table(['Severity', 'Where', 'Finding'], rows, rowsMax);
}

/** These have no comment of their own, so the whole text stands here. */
export function notPostedSection(review: Review, posting: Posting, detail: Detail): Section {
  const entries = notPosted(review, posting);
  const bodies = entries
    .slice(0, detail.rowsMax)
    .map((entry) => (detail.bodies ? whole(entry) : brief(entry)));
  const rest = entries.length - bodies.length;
  return {
    name: 'not-posted',
    title: `Not posted as comments (${entries.length})`,
    body: paragraphs(
      detail.bodies ? bodies.join('\n\n') : bodies.join('\n'),
      rest > 0 ? `And ${rest} more.` : '',
    ),
  };
}

function whole({ placed, reason }: Refused): string {
  return paragraphs(
    `${findingHead(placed)}\n${placeOf(placed.anchor)} — ${sanitizeSentence(reason)}`,
    shortText(placed.finding),
    detailText(placed),
    // Outside a review comment GitHub offers nothing to commit, so a proved fix is a plain block here.
    renderFix(placed.suggestion).replace(/^(`{3,})suggestion\n/, '$1\n'),
    alsoAt(placed),
  );
}

function brief({ placed, reason }: Refused): string {
  return `- ${findingHead(placed)} — ${placeOf(placed.anchor)} — ${sanitizeSentence(reason)}`;
}

export function standingSection(review: Review, { rowsMax }: Detail): Section {
  const { standing } = review.plan;
  return {
    name: 'standing',
    title: `Standing from earlier reviews (${standing.length})`,
    body: list(standing.map(standingEntry), rowsMax),
  };
}

function standingEntry(finding: StandingFinding): string {
  const changed = stillApplies(finding)
    ? ''
    : ' (the code has changed since; resolve the thread if it is done)';
  const place = placeOfLine(finding.path, finding.line);
  return `**${finding.severity}** — ${sanitizeLine(finding.title)} — ${place}${changed}`;
}

/** What the model said and nobody sees as a finding, each with its reason. */
export function setAsideSection(review: Review, { rowsMax }: Detail): Section {
  const entries = [
    ...review.dropped.map(
      ({ finding, reason }) =>
        `${sanitizeLine(finding.title)} — ${placeOfLine(finding.path, finding.claimedLine)} — ${sanitizeSentence(reason)}`,
    ),
    ...review.rejects.map(({ title, problem, pack, index }) => {
      const name = title.trim() === '' ? 'a finding without a title' : sanitizeLine(title);
      return `${name} (section ${index} of answer ${pack}) — could not be read: ${sanitizeSentence(problem)}`;
    }),
    ...review.plan.settled.map(
      ({ finding, anchor }) =>
        `${sanitizeLine(finding.title)} — ${placeOf(anchor)} — said before, and its thread was resolved`,
    ),
  ];
  return { name: 'aside', title: `Set aside (${entries.length})`, body: list(entries, rowsMax) };
}

export function promptSection(review: Review, { rowsMax }: Detail): Section {
  const findings = findingsToShow(review).slice(0, rowsMax);
  const body = findings.length === 0 ? '' : fencedBlock('text', agentPromptForAll(findings));
  return { name: 'prompt', title: `Prompt for a coding agent, ${countOf(findings.length, 'finding')}`, body };
}

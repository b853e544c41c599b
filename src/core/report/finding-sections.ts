import { type PlacedFinding, severityRank } from '../findings/finding.ts';
import { stillApplies } from '../review/open-findings.ts';
import { type Posting, type Refused, unposted } from '../review/posting.ts';
import type { Review, StandingFinding } from '../review/review.ts';
import { thresholdFor } from '../review/thresholds.ts';
import type { Words } from '../words/en.ts';
import { agentPromptForAll } from './agent-prompt.ts';
import { fencedBlock } from './code-block.ts';
import { alsoAt, findingHead, renderFix } from './comment.ts';
import { detailText, shortText } from './finding-text.ts';
import { list, paragraphs, table } from './markdown.ts';
import { reasonText } from './reason-text.ts';
import { sanitizeLine, sanitizeSentence } from './sanitize.ts';
import type { Detail, Section } from './section.ts';
import { grouped, placeOf, placeOfLine } from './words.ts';

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

export function findingsTable(review: Review, detail: Detail): string {
  const { words } = detail;
  const { severity, where, finding: head } = words.head;
  const rows = findingsToShow(review).map(({ finding, anchor }) => [
    words.severity[finding.severity],
    placeOf(anchor, words),
    sanitizeLine(finding.title),
  ]);
  return table([severity, where, head], rows, detail);
}

/** These have no comment of their own, so the whole text stands here. */
export function notPostedSection(review: Review, posting: Posting, detail: Detail): Section {
  const entries = notPosted(review, posting);
  const { words } = detail;
  const bodies = entries
    .slice(0, detail.rowsMax)
    .map((entry) => (detail.bodies ? whole(entry, words) : brief(entry, words)));
  const rest = entries.length - bodies.length;
  return {
    name: 'not-posted',
    title: words.title.notPosted(`${entries.length}`),
    body: paragraphs(
      detail.bodies ? bodies.join('\n\n') : bodies.join('\n'),
      rest > 0 ? words.more(`${rest}`) : '',
    ),
  };
}

function whole({ placed, reason }: Refused, words: Words): string {
  return paragraphs(
    `${findingHead(placed, words)}\n${placeOf(placed.anchor, words)} — ${reasonText(reason, words)}`,
    shortText(placed.finding, words),
    detailText(placed, words),
    // Outside a review comment GitHub offers nothing to commit, so a proved fix is a plain block here.
    renderFix(placed.suggestion, words).replace(/^(`{3,})suggestion\n/, '$1\n'),
    alsoAt(placed, words),
  );
}

function brief({ placed, reason }: Refused, words: Words): string {
  return `- ${findingHead(placed, words)} — ${placeOf(placed.anchor, words)} — ${reasonText(reason, words)}`;
}

export function standingSection(review: Review, detail: Detail): Section {
  const { standing } = review.plan;
  const { words } = detail;
  return {
    name: 'standing',
    title: words.title.standing(`${standing.length}`),
    body: list(
      standing.map((finding) => standingEntry(finding, words)),
      detail,
    ),
  };
}

function standingEntry(finding: StandingFinding, words: Words): string {
  const changed = stillApplies(finding) ? '' : words.changedSince;
  const place = placeOfLine(finding.path, finding.line);
  return `**${words.severity[finding.severity]}** — ${sanitizeLine(finding.title)} — ${place}${changed}`;
}

/** What the model said and nobody sees as a finding, each with its reason. */
export function setAsideSection(review: Review, detail: Detail): Section {
  const { words } = detail;
  const entries = [
    ...review.dropped.map(
      ({ finding, reason }) =>
        `${sanitizeLine(finding.title)} — ${placeOfLine(finding.path, finding.claimedLine)} — ${reasonText(reason, words)}`,
    ),
    ...review.rejects.map(({ title, problem, pack, index }) => {
      const name = title.trim() === '' ? words.untitled : sanitizeLine(title);
      return `${words.notDecoded(name, `${index}`, `${pack}`)}: ${sanitizeSentence(problem)}`;
    }),
    ...review.plan.settled.map(
      ({ finding, anchor }) =>
        `${sanitizeLine(finding.title)} — ${placeOf(anchor, words)} — ${words.settled}`,
    ),
  ];
  return { name: 'aside', title: words.title.aside(`${entries.length}`), body: list(entries, detail) };
}

export function promptSection(review: Review, { rowsMax, words }: Detail): Section {
  const findings = findingsToShow(review).slice(0, rowsMax);
  const body = findings.length === 0 ? '' : fencedBlock('text', agentPromptForAll(findings));
  const count = words.findings(findings.length, grouped(findings.length, words));
  return { name: 'prompt', title: words.title.prompt(count), body };
}

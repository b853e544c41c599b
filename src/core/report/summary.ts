import { memoryMark, SUMMARY_MARK } from '../review/marker.ts';
import { memoryOf } from '../review/memory.ts';
import type { Posting } from '../review/posting.ts';
import type { Review } from '../review/review.ts';
import { notesSection, packedSection, readSection, settingsSection } from './account-sections.ts';
import { COMMENT_LENGTH_MAX } from './comment.ts';
import { costLine } from './cost-line.ts';
import {
  findingsTable,
  findingsToShow,
  notPostedSection,
  promptSection,
  setAsideSection,
  standingSection,
} from './finding-sections.ts';
import { details, paragraphs } from './markdown.ts';
import { sanitizeSentence } from './sanitize.ts';
import type { Detail, Section, SectionName } from './section.ts';
import { sentence } from './words.ts';

const ROWS = 50;
const ROWS_FEW = 10;
const FULL: Detail = { rowsMax: ROWS, bodies: true, everything: false, without: [] };

/** What is given up when the summary is too long, one step after the other; each step is named to the reader. */
const STEPS: readonly { readonly detail: Detail; readonly lost: string }[] = [
  { detail: FULL, lost: '' },
  { detail: { ...FULL, without: ['prompt'] }, lost: 'the prompt for a coding agent' },
  {
    detail: { ...FULL, without: ['prompt', 'packed'] },
    lost: 'the prompt for a coding agent and what was packed',
  },
  {
    detail: { ...FULL, without: ['prompt', 'packed'], bodies: false },
    lost: 'the prompt for a coding agent, what was packed, and the texts of findings without a comment',
  },
  {
    detail: { ...FULL, without: ['prompt', 'packed', 'settings'], bodies: false, rowsMax: ROWS_FEW },
    lost: 'the prompt for a coding agent, what was packed, the settings, and all but the first rows of each list',
  },
];

/** The sticky summary, written after posting: the hidden marks, then what people read. */
export function renderSummary(review: Review, posting: Posting): string {
  const marks = `${SUMMARY_MARK}\n${memoryMark(memoryOf(review, posting))}`;
  return `${marks}\n\n${summaryText(review, posting, COMMENT_LENGTH_MAX - marks.length - 2)}`;
}

/** The summary without its marks, for the check run too. At most `lengthMax` characters. */
export function summaryText(review: Review, posting: Posting, lengthMax: number): string {
  for (const { detail, lost } of STEPS) {
    const note =
      lost === '' ? '' : `To stay under GitHub’s limit this leaves out ${lost}. The job summary has it all.`;
    const text = paragraphs(renderReview(review, posting, detail), note);
    if (text.length <= lengthMax) return text;
  }
  return paragraphs(
    headline(review, posting),
    'The rest is too long for a comment; the job summary has it all.',
  );
}

/** Everything at one level of detail: a line and a fold when there is nothing to say, else the findings first. */
export function renderReview(review: Review, posting: Posting, detail: Detail): string {
  const sections = sectionsOf(review, posting, detail);
  if (isClean(review, posting)) {
    const body = sections.map(({ title, body: text }) => `**${title}**\n\n${text}`);
    return paragraphs(headline(review, posting), details('Details', paragraphs(...body, costLine(review))));
  }
  return paragraphs(
    headline(review, posting),
    findingsTable(review, detail),
    ...sections.map(({ title, body }) => details(title, body)),
    costLine(review),
  );
}

function isClean(review: Review, posting: Posting): boolean {
  const { conclusion, plan } = review;
  const quiet = conclusion.kind === 'success' || conclusion.kind === 'skipped';
  return (
    quiet &&
    posting.supersededBy === null &&
    findingsToShow(review).length === 0 &&
    plan.standing.length === 0
  );
}

function headline(review: Review, posting: Posting): string {
  const { kind, title, reason } = review.conclusion;
  if (isClean(review, posting)) return sentence(sanitizeSentence(title));
  const superseded =
    posting.supersededBy === null
      ? ''
      : 'A newer commit was pushed during this review, so nothing was posted on the old one.';
  const because =
    kind === 'success'
      ? ''
      : reason
          .split(/(?<=\.) (?=[A-Z0-9])/)
          .map(sanitizeSentence)
          .join(' ');
  return paragraphs(`**${sanitizeSentence(title)}**`, because, superseded);
}

function sectionsOf(review: Review, posting: Posting, detail: Detail): Section[] {
  const sections = [
    notPostedSection(review, posting, detail),
    standingSection(review, detail),
    setAsideSection(review, detail),
    readSection(review, detail),
    packedSection(review, detail),
    settingsSection(review, detail),
    promptSection(review, detail),
    notesSection(review, posting, detail),
  ];
  const isShown = (name: SectionName): boolean => !detail.without.includes(name);
  return sections.filter(({ name, body }) => body !== '' && isShown(name));
}

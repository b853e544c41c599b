import { conclusionIn } from '../review/conclusion.ts';
import { memoryMark, SUMMARY_MARK } from '../review/marker.ts';
import { memoryOf } from '../review/memory.ts';
import type { Posting } from '../review/posting.ts';
import type { Review } from '../review/review.ts';
import type { Words } from '../words/en.ts';
import { languageOf } from '../words/language-of.ts';
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
type Step = Omit<Detail, 'words'>;

const FULL: Step = { rowsMax: ROWS, bodies: true, everything: false, without: [] };

/** What is given up when the summary is too long, one step after the other; each step is named to the reader. */
const STEPS: readonly { readonly step: Step; readonly lost: Parameters<Words['shortened']>[0] | null }[] = [
  { step: FULL, lost: null },
  { step: { ...FULL, without: ['prompt'] }, lost: 'prompt' },
  { step: { ...FULL, without: ['prompt', 'packed'] }, lost: 'packed' },
  { step: { ...FULL, without: ['prompt', 'packed'], bodies: false }, lost: 'bodies' },
  {
    step: { ...FULL, without: ['prompt', 'packed', 'settings'], bodies: false, rowsMax: ROWS_FEW },
    lost: 'rows',
  },
];

/** The sticky summary, written after posting: the hidden marks, then what people read. */
export function renderSummary(review: Review, posting: Posting): string {
  const marks = `${SUMMARY_MARK}\n${memoryMark(memoryOf(review, posting))}`;
  return `${marks}\n\n${summaryText(review, posting, COMMENT_LENGTH_MAX - marks.length - 2)}`;
}

/** The summary without its marks, for the check run too. At most `lengthMax` characters. */
export function summaryText(review: Review, posting: Posting, lengthMax: number): string {
  const { words } = languageOf(review.settings.language);
  for (const { step, lost } of STEPS) {
    const note = lost === null ? '' : words.shortened(lost);
    const text = paragraphs(renderReview(review, posting, { ...step, words }), note);
    if (text.length <= lengthMax) return text;
  }
  return paragraphs(headline(review, posting, words), words.restTooLong);
}

/** Everything at one level of detail: a line and a fold when there is nothing to say, else the findings first. */
export function renderReview(review: Review, posting: Posting, detail: Detail): string {
  const sections = sectionsOf(review, posting, detail);
  const { words } = detail;
  if (isClean(review, posting)) {
    const body = sections.map(({ title, body: text }) => `**${title}**\n\n${text}`);
    const folded = details(words.title.details, paragraphs(...body, costLine(review, words)));
    return paragraphs(headline(review, posting, words), folded);
  }
  return paragraphs(
    headline(review, posting, words),
    findingsTable(review, detail),
    ...sections.map(({ title, body }) => details(title, body)),
    costLine(review, words),
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

function headline(review: Review, posting: Posting, words: Words): string {
  const { kind, title, reason } = conclusionIn(words, review);
  if (isClean(review, posting)) return sentence(sanitizeSentence(title), words);
  const superseded = posting.supersededBy === null ? '' : words.supersededWhy;
  const because =
    kind === 'success'
      ? ''
      : reason
          .split(/(?<=[.。]) (?=[\p{Lu}\p{Lo}\d])/u)
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

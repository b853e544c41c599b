import type { Finding, PlacedFinding } from '../findings/finding.ts';
import { en, type Words } from '../words/en.ts';
import { reasonIn } from '../words/reason-in.ts';
import { cleanText } from './clean.ts';
import { fencedBlock } from './code-block.ts';
import { paragraphs } from './markdown.ts';
import { sanitizeMarkdown, sanitizeParagraph } from './sanitize.ts';
import { sentence } from './words.ts';

/** What everybody reads: how it comes about and what follows, then what to do. Markdown that is safe to post. */
export function shortText(finding: Finding, words: Words): string {
  const { trigger = '', effect = '', remedy = '' } = finding;
  if (!isInSentences(finding)) return sanitizeMarkdown(finding.body);
  const story = [trigger, effect].map((part) => sanitizedSentence(part, words)).filter((part) => part !== '');
  const fix = remedy === '' ? '' : `**${words.fix}** ${sanitizedSentence(remedy, words)}`;
  return paragraphs(story.join(' '), fix);
}

/** What only a doubter unfolds: the argument, and what a second look made of it. */
export function detailText(placed: PlacedFinding, words: Words): string {
  const { finding } = placed;
  return paragraphs(isInSentences(finding) ? sanitizeMarkdown(finding.body) : '', verdictText(placed, words));
}

/** All of it as plain text; in English for those who are no people. */
export function wholeText(
  { trigger = '', effect = '', remedy = '', body }: Finding,
  words: Words = en,
): string {
  const fix = remedy === '' ? '' : `${words.fix} ${remedy}`;
  return [[trigger, effect].filter((part) => part !== '').join(' '), fix, body]
    .filter((part) => part !== '')
    .join('\n\n');
}

function isInSentences({ trigger = '', effect = '' }: Finding): boolean {
  return trigger !== '' || effect !== '';
}

function verdictText({ verdict }: PlacedFinding, words: Words): string {
  if (verdict === undefined) return '';
  const said = upperFirst(sanitizedSentence(reasonIn(words, verdict.reason), words));
  const reason = verdict.reason === '' ? '' : ` ${said}`;
  const lines = verdict.evidence.map(({ path, line, text }) => `${path}:${line}: ${text.trim()}`);
  return paragraphs(
    `**${words.verdict[verdict.kind]}**${reason}`,
    lines.length === 0 ? '' : fencedBlock('text', cleanText(lines.join('\n'))),
  );
}

function upperFirst(sentence: string): string {
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}`;
}

function sanitizedSentence(text: string, words: Words): string {
  return text === '' ? '' : sentence(sanitizeParagraph(text), words);
}

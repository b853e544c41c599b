import type { Finding, PlacedFinding } from '../findings/finding.ts';
import { cleanText } from './clean.ts';
import { fencedBlock } from './code-block.ts';
import { paragraphs } from './markdown.ts';
import { sanitizeMarkdown, sanitizeParagraph } from './sanitize.ts';
import { sentence } from './words.ts';

/** What everybody reads: how it comes about and what follows, then what to do. Markdown that is safe to post. */
export function shortText(finding: Finding): string {
  const { trigger = '', effect = '', remedy = '' } = finding;
  if (!isInSentences(finding)) return sanitizeMarkdown(finding.body);
  const story = [trigger, effect].map(sanitizedSentence).filter((part) => part !== '');
  const fix = remedy === '' ? '' : `**Fix:** ${sanitizedSentence(remedy)}`;
  return paragraphs(story.join(' '), fix);
}

/** What only a doubter unfolds: the argument, and what a second look made of it. */
export function detailText(placed: PlacedFinding): string {
  const { finding } = placed;
  return paragraphs(isInSentences(finding) ? sanitizeMarkdown(finding.body) : '', verdictText(placed));
}

/** All of it as plain text, for those who are no people. */
export function wholeText({ trigger = '', effect = '', remedy = '', body }: Finding): string {
  const fix = remedy === '' ? '' : `Fix: ${remedy}`;
  return [[trigger, effect].filter((part) => part !== '').join(' '), fix, body]
    .filter((part) => part !== '')
    .join('\n\n');
}

function isInSentences({ trigger = '', effect = '' }: Finding): boolean {
  return trigger !== '' || effect !== '';
}

function verdictText({ verdict }: PlacedFinding): string {
  if (verdict === undefined) return '';
  const words = verdict.reason === '' ? '' : ` ${upperFirst(sanitizedSentence(verdict.reason))}`;
  const lines = verdict.evidence.map(({ path, line, text }) => `${path}:${line}: ${text.trim()}`);
  const title = {
    confirmed: 'Checked.',
    unsure: 'Not decided.',
    unverified: 'Not checked.',
    refuted: 'Refuted.',
  };
  return paragraphs(
    `**${title[verdict.kind]}**${words}`,
    lines.length === 0 ? '' : fencedBlock('text', cleanText(lines.join('\n'))),
  );
}

function upperFirst(sentence: string): string {
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}`;
}

function sanitizedSentence(text: string): string {
  return text === '' ? '' : sentence(sanitizeParagraph(text));
}

import { createHash } from 'node:crypto';
import type { Finding } from './finding.ts';

const DIGEST_CHARACTERS = 16;

/**
 * What makes two findings the same between runs: path, quoted code and category. Blanks do not count, so
 * formatting keeps it; lines and words do not count, so moves and rewording keep it. Without a quote the
 * title stands in, or every such finding of a file would be one.
 */
export function fingerprintOf(finding: Finding): string {
  const code = normalizedQuote(finding);
  const meaning = code === '' ? normalizedTitle(finding.title) : code;
  return digestOf([finding.path, meaning, finding.category]);
}

/** The same for a finding that must not quote its line, such as one that holds a secret. */
export function unquotedFingerprintOf(finding: Finding, code: string): string {
  return digestOf([finding.path, normalizedTitle(finding.title), finding.category, withoutBlanks(code)]);
}

function digestOf(parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\0')).digest('hex').slice(0, DIGEST_CHARACTERS);
}

/** The quoted code without any blank. */
export function normalizedQuote(finding: Finding): string {
  return withoutBlanks(finding.quote);
}

/** The title without case, blanks and punctuation. */
export function normalizedTitle(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

export function withoutBlanks(code: string): string {
  return code.replace(/\s/g, '');
}

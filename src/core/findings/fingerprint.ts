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
  const meaning = code === '' ? normalizedTitle(finding) : code;
  return createHash('sha256')
    .update([finding.path, meaning, finding.category].join('\0'))
    .digest('hex')
    .slice(0, DIGEST_CHARACTERS);
}

/** The quoted code without any blank. */
export function normalizedQuote(finding: Finding): string {
  return finding.quote.replace(/\s/g, '');
}

/** The title without case, blanks and punctuation. */
export function normalizedTitle(finding: Finding): string {
  return finding.title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

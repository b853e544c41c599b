import { cleanText } from './clean.ts';

const FENCE_LENGTH_MIN = 3;

/** The longest run of backticks in a text. */
function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
}

/** A fenced block of exactly this text; the fence is longer than any run of backticks inside. */
export function fencedBlock(language: string, text: string): string {
  const fence = '`'.repeat(Math.max(FENCE_LENGTH_MIN, longestRun(text) + 1));
  return `${fence}${language}\n${text === '' ? '' : `${text}\n`}${fence}`;
}

/** Any text as a code span that no backtick inside can end. For paths, branch names and values. */
export function inlineCode(text: string): string {
  const line = cleanText(text).replace(/[\n\t]+/g, ' ');
  if (line.trim() === '') return '(empty)';
  const delimiter = '`'.repeat(longestRun(line) + 1);
  const padding = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return `${delimiter}${padding}${line}${padding}${delimiter}`;
}

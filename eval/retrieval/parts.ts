import type { Snippet } from '../../src/core/context/snippet.ts';

/** What can be switched off for an ablation. */
export const PARTS = ['graph', 'tests', 'siblings', 'all'] as const;

export type Part = (typeof PARTS)[number];

/** Judged by the reason a snippet gives, so that an ablation needs no switch in the product. */
export function isPartOf({ reason }: Snippet, part: Part): boolean {
  const words: string = reason;
  if (words === 'changed file' || words === 'repository guidance') return false;
  const isTest = /\btest\b|\bfixture\b/.test(words);
  const isSibling = /\bsibling\b|\bpattern\b|\bbeside\b/.test(words);
  if (part === 'all') return true;
  if (part === 'tests') return isTest;
  if (part === 'siblings') return isSibling;
  return !isTest && !isSibling;
}

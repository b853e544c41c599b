import type { Snippet } from '../../src/core/context/snippet.ts';

/**
 * What can be switched off for an ablation: `graph` is imports, definitions, uses and implementations of names;
 * `keys` is strings of the change that stand elsewhere, such as settings, columns and routes.
 */
export const PARTS = ['graph', 'keys', 'tests', 'siblings', 'all'] as const;

export type Part = (typeof PARTS)[number];

/** Judged by the reason a snippet gives, so that an ablation needs no switch in the product. */
export function isPartOf({ reason }: Snippet, part: Part): boolean {
  const words: string = reason;
  if (words === 'changed file' || words === 'repository guidance') return false;
  const isTest = /\btest\b|\bfixture\b/.test(words);
  const isSibling = /\bsiblings?\b/.test(words);
  const isKey = /\bkey\b|\bnamed by\b|\bmentions\b/.test(words);
  if (part === 'all') return true;
  if (part === 'tests') return isTest;
  if (part === 'siblings') return isSibling;
  if (part === 'keys') return isKey;
  return !isTest && !isSibling && !isKey;
}

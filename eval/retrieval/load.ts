import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { LANGUAGES } from '../case-file/languages.ts';
import { parseCase as parseReviewCase } from '../review/parse-case.ts';
import type { RetrievalCase } from './case.ts';
import { parseCase } from './parse-case.ts';

/**
 * `cases` is what the choice of context was developed on. `held-out` was written apart from it and is looked at
 * by its total: it tells what the first figure is worth on a change nobody had in mind. `reviews` are the pull
 * requests of the review cases, with the lines that prove their defects.
 */
export const SHELVES = ['cases', 'held-out', 'reviews'] as const;
export type Shelf = (typeof SHELVES)[number];

const ENDING = '.case';
const REVIEWS = join(import.meta.dirname, '../cases');

/** All cases of a shelf, by name. */
export function loadCases(shelf: Shelf): RetrievalCase[] {
  const folder = shelf === 'reviews' ? REVIEWS : join(import.meta.dirname, shelf);
  const read = shelf === 'reviews' ? proofsOf : one;
  const names = readdirSync(folder).filter((name) => name.endsWith(ENDING));
  return names
    .sort()
    .flatMap((name) => read(basename(name, ENDING), readFileSync(join(folder, name), 'utf8')));
}

function one(name: string, text: string): RetrievalCase[] {
  return [parseCase(name, text)];
}

/** A review case as a question of retrieval; none where nothing outside the change proves anything. */
function proofsOf(name: string, text: string): RetrievalCase[] {
  const { source, proofs, title, language: written } = parseReviewCase(name, text);
  const language = LANGUAGES.find((known) => known === written);
  if (source.kind !== 'files' || language === undefined || proofs.length === 0) return [];
  const { base, head, renames } = source;
  return [{ name, title, language, kind: 'proof', why: title, base, head, renames, needed: proofs }];
}

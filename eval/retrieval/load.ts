import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { RetrievalCase } from './case.ts';
import { parseCase } from './parse-case.ts';

/**
 * `cases` is what the choice of context was developed on. `held-out` was written apart from it and is looked at
 * by its total: it tells what the first figure is worth on a change nobody had in mind.
 */
export type Shelf = 'cases' | 'held-out';

/** All cases of a shelf, by name. */
export function loadCases(shelf: Shelf): RetrievalCase[] {
  const folder = join(import.meta.dirname, shelf);
  const names = readdirSync(folder).filter((name) => name.endsWith('.case'));
  return names
    .sort()
    .map((name) => parseCase(basename(name, '.case'), readFileSync(join(folder, name), 'utf8')));
}

import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { RetrievalCase } from './case.ts';
import { parseCase } from './parse-case.ts';

const CASES = join(import.meta.dirname, 'cases');

/** All cases, by name. */
export function loadCases(): RetrievalCase[] {
  const names = readdirSync(CASES).filter((name) => name.endsWith('.case'));
  return names
    .sort()
    .map((name) => parseCase(basename(name, '.case'), readFileSync(join(CASES, name), 'utf8')));
}

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { ReviewCase } from './case.ts';
import { CASE_FILE, readFolderCase } from './folder-case.ts';
import { parseCase } from './parse-case.ts';

const ENDING = '.case';

/** All cases of a folder by name: files that end in `.case`, and folders that hold a `case.yml`. */
export function loadCases(folder: string): ReviewCase[] {
  const entries = existsSync(folder) ? readdirSync(folder).sort() : [];
  const files = entries.filter((name) => name.endsWith(ENDING));
  const folders = entries.filter((name) => existsSync(join(folder, name, CASE_FILE)));
  return [
    ...files.map((name) => parseCase(basename(name, ENDING), readFileSync(join(folder, name), 'utf8'))),
    ...folders.map((name) => readFolderCase(name, join(folder, name))),
  ];
}

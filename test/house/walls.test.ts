import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';

/** `npm test` judges the real sources; here the walls themselves are leaned on, in a house of cards. */
const CARDS: Readonly<Record<string, string>> = {
  'src/errors.ts': 'export const problem = 1;',
  'src/ports.ts': "import type { Word } from './core/word.ts';\nexport type Port = Word;",
  'src/core/word.ts': 'export type Word = string;\nexport const word = 1;',
  'src/core/reads.ts': "import { readFileSync } from 'node:fs';\nexport const a = readFileSync;",
  'src/core/hashes.ts': "import { createHash } from 'node:crypto';\nexport const a = createHash;",
  'src/core/one.ts': "import { two } from './two.ts';\nexport const one = () => two;",
  'src/core/two.ts': "import { one } from './one.ts';\nexport const two = () => one;",
  'src/flow/run.ts': "import { pulls } from '../github/pulls.ts';\nexport const run = pulls;",
  'src/github/pulls.ts': "import type { Word } from '../core/word.ts';\nexport const pulls: Word = '';",
  'src/kimi/decides.ts': "import { word } from '../core/word.ts';\nexport const a = word;",
  'src/kimi/looks.ts': "import { pulls } from '../github/pulls.ts';\nexport const a = pulls;",
  'src/github/disk.ts': "import { readFileSync } from 'node:fs';\nexport const a = readFileSync;",
  'src/main.ts': "import { run } from './flow/run.ts';\nexport const main = run;",
  'src/workspace/starts.ts': "import { main } from '../main.ts';\nexport const a = main;",
  'src/workspace/cheats.ts': "import { double } from '../../test/double.ts';\nexport const a = double;",
  'test/double.ts': 'export const double = 1;',
};

const REPORT = z.object({
  summary: z.object({
    violations: z.array(z.object({ from: z.string(), rule: z.object({ name: z.string() }) })),
  }),
});

const folder = mkdtempSync(join(tmpdir(), 'kimi-review-walls-'));
const violations: { from: string; rule: string }[] = [];

beforeAll(() => {
  for (const name of ['.dependency-cruiser.js', 'tsconfig.json']) cpSync(name, join(folder, name));
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  for (const [path, text] of Object.entries(CARDS)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const program = resolve('node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const given = ['--config', '.dependency-cruiser.js', '--output-type', 'json', 'src', 'test'];
  const { stdout, stderr } = spawnSync(process.execPath, [program, ...given], {
    cwd: folder,
    encoding: 'utf8',
  });
  if (stdout === '') throw new Error(stderr);
  const { summary } = REPORT.parse(JSON.parse(stdout));
  violations.push(...summary.violations.map(({ from, rule }) => ({ from, rule: rule.name })));
});

afterAll(() => rmSync(folder, { recursive: true }));

describe('the walls of the house', () => {
  it.each([
    ['src/core/reads.ts', 'core-imports-core-only'],
    ['src/core/one.ts', 'no-circular'],
    ['src/flow/run.ts', 'flow-knows-ports-not-edges'],
    ['src/kimi/decides.ts', 'edges-take-types-of-the-core-only'],
    ['src/kimi/looks.ts', 'edges-do-not-know-each-other'],
    ['src/github/disk.ts', 'files-and-processes-live-in-workspace'],
    ['src/workspace/starts.ts', 'nothing-imports-an-entry'],
    ['src/workspace/cheats.ts', 'product-does-not-import-tests'],
  ])('%s is stopped by %s', (from, rule) => expect(violations).toContainEqual({ from, rule }));

  it.each(['src/core/hashes.ts', 'src/github/pulls.ts', 'src/ports.ts', 'src/main.ts'])(
    '%s may pass',
    (path) => {
      expect(violations.filter(({ from }) => from === path)).toEqual([]);
    },
  );
});

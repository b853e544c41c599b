/**
 * Writes what is made from the table of settings: the JSON Schema for editors, the inputs of action.yml and the
 * tables of docs/configuration.md. `--check` writes nothing and fails when one of them is out of date.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { fileSchema } from '../src/core/settings/table.ts';
import { actionInputs, settingsTables } from './settings-docs.ts';

const ROOT = join(import.meta.dirname, '..');
const INDENT_SPACES = 2;

const written = [
  { path: 'schema/kimi-review.schema.json', text: jsonSchema() },
  { path: 'action.yml', text: between('action.yml', '  # inputs', actionInputs()) },
  {
    path: 'docs/configuration.md',
    text: between('docs/configuration.md', '<!-- settings', settingsTables()),
  },
];

const stale = written.filter(({ path, text }) => current(path) !== text);
if (process.argv.includes('--check')) {
  for (const { path } of stale)
    console.error(`${path} does not agree with the table of settings: npm run schema`);
  process.exitCode = stale.length === 0 ? 0 : 1;
} else {
  for (const { path, text } of stale) {
    mkdirSync(dirname(join(ROOT, path)), { recursive: true });
    writeFileSync(join(ROOT, path), text);
    console.log(`wrote ${path}`);
  }
}

function jsonSchema(): string {
  const { $schema, ...schema } = z.toJSONSchema(fileSchema(), { target: 'draft-7' });
  const head = { $schema, title: 'Kimi Review configuration (.github/kimi-review.yml)' };
  return `${JSON.stringify({ ...head, ...schema }, null, INDENT_SPACES)}\n`;
}

/** The file with the lines between the two marks replaced. The marks are `<mark>: start` and `<mark>: end`. */
function between(path: string, mark: string, body: string): string {
  const text = current(path);
  const start = text.indexOf('\n', text.indexOf(`${mark}: start`));
  const end = text.indexOf(`${mark}: end`);
  if (start < 0 || end < start)
    throw new Error(`${path} has lost its marks "${mark}: start" and "${mark}: end"`);
  return `${text.slice(0, start)}\n${body}\n${text.slice(end)}`;
}

function current(path: string): string {
  return existsSync(join(ROOT, path)) ? readFileSync(join(ROOT, path), 'utf8') : '';
}

import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { z } from 'zod';
import { actionDefault } from '../../scripts/settings-docs.ts';
import { PROVIDER_NAMES, ROWS } from '../../src/core/settings/table.ts';

const INPUT = z.strictObject({
  description: z.string().min(1),
  required: z.literal(false),
  default: z.string().optional(),
});
const ACTION = z.object({
  name: z.literal('Kimi Review'),
  inputs: z.record(z.string(), INPUT),
  outputs: z.record(z.string(), z.strictObject({ description: z.string().min(1) })),
  runs: z.strictObject({ using: z.literal('node24'), main: z.literal('dist/index.js') }),
});
const action = ACTION.parse(parse(readFileSync('action.yml', 'utf8')));
const docs = readFileSync('docs/configuration.md', 'utf8');

/** What the Action promises to the workflows of others: a name that leaves this list breaks somebody. */
const PROMISED_INPUTS = [
  'kimi-api-key',
  'github-token',
  'provider',
  'base-url',
  'model',
  'fallback-provider',
  'fallback-model',
  'fallback-api-key',
  'thinking',
  'effort',
  'max-concurrency',
  'redis-url',
  'pr',
  'mode',
  'dry-run',
  'config',
  'language',
  'min-severity',
  'max-comments',
  'fail-on',
  'budget-usd',
  'timeout-minutes',
  'extra-body',
  'artifact',
];
const PROMISED_OUTPUTS = [
  'conclusion',
  'skip-reason',
  'findings',
  'findings-blocker',
  'findings-major',
  'findings-minor',
  'findings-nit',
  'comments-posted',
  'coverage',
  'review-url',
  'summary-url',
  'thinking',
  'model',
  'prompt-tokens',
  'cached-tokens',
  'completion-tokens',
  'reasoning-tokens',
  'cost-usd',
  'duration-seconds',
  'report',
  'sarif',
];

describe('action.yml, the table of settings and docs/configuration.md agree', () => {
  it('on the inputs', () => {
    expect(Object.keys(action.inputs)).toEqual(PROMISED_INPUTS);
    expect(ROWS.filter((row) => row.where !== 'file').map((row) => row.name)).toEqual(PROMISED_INPUTS);
  });

  it('on the outputs', () => {
    expect(Object.keys(action.outputs)).toEqual(PROMISED_OUTPUTS);
    const documented = docs.slice(docs.indexOf('## Outputs'), docs.indexOf('## Examples'));
    expect([...documented.matchAll(/^\| `([a-z-]+)` \|/gm)].map((row) => row[1])).toEqual(PROMISED_OUTPUTS);
  });

  it.each(ROWS.map((row) => [row.name, row] as const))('on %s: its default and its sentence', (name, row) => {
    const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('*', '\\*');
    expect(docs).toContain(`| \`${name}\` | ${cell(row.expected)} |`);
    expect(docs).toContain(cell(row.doc));
    const input = action.inputs[name];
    if (row.where === 'file') return expect(input).toBeUndefined();
    expect(input?.description.startsWith(row.doc)).toBe(true);
    expect(input?.default ?? null).toBe(actionDefault(row));
  });

  it('and no input that the file may set has a default of its own: it would win over the file', () => {
    for (const row of ROWS.filter(({ where }) => where === 'both')) {
      expect(action.inputs[row.name]).not.toHaveProperty('default');
    }
  });
});

describe('the providers', () => {
  const path = 'src/core/model/providers.ts';
  const known = existsSync(path) ? it : it.skip;
  known('are the same in the settings and in the profiles', async () => {
    const { PROVIDERS }: { PROVIDERS: object } = await import(`../../${path}`);
    expect(Object.keys(PROVIDERS).toSorted()).toEqual(PROVIDER_NAMES.toSorted());
  });
});

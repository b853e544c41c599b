import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Ajv } from 'ajv';
import { build } from 'esbuild';
import { parse } from 'yaml';
import { z } from 'zod';
import { parseSettings } from '../../src/core/settings/parse.ts';
import { parseTrigger } from '../../src/core/trigger/parse.ts';

const WORKFLOWS = readdirSync('examples')
  .filter((name) => name.endsWith('.yml'))
  .map((name) => `examples/${name}`);
const CONFIG_EXAMPLE = 'examples/.github/kimi-review.yml';

const STEP = z.object({ uses: z.string(), with: z.record(z.string(), z.unknown()).optional() });
const JOB = z.object({
  'timeout-minutes': z.int(),
  concurrency: z.object({ group: z.string(), 'cancel-in-progress': z.unknown() }),
  steps: z.array(STEP),
});
const WORKFLOW = z.object({
  on: z.record(z.string(), z.unknown()),
  permissions: z.record(z.string(), z.string()),
  jobs: z.record(z.string(), JOB),
});

function workflow(path: string) {
  return WORKFLOW.parse(parse(readFileSync(path, 'utf8')));
}

const folder = mkdtempSync(join(tmpdir(), 'kimi-review-examples-'));
const program = join(folder, 'language-service.mjs');

function judge(paths: readonly string[]): unknown {
  const { stdout, stderr } = spawnSync(process.execPath, [program, ...paths], { encoding: 'utf8' });
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout);
}

beforeAll(async () => {
  await build({
    entryPoints: ['test/examples/language-service.ts'],
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile: program,
    banner: { js: 'import{createRequire as make}from"node:module";const require=make(import.meta.url);' },
  });
});

afterAll(() => rmSync(folder, { recursive: true }));

describe("GitHub's language service", () => {
  it('finds nothing wrong in the examples, our own workflow and action.yml', () => {
    expect(judge([...WORKFLOWS, '.github/workflows/ci.yml', 'action.yml'])).toEqual([]);
  });

  it.each([
    ['a misspelt input', 'kimi-api-key:', 'kimi-apikey:', /kimi-apikey/],
    ['a misspelt context', 'inputs.dry-run', 'inptus.dry-run', /inptus/],
    ['a misspelt permission', 'pull-requests: write', 'pull-request: write', /pull-request/],
  ])('would see %s', (_what, right, wrong, message) => {
    const broken = join(folder, `${wrong.replace(/\W/g, '')}.yml`);
    const text = readFileSync('examples/kimi-review.yml', 'utf8');
    expect(text).toContain(right);
    writeFileSync(broken, text.replaceAll(right, wrong));
    expect(JSON.stringify(judge([broken]))).toMatch(message);
  });
});

describe.each(WORKFLOWS)('%s', (path) => {
  const { permissions, jobs } = workflow(path);

  it('asks for exactly the permissions a review needs', () => {
    expect(permissions).toEqual({ contents: 'read', 'pull-requests': 'write', checks: 'write' });
  });

  it.each(Object.entries(jobs))('job %s ends, and does not run twice for one pull request', (_name, job) => {
    expect(job.concurrency.group).toContain('github.event.pull_request.number');
    const review = job.steps.find(({ uses }) => uses === 'kimi-review/kimi-review@v0');
    expect(job['timeout-minutes']).toBeGreaterThan(z.int().parse(review?.with?.['timeout-minutes']));
  });

  it('never leaves the token where a later step could read it', () => {
    for (const { uses, with: given } of Object.values(jobs).flatMap((job) => job.steps)) {
      if (uses.startsWith('actions/checkout@')) expect(given).toMatchObject({ 'persist-credentials': false });
    }
  });
});

it('the workflow for forks never checks anything out', () => {
  const { on, jobs } = workflow('examples/fork-safe.yml');
  expect(Object.keys(on)).toEqual(['pull_request_target']);
  const steps = Object.values(jobs).flatMap((job) => job.steps);
  expect(steps.map(({ uses }) => uses)).toEqual(['kimi-review/kimi-review@v0']);
});

it('the events of the main workflow are events that are reviewed', () => {
  const { on } = workflow('examples/kimi-review.yml');
  const { types } = z.object({ types: z.array(z.string()) }).parse(on['pull_request']);
  for (const action of types) {
    const event = { name: 'pull_request', payload: { action, pull_request: { number: 1 } } };
    expect(parseTrigger(event, {}).kind).toBe('review');
  }
});

describe('a run by hand', () => {
  const DISPATCH = z.object({
    inputs: z.record(z.string(), z.object({ type: z.string(), options: z.array(z.string()).optional() })),
  });
  const { inputs } = DISPATCH.parse(workflow('examples/kimi-review.yml').on['workflow_dispatch']);

  it('offers the settings a rerun is made for', () => {
    expect(Object.keys(inputs)).toEqual(['pr', 'mode', 'thinking', 'effort', 'dry-run']);
  });

  it.each(Object.entries(inputs))('offers only values of %s that are accepted', (name, { options = [] }) => {
    for (const option of options.filter((value) => value !== 'as configured')) {
      expect(parseSettings({ [name]: option }, null).effective).toContainEqual({
        name,
        value: option,
        source: 'input',
      });
    }
  });
});

describe(CONFIG_EXAMPLE, () => {
  const text = readFileSync(CONFIG_EXAMPLE, 'utf8');

  it('is accepted without a warning', () => {
    expect(parseSettings({}, text).warnings).toEqual([]);
  });

  it.each([
    ['agrees', text, true],
    ['with a misspelt key does not agree', 'max-coments: 3', false],
    ['with a misspelt key in a group does not agree', 'skip: {draft: true}', false],
    ['with a value out of bounds does not agree', 'max-concurrency: 31', false],
    ['with a key does not agree', 'kimi-api-key: sk-1', false],
  ])('%s with the published schema', (_what, config, valid) => {
    const schema: unknown = JSON.parse(readFileSync('schema/kimi-review.schema.json', 'utf8'));
    const validate = new Ajv().compile(z.record(z.string(), z.unknown()).parse(schema));
    expect(validate(parse(config))).toBe(valid);
  });
});

describe('the examples of docs/configuration.md', () => {
  const blocks =
    readFileSync('docs/configuration.md', 'utf8').match(/```yaml\n# \.github\/[\s\S]*?```/g) ?? [];

  it.each(blocks.map((block, index) => [index + 1, block] as const))(
    'number %i is accepted',
    (_number, block) => {
      const text = block.replace(/^```yaml\n|```$/g, '');
      const { warnings, effective } = parseSettings({}, text);
      expect(warnings).toEqual([]);
      expect(effective.some(({ source }) => source === 'file')).toBe(true);
    },
  );

  it('are found', () => expect(blocks.length).toBeGreaterThan(1));
});

import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Sources } from '../../../eval/review/answers/desk.ts';
import { openMailbox } from '../../../eval/review/answers/mailbox.ts';
import { openRecorded } from '../../../eval/review/answers/recorded.ts';
import { loadCases } from '../../../eval/review/load.ts';
import { type Measurement, measure } from '../../../eval/review/measure.ts';
import { readOptions } from '../../../eval/review/options.ts';
import { renderReport } from '../../../eval/review/report.ts';
import type { ModelRequest } from '../../../src/core/prompt/request.ts';
import { parseSettings } from '../../../src/core/settings/parse.ts';
import { scriptedModels } from './scripted.ts';

const CASES = 'test/eval/fixtures/cases';
const cases = loadCases(CASES);
const folder = mkdtempSync(join(tmpdir(), 'review-evaluation-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const QUESTION: Omit<ModelRequest, 'messages'> = {
  name: 'by hand',
  thinking: 'enabled',
  outputTokensMax: 1_000,
  promptTokens: 0,
  cacheKey: '',
};

const NOWHERE: Sources = { recorded: null, mailbox: null, endpoint: null, stale: false, record: null };

function evaluate(args: readonly string[], review: Partial<Sources>, judging = review): Promise<Measurement> {
  const options = readOptions(['--cases', CASES, ...args]);
  const sources = { review: { ...NOWHERE, ...review }, judging: { ...NOWHERE, ...judging } };
  return measure({ cases, options, ...sources, notes: [], say: () => undefined });
}

/** Each run makes real repositories; a busy machine takes its time. */
jest.setTimeout(120_000);

/** Asks the scripted models and keeps their answers in `name`. */
async function recordedIn(name: string, args: readonly string[] = []) {
  const answers = join(folder, name);
  const record = openRecorded(answers);
  const models = scriptedModels();
  const measurement = await evaluate(args, { endpoint: models, record });
  record.save({ prune: false });
  return { answers, measurement, prompts: models.prompts };
}

function figuresIn(measurement: Measurement) {
  if (measurement.kind === 'figures') return measurement;
  throw new Error(`Waits for ${measurement.questions.map(({ request }) => request).join(', ')}.`);
}

let once: Awaited<ReturnType<typeof recordedIn>>;
beforeAll(async () => {
  once = await recordedIn('once');
});

/** The answers of that run in a folder that may be written to. */
function copied(name: string): string {
  const answers = join(folder, name);
  cpSync(once.answers, answers, { recursive: true });
  return answers;
}

describe('recorded answers', () => {
  it('give the figures again, through the engine, the judge and the scoring', async () => {
    const { answers, measurement } = once;
    const replayed = figuresIn(await evaluate(['--answers', answers], { recorded: openRecorded(answers) }));
    const [summary] = replayed.summaries;
    const [strict] = summary?.headlines ?? [];
    expect(strict?.counts).toMatchObject({
      cases: 2,
      true: 1,
      false: 1,
      required: 1,
      met: 1,
      outside: 1,
      outsideMet: 1,
    });
    expect(strict?.spread).toMatchObject({
      precision: { mean: 1 / 2, deviation: null },
      recall: { mean: 1, deviation: null },
      cleanFalse: { mean: 0, deviation: null },
    });
    expect(summary?.comments).toEqual({ mean: 1, median: 1 });
    const readers = summary?.readers.length ?? 0;
    expect(readers).toBeGreaterThan(1);
    expect(summary?.readers.map(({ counts, alone }) => [counts.true, alone])).toEqual(
      Array.from({ length: readers }, () => [1, 0]),
    );
    expect(summary?.stages.map(({ name, counts }) => [name, counts.true, counts.false])).toEqual([
      // What quotes no code is lost before equal findings are joined: once for each reader.
      ['found', 1, 2 + readers],
      ['survived evidence', 1, 2],
      ['survived falsifier', 1, 1],
      ['posted', 1, 1],
      ['only told in the summary', 0, 0],
    ]);
    const asked = figuresIn(measurement).summaries[0];
    expect({ ...summary, seconds: 0 }).toEqual({ ...asked, seconds: 0 });
  });

  it('are told with their sources', async () => {
    const { answers } = once;
    const { sources, summaries } = figuresIn(
      await evaluate(['--answers', answers], { recorded: openRecorded(answers) }),
    );
    const report = renderReport(sources, summaries);
    expect(report).toContain(`- Cases: 2 from ${CASES}, 1 of them clean.`);
    expect(report).toContain(`- Model: kimi-k2.6. Answers: recorded in ${answers}`);
    expect(report).toContain(`- Judge: answers recorded in ${answers}, asked in both orders`);
    expect(report).toMatch(/- Wording measured: rules [0-9a-f]{12}, all questions [0-9a-f]{12}\./);
    expect(report).toContain('typescript-seat-hold, ');
    expect(report).not.toContain('STALE');
  });

  it('are the same file when they are recorded again', async () => {
    const answers = copied('stable');
    const texts = () => readdirSync(answers).map((name) => readFileSync(join(answers, name), 'utf8'));
    const before = texts();
    const record = openRecorded(answers);
    await evaluate(['--answers', answers, '--variant', 'standard'], { recorded: record, record });
    record.save({ prune: true });
    expect(texts()).toEqual(before);
  });

  it('to another wording are missed by case and request, and taken when asked to, which the report says', async () => {
    const answers = copied('older');
    for (const name of readdirSync(answers)) {
      const path = join(answers, name);
      writeFileSync(path, readFileSync(path, 'utf8').replaceAll(/"key":"../g, '"key":"xx'));
    }
    const missed = await evaluate(['--answers', answers], { recorded: openRecorded(answers) });
    expect(missed.kind === 'unanswered' && missed.questions.map((one) => one.case).sort()).toEqual(
      expect.arrayContaining(['python-slug-cache', 'typescript-seat-hold']),
    );
    const stale = { recorded: openRecorded(answers), stale: true };
    const { sources, summaries } = figuresIn(await evaluate(['--answers', answers, '--stale'], stale));
    expect(sources.review.stale).toBe(sources.review.answers);
    expect(renderReport(sources, summaries)).toMatch(/STALE: \d+ of \d+ answers/);
  });

  it('of a second run are its own', async () => {
    const { prompts } = once;
    const twice = await recordedIn('twice', ['--repeat', '2']);
    const judging = (all: readonly string[]) =>
      all.filter((prompt) => prompt.startsWith('You compare')).length;
    expect(judging(twice.prompts)).toBe(judging(prompts));
    expect(twice.prompts.length - judging(twice.prompts)).toBe(2 * (prompts.length - judging(prompts)));
  });
});

describe('a mailbox', () => {
  it('lays out what is asked, takes what is answered, and goes on from there', async () => {
    const box = join(folder, 'box');
    const { prompts, measurement: asked } = once;
    const reader = scriptedModels().open(parseSettings({}, null));
    const rounds: number[] = [];
    for (;;) {
      const mailbox = openMailbox(box);
      const measurement = await evaluate(['--mailbox', box, '--judge', 'mailbox'], { mailbox });
      rounds.push(mailbox.close());
      if (measurement.kind === 'figures') {
        expect({ ...measurement.summaries[0], usd: 0, seconds: 0, tokens: 0, usdPerTrue: 0 }).toEqual({
          ...figuresIn(asked).summaries[0],
          usd: 0,
          seconds: 0,
          tokens: 0,
          usdPerTrue: 0,
        });
        expect(measurement.sources.review.measured).toBe(0);
        break;
      }
      for (const name of readdirSync(box).filter((one) => one.endsWith('.prompt.md'))) {
        const text = readFileSync(join(box, name), 'utf8');
        const content = text.replace(/^=+ system =+\n\n/, '');
        const answer = await reader.ask({ ...QUESTION, messages: [{ role: 'user', content }] });
        if (answer.kind === 'reply')
          writeFileSync(join(box, name.replace('.prompt.', '.answer.')), answer.text);
      }
    }
    expect(rounds.at(-1)).toBe(0);
    expect(rounds.reduce((sum, count) => sum + count, 0)).toBe(new Set(prompts).size);
  });
});

describe('what the engine asks', () => {
  it('holds neither the name of the case nor anything of the answer', async () => {
    const { prompts } = once;
    const reading = prompts.filter((prompt) => !prompt.startsWith('You compare'));
    expect(reading.length).toBeGreaterThan(0);
    for (const prompt of reading)
      for (const { name, goldens, knownFalse } of cases)
        for (const secret of [name, ...[...goldens, ...knownFalse].map(({ description }) => description)])
          expect(prompt).not.toContain(secret);
  });

  it('is the title, the description and the commits of the case', async () => {
    const { prompts } = once;
    const slug = prompts.find((prompt) => prompt.includes('blog/slugs.py')) ?? '';
    for (const words of [
      'Keep slugs of articles between requests',
      'a bounded cache will do',
      '- Bound the cache',
    ])
      expect(slug).toContain(words);
  });
});

import { beforeAll, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { legalRange } from '../../src/core/diff/anchors.ts';
import type { Finding, PlacedFinding } from '../../src/core/findings/finding.ts';
import { parseAnswer } from '../../src/core/findings/parse.ts';
import type { Answer, ModelRequest } from '../../src/core/prompt/request.ts';
import type { Conversation } from '../../src/core/pull-request.ts';
import type { ReviewCommentPayload } from '../../src/core/report/payloads.ts';
import type { Review } from '../../src/core/review/review.ts';
import { run } from '../../src/flow/run.ts';
import { openSymbols } from '../../src/grammar/symbols.ts';
import { suggestionsIn } from '../doubles/github/suggestion.ts';
import { speechAbout } from './half-right.ts';
import { type Change, changeOf, memoryWorld, NOTHING_SAID, type Posted } from './memory-world.ts';

/** Each is two reviews of one pull request; some seconds together. */
const RUNS = 80;
jest.setTimeout(120_000);

const CART = `import { addAll } from './sum';

export function total(items: number[]): number {
  let sum = 0;
  for (let index = 0; index < items.length; index += 1) {
    sum += items[index];
  }
  return sum;
}

export function share(items: number[], people: number): number {
  const sum = total(items);
  return sum / people;
}

export function again(items: number[]): number {
  let sum = 0;
  sum += addAll(items);
  return sum;
}

export const LIMITS = {
  items: 100,
  people: 7,
};

export function far(from: number): number {
  return from - LIMITS.items;
}

export function farther(from: number): number {
  return far(from) - LIMITS.people;
}
`;
const WORDS = 'one = 1\r\ntwo = 2\r\n\r\nthree = 3\r\nfour = 4';
const BASE = {
  'src/cart.ts': CART,
  'src/sum.ts': 'export const addAll = (items: number[]): number => items.length;\n',
  'src/words.py': WORDS,
  '.github/kimi-review.yml':
    'rules:\n  - id: no-loops\n    paths: ["src/cart.ts"]\n    text: No loops.\n    severity: minor\n',
};
const HEAD = {
  'src/cart.ts': CART.replace('index < items', 'index <= items')
    .replace('  return sum / people;', '  const parts = people - 1;\n  return sum / parts;')
    .replace('  sum += addAll(items);\n', ''),
  'src/words.py': WORDS.replace('two = 2', 'two = 3').replace('four = 4', 'five = 5'),
  'src/new.ts': 'export const a = 1;\nexport const b = 2;\n',
};

let change: Change;
beforeAll(async () => {
  change = await changeOf(BASE, HEAD);
});

const TEXTS = [...Object.entries(HEAD), ...Object.entries(HEAD), ...Object.entries(BASE)];
const speech = speechAbout(TEXTS);
const script = fc.record({
  readers: fc.array(speech.reader, { minLength: 1, maxLength: 6 }),
  checks: fc.array(speech.check, { minLength: 1, maxLength: 4 }),
});
const situation = fc.record({
  effort: fc.constantFrom('quick', 'standard', 'deep'),
  maxComments: fc.constantFrom('2', '30'),
  first: script,
  second: script,
  /** Whether the second run hears from its readers what the first one heard. */
  repeats: fc.boolean(),
  resolved: fc.array(fc.boolean(), { minLength: 1, maxLength: 5 }),
});

type Script = typeof script extends fc.Arbitrary<infer Value> ? Value : never;
type Heard = { readonly reader: string; readonly title: string };
type Told = { readonly review: Review; readonly posted: Posted; readonly heard: readonly Heard[] };

/** Readers and checks take their answers in turn; what a reader said is kept as the engine reads it. */
async function reviewed(
  said: Script,
  inputs: Record<string, string>,
  conversation: Conversation,
): Promise<Told> {
  const heard: Heard[] = [];
  const asked = { readers: 0, checks: 0 };
  const ask = (request: ModelRequest): Answer => {
    const kind = request.name.startsWith('check ') ? 'checks' : 'readers';
    const answer = said[kind][asked[kind] % said[kind].length];
    asked[kind] += 1;
    if (answer === undefined) throw new Error('A script has an answer.');
    const usable = withoutTools(answer, request);
    if (kind === 'readers' && usable.kind === 'reply' && usable.finish !== 'tool-calls') {
      const reader = /^review pack \d+ of \d+: (.*)$/.exec(request.name)?.[1] ?? 'whole';
      const { findings } = parseAnswer(usable.text, 1, reader);
      heard.push(...findings.map(({ title }) => ({ reader, title })));
    }
    return usable;
  };
  const { world, posted } = memoryWorld({ change, ask, conversation });
  const trigger = { kind: 'review', pulls: [7], automatic: false, cause: 'test' } as const;
  const { outcome } = await run(world, { number: 7, trigger, inputs });
  if (outcome.kind !== 'reviewed') throw new Error(`Not reviewed: ${JSON.stringify(outcome)}`);
  return { review: outcome.review, posted, heard };
}

/** Nobody calls tools that were not offered. */
function withoutTools(answer: Answer, { tools, toolChoice }: ModelRequest): Answer {
  const isCall = answer.kind === 'reply' && answer.finish === 'tool-calls';
  if (!isCall || (tools !== undefined && toolChoice !== 'none')) return answer;
  return { ...answer, finish: 'stop', toolCalls: [] };
}

/** The pull request as the next run finds it: our comments as threads, some of them resolved, and our summary. */
function conversationAfter({ posted }: Told, resolved: readonly boolean[]): Conversation {
  const comments = posted.reviews.flatMap((review) => review.comments);
  return {
    ...NOTHING_SAID,
    threads: comments.map(({ path, line, body }, index) => ({
      id: `t${index}`,
      path,
      line,
      isResolved: resolved[index % resolved.length] === true,
      isOutdated: false,
      comments: [{ id: index + 1, author: 'github-actions[bot]', mine: true, body }],
    })),
    ownComments: posted.summaries
      .slice(-1)
      .map((body) => ({ id: 99, author: 'github-actions[bot]', mine: true, body })),
  };
}

const symbols = openSymbols(new URL('../../dist/grammars/', import.meta.url));

function expectLegal({ review, posted }: Told): void {
  for (const { path, side, line, start_line: startLine = null } of commentsOf(posted))
    expect(legalRange(review.diff, { path, side, line, startLine })).toEqual({ ok: true });
}

function commentsOf({ reviews }: Posted): ReviewCommentPayload[] {
  return reviews.flatMap(({ comments }) => [...comments]);
}

type Offered = { readonly first: number; readonly last: number; readonly lines: readonly string[] };

/** Every suggestion as people see it: alone and with all others of its file it changes the file, which parses as before. */
async function expectSuggestions({ posted }: Told): Promise<void> {
  const offers = commentsOf(posted).flatMap(({ path, side, line, start_line: first = line, body }) =>
    suggestionsIn(body).map((lines) => ({ path, side, offer: { first, last: line, lines } })),
  );
  for (const { side } of offers) expect(side).toBe('RIGHT');
  for (const [path, ofFile] of Map.groupBy(offers, (each) => each.path)) {
    const text = change.head[path] ?? '';
    const all = ofFile.map(({ offer }) => offer);
    const versions = [...all.map((offer) => pressed(text, [offer])), pressed(text, all)];
    for (const version of versions) expect(version).not.toBe(text);
    const counts = await symbols.syntaxErrors([text, ...versions].map((each) => ({ path, text: each })));
    for (const count of counts) expect(count ?? 0).toBeLessThanOrEqual(counts[0] ?? 0);
  }
}

/** By hand, so that the test does not believe the code it tests. Throws when a line is replaced twice. */
function pressed(text: string, offers: readonly Offered[]): string {
  const lines = text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  const taken = new Set<number>();
  const next = new Map<number, string>();
  for (const { first, last, lines: written } of offers) {
    const ending = (lines[first - 1] ?? '').endsWith('\r\n') ? '\r\n' : '\n';
    const lastEnding = /\r?\n$/.exec(lines[last - 1] ?? '')?.[0] ?? '';
    for (let line = first; line <= last; line += 1) {
      if (taken.has(line) || lines[line - 1] === undefined) throw new Error(`line ${line} is replaced twice`);
      taken.add(line);
    }
    next.set(first, written.length === 0 ? '' : written.join(ending) + lastEnding);
  }
  return lines.map((line, index) => (taken.has(index + 1) ? (next.get(index + 1) ?? '') : line)).join('');
}

/** One candidate for each finding of each answer, each in one place, and each that is lost with a reason. */
function expectAccount({ review, heard }: Told): void {
  const keyOf = ({ reader, title }: Heard): string => `${reader}: ${title}`;
  const candidates = review.candidates.map(({ reader, finding: { title } }) => ({ reader, title }));
  expect(candidates.map(keyOf).toSorted()).toEqual(heard.map(keyOf).toSorted());
  const { post, summary, settled } = review.plan;
  const shown = new Set(post.map(({ finding }) => finding));
  const told = new Set(summary.map(({ placed }) => placed.finding));
  const again = new Set(settled.map(({ finding }) => finding));
  const dropped = new Set(review.dropped.map(({ finding }) => finding));
  for (const { finding, placed, lostAt, reason } of review.candidates) {
    const own = placed?.finding ?? finding;
    expect(shown.has(own)).toBe(lostAt === null);
    expect(reason === null).toBe(lostAt === null);
    expect(reason ?? 'posted').not.toBe('');
    expect(dropped.has(own)).toBe(lostAt === 'evidence' || lostAt === 'falsifier');
    if (lostAt !== 'ranking') expect(told.has(own)).toBe(false);
    else expect([told, again, saidBefore(placed, review)].filter((list) => list.has(own))).toHaveLength(1);
  }
  const fates = [...post, ...summary.map(({ placed }) => placed), ...settled];
  expect(new Set(fates.map(({ fingerprint }) => fingerprint)).size).toBe(fates.length);
  const { coverage } = review;
  expect(coverage.read + coverage.excluded + coverage.failed).toBe(coverage.rows.length);
}

/** Holds the finding when an earlier comment on the same code still stands, with the number it may have got. */
function saidBefore(placed: PlacedFinding | null, { plan }: Review): ReadonlySet<Finding> {
  const shown = [...plan.post, ...plan.summary.map((entry) => entry.placed), ...plan.settled];
  const stands = plan.standing.some(
    ({ fingerprint }) => fingerprint.replace(/\.\d+$/, '') === placed?.fingerprint,
  );
  if (placed === null || !stands || shown.some(({ finding }) => finding === placed.finding)) return new Set();
  return new Set([placed.finding]);
}

async function expectAll(told: Told): Promise<void> {
  expectLegal(told);
  await expectSuggestions(told);
  expectAccount(told);
}

it('whatever a model says, nothing is lost, and what is posted can stand where it is put', async () => {
  const seen = { posted: 0, suggestions: 0, refuted: 0, merged: 0, told: 0, standing: 0, settled: 0 };
  await fc.assert(
    fc.asyncProperty(situation, async ({ effort, maxComments, first, second, repeats, resolved }) => {
      const inputs = { 'kimi-api-key': 'sk-test', mode: 'full', effort, 'max-comments': maxComments };
      const before = await reviewed(first, inputs, NOTHING_SAID);
      await expectAll(before);
      const again = repeats ? { ...second, readers: first.readers } : second;
      const after = await reviewed(again, inputs, conversationAfter(before, resolved));
      await expectAll(after);
      for (const { review, posted } of [before, after]) {
        seen.posted += review.plan.post.length;
        seen.standing += review.plan.standing.length;
        seen.settled += review.plan.settled.length;
        seen.told += review.plan.summary.length;
        seen.suggestions += commentsOf(posted).flatMap(({ body }) => suggestionsIn(body)).length;
        seen.refuted += review.candidates.filter(({ lostAt }) => lostAt === 'falsifier').length;
        seen.merged += review.candidates.filter(({ merged }) => merged).length;
      }
    }),
    { numRuns: RUNS },
  );
  // What never happens proves nothing.
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(0);
});

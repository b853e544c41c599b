import { describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { LOOKUP_TOOLS } from '../../src/core/lookup/tools.ts';
import type { ModelRequest } from '../../src/core/prompt/request.ts';
import { CONVERSE_LIMITS, type ConverseLimits, converse } from '../../src/flow/converse.ts';
import { LOOKUP_LIMITS, openLookups } from '../../src/flow/lookup.ts';
import { openSymbols } from '../../src/grammar/symbols.ts';
import { pullWith } from '../core/context/builders.ts';
import type { Answers, KimiCall } from '../doubles/kimi/options.ts';
import type { KimiScript, ScriptedToolCall } from '../doubles/kimi/script.ts';
import { badlyEscapedToolCall, overloaded, reply, TOOL_ID_FORMS, toolTurn } from '../doubles/kimi/scripts.ts';
import { FAST, start } from '../kimi/doubles.ts';
import { openTestModel, REQUEST } from '../kimi/fixtures.ts';
import { withRepository } from '../workspace/open.ts';

const FILES = {
  'src/money.ts': 'export function round(cents: number): number {\n  return Math.round(cents);\n}\n',
  'src/order.ts': "import { round } from './money';\nexport const total = round(1.5);\n",
};
const HEAD = { 'src/order.ts': "import { round } from './money';\nexport const total = round(2.5);\n" };
const LIMITS: ConverseLimits = { ...CONVERSE_LIMITS, promptTokens: 100_000 };

const wireCall = z.object({
  id: z.string(),
  function: z.object({ name: z.string(), arguments: z.string() }),
});
const sentBody = z.object({
  messages: z.array(
    z.object({
      role: z.string(),
      content: z.string().optional(),
      reasoning_content: z.string().optional(),
      tool_calls: z.array(wireCall).optional(),
      tool_call_id: z.string().optional(),
    }),
  ),
  tools: z.unknown(),
  tool_choice: z.string(),
});

const call = (name: string, fields: unknown, id?: string): ScriptedToolCall => ({
  name,
  arguments: typeof fields === 'string' ? fields : JSON.stringify(fields),
  ...(id === undefined ? {} : { id }),
});

/** A whole conversation over HTTP, about a real repository. */
async function talk(
  answer: Answers,
  { request = REQUEST, limits = LIMITS }: { request?: ModelRequest; limits?: ConverseLimits } = {},
) {
  const kimi = await start({ answer });
  const { model } = openTestModel({ scale: FAST, settings: { baseUrl: kimi.url } });
  const told = await new Promise<Awaited<ReturnType<typeof converse>>>((resolve, reject) => {
    withRepository({ base: FILES, head: HEAD }, async ({ repository, local }) => {
      const base = { ref: 'main', sha: repository.baseSha, repository: null };
      const head = { ref: 'topic', sha: repository.headSha, repository: null };
      const pull = pullWith({ base, head });
      const lookups = openLookups({ repository: local, symbols: openSymbols(), pull, limits: LOOKUP_LIMITS });
      resolve(await converse(request, { ask: (next) => model.ask(next), lookups, limits }));
    }).catch(reject);
  });
  const bodies = kimi.calls.map(({ body }) => sentBody.parse(body));
  const last = bodies.at(-1)?.messages ?? [];
  return {
    ...told,
    kimi,
    bodies,
    messages: last,
    results: last.filter(({ role }) => role === 'tool').map(({ content = '' }) => content),
  };
}

type Talk = Awaited<ReturnType<typeof talk>>;

/** What holds for every conversation, however it goes. */
function expectReplayed({ bodies, kimi }: Talk): void {
  expect(kimi.refused.filter(({ errorType }) => errorType === 'invalid_request_error')).toEqual([]);
  const first = bodies[0];
  if (first === undefined) throw new Error('Nothing was sent.');
  for (const [index, { tools, tool_choice, messages }] of bodies.entries()) {
    expect(JSON.stringify(tools)).toBe(JSON.stringify(first.tools));
    expect(tool_choice).toBe(index < bodies.length - 1 ? 'auto' : tool_choice);
    expect(['auto', 'none']).toContain(tool_choice);
    // What was sent once is sent again letter by letter: the cache holds it.
    const before = bodies[index - 1]?.messages ?? [];
    expect(messages.slice(0, before.length)).toEqual(before);
    const called = messages.flatMap(({ tool_calls = [] }) => tool_calls.map(({ id }) => id));
    const answered = messages.flatMap(({ tool_call_id }) =>
      tool_call_id === undefined ? [] : [tool_call_id],
    );
    expect(answered).toEqual(called);
    expect(new Set(called).size).toBe(called.length);
    for (const { tool_calls, reasoning_content } of messages) {
      if (tool_calls !== undefined) expect(reasoning_content).toBeDefined();
    }
  }
}

describe('look-ups over the wire', () => {
  it('are asked, answered and followed by the answer', async () => {
    const told = await talk([
      toolTurn([
        call('find_definition', { name: 'round' }),
        call('read_lines', { path: 'src/order.ts', first: 1, last: 2, revision: 'base' }),
      ]),
      toolTurn([call('line_history', { path: 'src/order.ts', line: 2 }, 'late:0')]),
      reply('It rounds half up.'),
    ]);
    expectReplayed(told);
    expect(told.answer).toMatchObject({ kind: 'reply', text: 'It rounds half up.', finish: 'stop' });
    expect(told.results).toEqual([
      expect.stringContaining('1| export function round(cents: number): number {'),
      expect.stringContaining('2| export const total = round(1.5);'),
      expect.stringContaining('Change things'),
    ]);
    expect(told.bodies.map(({ tool_choice }) => tool_choice)).toEqual(['auto', 'auto', 'auto']);
    expect(told.bodies[0]?.tools).toEqual(
      LOOKUP_TOOLS.map((tool) => ({ type: 'function', function: { ...tool } })),
    );
    expect(told.lookups.map(({ name, characters }) => [name, characters > 0])).toEqual([
      ['find_definition', true],
      ['read_lines', true],
      ['line_history', true],
    ]);
    expect(told.answer.calls.requests).toBe(3);
    const usages = told.answers.map(({ usage }) => usage.prompt);
    expect(told.answer.usage.prompt).toBe(usages.reduce((sum, one) => sum + one, 0));
    // The prefix is the same, so each request finds the one before it in the cache.
    expect(told.kimi.calls.slice(1).every(({ cachedTokens }) => (cachedTokens ?? 0) > 0)).toBe(true);
  });

  it.each(Object.entries(TOOL_ID_FORMS))(
    'ids of the %s form come back letter by letter',
    async (_form, idOf) => {
      const names = ['one', 'two'];
      const turn = toolTurn(
        names.map((name, index) => call('search', { text: name }, idOf('search', index))),
        'I look it up.',
      );
      const told = await talk([{ ...turn, reasoning: 'Grüße — 好.\nTwo things.' }, reply('Done.')]);
      expectReplayed(told);
      expect(told.messages[2]).toEqual({
        role: 'assistant',
        content: 'I look it up.',
        reasoning_content: 'Grüße — 好.\nTwo things.',
        tool_calls: names.map((name, index) => ({
          id: idOf('search', index),
          function: { name: 'search', arguments: `{"text":"${name}"}` },
        })),
      });
      expect(told.messages.slice(3).map(({ tool_call_id }) => tool_call_id)).toEqual([
        idOf('search', 0),
        idOf('search', 1),
      ]);
    },
  );

  it('ids that come again in a later turn are numbered on', async () => {
    const told = await talk([
      toolTurn([call('search', { text: 'round' })]),
      toolTurn([call('search', { text: 'total' })]),
      toolTurn([call('search', { text: 'Math' })]),
      reply('Done.'),
    ]);
    expectReplayed(told);
    expect(told.messages.flatMap(({ tool_call_id }) => tool_call_id ?? [])).toEqual([
      'functions.search:0',
      'functions.search:1',
      'functions.search:2',
    ]);
  });

  it('a turn of nothing but calls goes back without text, with reasoning even when it is empty', async () => {
    const turn = { ...toolTurn([call('search', { text: 'round' })]), reasoning: '' };
    const told = await talk([turn, reply('Done.')]);
    expectReplayed(told);
    expect(told.messages[2]).not.toHaveProperty('content');
    expect(told.messages[2]?.reasoning_content).toBe('');
  });

  it.each<[string, KimiScript, RegExp]>([
    [
      'of bad JSON',
      badlyEscapedToolCall(),
      /^There is no look-up called "write_note"\. Use one of read_lines/,
    ],
    [
      'of cut JSON',
      toolTurn([call('search', '{"text": "rou')]),
      /^search: the arguments are .* not a JSON object/,
    ],
    [
      'of raw line breaks',
      toolTurn([call('search', '{"text":\n"round(2.5"}')]),
      /^Lines with "round\(2\.5": 1 line/,
    ],
    [
      'to a way out',
      toolTurn([call('read_lines', { path: '../../etc/passwd', first: 1, last: 9, revision: 'head' })]),
      /It may not be read: it holds \. or \.\./,
    ],
    ['without arguments', toolTurn([call('find_references', '')]), /^find_references: the arguments are ""/],
  ])(
    'a call %s is answered with a sentence, and goes back as it was written',
    async (_what, turn, sentence) => {
      const told = await talk([turn, reply('Done.')]);
      expectReplayed(told);
      expect(told.results).toEqual([expect.stringMatching(sentence)]);
      const written = turn.kind === 'reply' ? turn.toolCalls?.map((one) => one.arguments) : [];
      expect(told.messages[2]?.tool_calls?.map((one) => one.function.arguments)).toEqual(written);
      expect(told.answer).toMatchObject({ kind: 'reply', text: 'Done.' });
    },
  );
});

describe('a loop over the wire ends', () => {
  const untilTold = (turn: (call: KimiCall) => KimiScript) => (asked: KimiCall) =>
    asked.body.tool_choice === 'none' ? reply('It is so.') : turn(asked);

  it.each<[string, (asked: KimiCall) => KimiScript, number]>([
    ['of the same call again and again', () => toolTurn([call('search', { text: 'round' })]), 5],
    [
      'of ever new calls',
      ({ number }) => toolTurn([call('search', { text: `text ${number}` })]),
      LIMITS.rounds + 1,
    ],
  ])('%s', async (_what, turn, requests) => {
    const told = await talk(untilTold(turn));
    expectReplayed(told);
    expect(told.bodies).toHaveLength(requests);
    expect(told.bodies.at(-1)?.tool_choice).toBe('none');
    expect(told.messages.at(-1)).toEqual({
      role: 'user',
      content: expect.stringMatching(/^No more look-ups are possible\. Give your final answer now/),
    });
    expect(told.answer).toMatchObject({ kind: 'reply', text: 'It is so.', finish: 'stop' });
  });

  it('by a failure in the middle, which stays a failure', async () => {
    const told = await talk((asked) =>
      asked.number === 0
        ? toolTurn([call('search', { text: 'round' })])
        : { kind: 'error', status: 400, type: 'content_filter', message: 'high risk' },
    );
    expect(told.answer).toMatchObject({ kind: 'failure', code: 'KIMI_CONTENT_FILTER' });
    expect(told.answer.usage.prompt).toBeGreaterThan(0);
    expect(told.lookups).toHaveLength(1);
  });

  it('with what it has when the provider was too busy in between', async () => {
    const told = await talk([toolTurn([call('search', { text: 'round' })]), overloaded(1), reply('Done.')]);
    expectReplayed(told);
    expect(told.answer).toMatchObject({ kind: 'reply', text: 'Done.', calls: { requests: 3 } });
  });

  it('at calls that the output budget cut', async () => {
    // The cap on the wire is at least 1,024 tokens.
    const turn = toolTurn([call('search', { text: 'x'.repeat(8_000) })]);
    const told = await talk([turn], { request: { ...REQUEST, outputTokensMax: 60 } });
    expect(told.answer).toMatchObject({ kind: 'reply', finish: 'length' });
    expect([told.bodies.length, told.lookups]).toEqual([1, []]);
  });
});

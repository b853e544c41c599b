import { describe, expect, it } from '@jest/globals';
import { LOOKUP_TOOLS } from '../../src/core/lookup/tools.ts';
import { messageTokens } from '../../src/core/prompt/message-tokens.ts';
import type {
  Answer,
  ModelReply,
  ModelRequest,
  ReplyFailure,
  ToolCall,
} from '../../src/core/prompt/request.ts';
import { type ConverseLimits, converse } from '../../src/flow/converse.ts';
import type { Lookups } from '../../src/flow/lookup.ts';

const REQUEST: ModelRequest = {
  name: 'check 1',
  messages: [
    { role: 'system', content: 'You check claims.' },
    { role: 'user', content: 'Is it so?' },
  ],
  thinking: 'enabled',
  outputTokensMax: 8_000,
  promptTokens: 100,
  cacheKey: 'octo/engine#7',
};
const LIMITS: ConverseLimits = { rounds: 5, callsPerRound: 4, promptTokens: 100_000 };
const ACCOUNT = {
  requests: 1,
  refusals: [],
  queuedMs: 10,
  answeredMs: 20,
  requestId: null,
  model: 'kimi-k2.6',
};

const reply = (changes: Partial<ModelReply> = {}): ModelReply => ({
  kind: 'reply',
  text: 'It is so.',
  reasoning: '',
  toolCalls: [],
  finish: 'stop',
  finishDetail: 'stop',
  usage: { prompt: 100, cached: 50, completion: 10, reasoning: 5 },
  calls: ACCOUNT,
  ...changes,
});
const search = (text: string, id = 'functions.search:0'): ToolCall => ({
  id,
  name: 'search',
  arguments: JSON.stringify({ text }),
});
const turn = (toolCalls: readonly ToolCall[], changes: Partial<ModelReply> = {}): ModelReply =>
  reply({ text: '', toolCalls, finish: 'tool-calls', finishDetail: 'tool_calls', ...changes });
const FAILURE: ReplyFailure = {
  kind: 'failure',
  code: 'KIMI_OVERLOADED',
  message: 'Too busy.',
  remedy: 'Later.',
  usage: { prompt: 1, cached: 0, completion: 0, reasoning: 0 },
  calls: { ...ACCOUNT, requests: 3, refusals: ['KIMI_OVERLOADED'], requestId: 'r-9' },
};

/** A conversation with a model that says `answers`, the last again and again; what was sent, and looked up. */
async function talk(
  answers: readonly Answer[],
  { limits = {}, request = REQUEST }: { limits?: Partial<ConverseLimits>; request?: ModelRequest } = {},
) {
  const sent: ModelRequest[] = [];
  const asked: string[] = [];
  const lookups: Lookups = {
    answer: async (call) => {
      asked.push(call.arguments);
      return `Found for ${call.arguments}`;
    },
    notes: () => [],
  };
  const ask = async (next: ModelRequest): Promise<Answer> => {
    sent.push(next);
    const answer = answers[Math.min(sent.length, answers.length) - 1];
    if (answer === undefined) throw new Error('No answers were given.');
    return answer;
  };
  const conversation = await converse(request, { ask, lookups, limits: { ...LIMITS, ...limits } });
  const results = (sent.at(-1)?.messages ?? []).flatMap((message) =>
    message.role === 'tool' ? [[message.toolCallId, message.content]] : [],
  );
  return { ...conversation, sent, asked, results };
}

describe('a conversation', () => {
  it('without look-ups is one request, with the tools beside it', async () => {
    const { answer, sent, lookups } = await talk([reply()]);
    expect(answer).toEqual(reply());
    expect(lookups).toEqual([]);
    expect(sent).toEqual([
      {
        ...REQUEST,
        tools: LOOKUP_TOOLS,
        toolChoice: 'auto',
        promptTokens: 100 + messageTokens([], LOOKUP_TOOLS),
      },
    ]);
  });

  it('goes on with every turn whole and every call answered once, in order', async () => {
    const calls = [search('one'), search('two', 'functions.search:1')];
    const { sent, answer, lookups } = await talk([
      turn(calls, { text: 'I look.', reasoning: 'Hm.' }),
      reply(),
    ]);
    expect(sent[1]?.messages).toEqual([
      ...REQUEST.messages,
      { role: 'assistant', content: 'I look.', reasoning: 'Hm.', toolCalls: calls },
      { role: 'tool', toolCallId: 'functions.search:0', content: 'Found for {"text":"one"}' },
      { role: 'tool', toolCallId: 'functions.search:1', content: 'Found for {"text":"two"}' },
    ]);
    expect(sent[1]).toMatchObject({ tools: LOOKUP_TOOLS, toolChoice: 'auto' });
    expect(sent[1]?.promptTokens).toBe(
      (sent[0]?.promptTokens ?? 0) + messageTokens(sent[1]?.messages.slice(2) ?? []),
    );
    expect(answer).toEqual(
      reply({
        usage: { prompt: 200, cached: 100, completion: 20, reasoning: 10 },
        calls: { ...ACCOUNT, requests: 2, queuedMs: 20, answeredMs: 40 },
      }),
    );
    expect(lookups).toEqual([
      { name: 'search', arguments: '{"text":"one"}', characters: 'Found for {"text":"one"}'.length },
      { name: 'search', arguments: '{"text":"two"}', characters: 'Found for {"text":"two"}'.length },
    ]);
  });

  it.each([
    ['that is empty while it thinks', 'enabled', '', { reasoning: '' }],
    ['that is there while it should not think', 'disabled', 'Hm.', { reasoning: 'Hm.' }],
    ['that is not there', 'disabled', '', {}],
  ] as const)('sends reasoning %s back as it is', async (_what, thinking, reasoning, expected) => {
    const request = { ...REQUEST, thinking };
    const { sent } = await talk([turn([search('one')], { reasoning }), reply()], { request });
    const sentBack = { role: 'assistant', content: '', ...expected, toolCalls: [search('one')] };
    expect(sent[1]?.messages[2]).toStrictEqual(sentBack);
  });

  it('numbers on where an id comes again, in the call and in its answer', async () => {
    const { sent, results } = await talk([turn([search('one')]), turn([search('two')]), reply()]);
    expect(results.map(([id]) => id)).toEqual(['functions.search:0', 'functions.search:1']);
    expect(sent[2]?.messages[4]).toMatchObject({ toolCalls: [search('two', 'functions.search:1')] });
    expect(sent[2]?.messages.slice(0, 4)).toEqual(sent[1]?.messages);
  });

  it('can be gone on with from its last request, and its ids stay taken', async () => {
    const first = await talk([turn([search('one')]), reply()]);
    expect(first.request).toBe(first.sent[1]);
    const { sent, results } = await talk([turn([search('two')]), reply()], { request: first.request });
    expect(results.map(([id]) => id)).toEqual(['functions.search:0', 'functions.search:1']);
    expect(sent[1]?.messages.slice(0, 4)).toEqual(first.request.messages);
    expect(sent[0]?.promptTokens).toBe(first.request.promptTokens);
  });

  it.each([
    ['a failure at once', [FAILURE], 0, { requests: 3, refusals: ['KIMI_OVERLOADED'], requestId: 'r-9' }],
    [
      'a failure after a look-up',
      [turn([search('one')], { calls: { ...ACCOUNT, refusals: ['KIMI_RATE_LIMITED'] } }), FAILURE],
      1,
      { requests: 4, refusals: ['KIMI_RATE_LIMITED', 'KIMI_OVERLOADED'], requestId: 'r-9' },
    ],
  ] as const)('ends with %s, and nothing spent before is lost', async (_what, given, count, calls) => {
    const { answer, answers, lookups } = await talk(given);
    expect(answer).toMatchObject({ kind: 'failure', code: 'KIMI_OVERLOADED', remedy: 'Later.', calls });
    expect(answer.usage.prompt).toBe(1 + 100 * count);
    expect(answers).toHaveLength(given.length);
    expect(lookups).toHaveLength(count);
  });

  it.each([
    ['calls that the output budget cut', turn([search('one')], { finish: 'length' })],
    ['calls behind a finish reason nobody knows', turn([search('one')], { finish: 'other' })],
  ])('does not act on %s', async (_what, cut) => {
    const { answer, asked, sent } = await talk([cut]);
    expect([answer, asked, sent.length]).toEqual([cut, [], 1]);
  });
});

const closing = (sent: readonly ModelRequest[]) =>
  sent.map(({ toolChoice, messages }) => [toolChoice, messages.at(-1)?.role]);

describe('a loop ends', () => {
  it('after its rounds, with the tools still there and every call answered', async () => {
    const turns = Array.from({ length: 9 }, (_, index) => turn([search(`text ${index}`)]));
    const { sent, asked } = await talk([...turns.slice(0, 3), reply()], { limits: { rounds: 3 } });
    expect(closing(sent)).toEqual([
      ['auto', 'user'],
      ['auto', 'tool'],
      ['auto', 'tool'],
      ['none', 'user'],
    ]);
    expect(sent.at(-1)?.messages.at(-1)?.content).toMatch(
      /^No more look-ups are possible\. Give your final answer now/,
    );
    expect(sent.every(({ tools }) => tools === LOOKUP_TOOLS)).toBe(true);
    expect(asked).toHaveLength(3);
  });

  it('after three repeats, each answered with a reminder', async () => {
    const again = turn([search('one')]);
    const { sent, asked, results } = await talk([again, again, again, again, reply()], {
      limits: { rounds: 99 },
    });
    expect(asked).toEqual(['{"text":"one"}']);
    expect(results.map(([, content]) => content?.slice(0, 30))).toEqual([
      'Found for {"text":"one"}',
      ...Array.from({ length: 3 }, () => 'You have asked exactly this be'),
    ]);
    expect(closing(sent).at(-1)).toEqual(['none', 'user']);
    expect(sent).toHaveLength(5);
  });

  it('a repeat is known by its question, not by how it is written', async () => {
    const spaced = { ...search('one', 'x'), arguments: '{ "text" : "one", "under": "" }' };
    const { asked, results } = await talk([turn([search('one'), spaced]), reply()]);
    expect(asked).toHaveLength(1);
    expect(results[1]).toEqual(['x', expect.stringMatching(/^You have asked exactly this before/)]);
  });

  it('when there is no room for an answer', async () => {
    const { sent, results, lookups } = await talk([turn([search('one'), search('two', 'x')]), reply()], {
      limits: { promptTokens: 100 + messageTokens([], LOOKUP_TOOLS) + 80 },
    });
    expect(closing(sent).at(-1)).toEqual(['none', 'user']);
    expect(results).toHaveLength(2);
    expect(results[1]?.[1]).toMatch(/^Not answered: there is no room left/);
    expect(lookups[1]?.characters).toBe(results[1]?.[1]?.length);
  });

  it('when a host goes on calling after it was told to stop', async () => {
    const stubborn = turn([search('one')], { text: 'So.' });
    const { answer, sent } = await talk([stubborn], { limits: { rounds: 1 } });
    expect(sent).toHaveLength(2);
    expect(answer).toMatchObject({ kind: 'reply', text: 'So.', finish: 'tool-calls' });
  });

  it('a turn of too many calls is answered in part, and the rest may be asked again', async () => {
    const many = Array.from({ length: 6 }, (_, index) => search(`text ${index}`, `x:${index}`));
    const rest = turn([search('text 4', 'x:6'), search('text 5', 'x:7')]);
    const { asked, results } = await talk([turn(many), rest, reply()]);
    expect(asked).toHaveLength(6);
    expect(results.slice(4).map(([id, content]) => [id, content?.slice(0, 25)])).toEqual([
      ['x:4', 'Not answered: too many lo'],
      ['x:5', 'Not answered: too many lo'],
      ['x:6', 'Found for {"text":"text 4'],
      ['x:7', 'Found for {"text":"text 5'],
    ]);
  });
});

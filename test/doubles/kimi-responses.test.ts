import { afterEach, describe, expect, it } from '@jest/globals';
import OpenAI from 'openai';
import type { Answers, KimiDouble, KimiOptions } from './kimi/options.ts';
import { chat, eventsOf, readCompletion, SAY_OK, STREAMED } from './kimi/raw-client.ts';
import * as scripts from './kimi/scripts.ts';
import { startKimi } from './kimi/start.ts';

let kimi: KimiDouble;
afterEach(async () => {
  expect(kimi.scriptErrors).toEqual([]);
  await kimi.close();
});

const start = async (answer: Answers, options: KimiOptions = {}) => {
  kimi = await startKimi({ ...options, answer });
  return kimi.url;
};

const OFF = { thinking: { type: 'disabled' } };
const CAPTURED_THOUGHT = 'x'.repeat(180);

describe('answers in one piece (points 10 to 12)', () => {
  it('carries the thought beside the text and counts both', async () => {
    const url = await start([scripts.reply('OK.', { reasoning: CAPTURED_THOUGHT })]);
    expect(readCompletion(await chat(url))).toMatchObject({
      model: 'kimi-k2.6',
      content: 'OK.',
      reasoning_content: CAPTURED_THOUGHT,
      finish: 'stop',
      usage: {
        prompt_tokens: 10,
        completion_tokens: 53,
        total_tokens: 63,
        completion_tokens_details: { reasoning_tokens: 50 },
      },
    });
  });

  it('has an empty thought and no count of it when thinking is off', async () => {
    const url = await start([scripts.reply('OK.', { reasoning: CAPTURED_THOUGHT })]);
    const answer = readCompletion(await chat(url, OFF));
    expect(answer.reasoning_content).toBe('');
    expect(answer.usage).toEqual({ prompt_tokens: 10, completion_tokens: 3, total_tokens: 13 });
  });

  it.each([
    ['no room at all', 2, { content: '', reasoning_content: '' }, 2],
    ['room for part of the thought', 7, { content: '', reasoning_content: 'x'.repeat(18) }, 7],
    [
      'room for the thought and half of the text',
      54,
      { content: '{"a":"b', reasoning_content: CAPTURED_THOUGHT },
      54,
    ],
  ])('a small cap: %s', async (_what, cap, expected, completionTokens) => {
    const url = await start([scripts.reply('{"a":"bcdefghij"}', { reasoning: CAPTURED_THOUGHT })]);
    const answer = readCompletion(await chat(url, { max_completion_tokens: cap }));
    expect(answer).toMatchObject({ ...expected, finish: 'length' });
    expect(answer.usage.completion_tokens).toBe(completionTokens);
  });

  it('the cap cuts tool arguments as well', async () => {
    const url = await start([
      scripts.toolTurn([{ name: 'read', arguments: '{"path":"src/a/long/path.ts"}' }]),
    ]);
    const answer = readCompletion(await chat(url, { ...OFF, max_tokens: 5 }));
    expect(answer.finish).toBe('length');
    expect(answer.tool_calls).toMatchObject([{ function: { name: 'read', arguments: '{"path":"s' } }]);
  });

  it('a stop word ends the text before it', async () => {
    const url = await start([scripts.reply('first END second')]);
    expect(readCompletion(await chat(url, { stop: ['END'] })).content).toBe('first ');
  });

  it('the prefix cache gives back whole blocks, and only to the same beginning', async () => {
    const url = await start([scripts.reply('OK.')]);
    const rules = { role: 'system', content: 'Rule. '.repeat(400) };
    const cachedOf = async (messages: unknown, changes: object = {}) => {
      const { usage } = readCompletion(await chat(url, { messages, ...changes }));
      expect(usage.prompt_tokens_details?.cached_tokens).toBe(usage.cached_tokens);
      return usage.cached_tokens;
    };
    const first = { role: 'user', content: 'First.' };
    const second = { role: 'user', content: 'Second.' };
    expect(await cachedOf([rules, first])).toBeUndefined();
    expect(await cachedOf([rules, second])).toBe(512);
    expect(await cachedOf([rules, second], { response_format: { type: 'json_object' } })).toBe(512);
    expect(await cachedOf([second, rules, first])).toBeUndefined();
    expect(await cachedOf([rules, first], OFF)).toBeUndefined();
    expect(kimi.calls.map((call) => call.cachedTokens)).toEqual([0, 512, 512, 0, 0]);
  });

  it('requests sent at once do not warm the cache for each other', async () => {
    let openGate = () => {};
    const gate = new Promise<void>((resolve) => {
      openGate = resolve;
    });
    const url = await start(async (call) => {
      if (call.number === 1) openGate();
      await gate;
      return scripts.reply('OK.');
    });
    const messages = [{ role: 'user', content: 'Rule. '.repeat(400) }];
    await Promise.all([chat(url, { messages }), chat(url, { messages })]);
    expect(kimi.calls.map((call) => call.cachedTokens)).toEqual([0, 0]);
  });
});

describe('streams (point 13)', () => {
  const shapeOf = (data: string) => {
    if (data === '[DONE]') return data;
    const { choices, usage } = JSON.parse(data);
    const [choice] = choices;
    if (choice === undefined) return usage === undefined ? 'nothing' : 'usage';
    const keys = Object.keys(choice.delta).join('+');
    return choice.finish_reason === null
      ? keys
      : `finish ${choice.finish_reason}${choice.usage ? ' with usage' : ''}`;
  };

  it.each([
    ['with usage asked for', STREAMED, ['finish stop with usage', 'usage', '[DONE]']],
    ['without', { stream: true }, ['finish stop with usage', '[DONE]']],
  ])('events come in the captured order, %s', async (_what, changes, end) => {
    const url = await start([scripts.reply('Hello.', { reasoning: 'Hm, well.', pieceTokens: 2 })]);
    const shapes = eventsOf(await chat(url, changes)).map(shapeOf);
    const thought = ['reasoning_content', 'reasoning_content', 'reasoning_content'];
    expect(shapes).toEqual(['role+content', ...thought, ...['content'], ...end]);
  });

  it('the last reasoning piece is empty, and there is none without thinking', async () => {
    const url = await start([scripts.reply('Hello.')]);
    const thoughts = async (changes: object) =>
      eventsOf(await chat(url, { ...STREAMED, ...changes })).filter((data) =>
        data.includes('reasoning_content'),
      );
    expect((await thoughts({})).at(-1)).toContain('"reasoning_content":""');
    expect(await thoughts(OFF)).toEqual([]);
  });

  it('reads end inside characters and inside lines', async () => {
    const url = await start([scripts.reply('漢字 🎉 '.repeat(40))]);
    const answer = await chat(url, STREAMED);
    const broken = answer.reads.filter((read) => read.toString().includes('\ufffd'));
    const unfinished = answer.reads.filter((read) => !read.toString().endsWith('\n\n'));
    expect(broken.length).toBeGreaterThan(0);
    expect(unfinished.length).toBeGreaterThan(answer.reads.length / 2);
    const text = eventsOf(answer)
      .slice(0, -2)
      .map((data) => JSON.parse(data).choices[0].delta.content ?? '')
      .join('');
    expect(text).toBe('漢字 🎉 '.repeat(40));
  });

  it('comment lines may stand between events', async () => {
    const url = await start([scripts.reply('Hello.', { comments: true })]);
    expect((await chat(url, STREAMED)).text).toContain(': keep-alive\n\ndata: ');
  });

  it('the openai client reads it', async () => {
    const url = await start([scripts.reply('Grüße aus 東京', { reasoning: 'Where?' })]);
    const client = new OpenAI({ baseURL: url, apiKey: 'sk-kimi-double', maxRetries: 0 });
    const stream = await client.chat.completions.create({
      ...SAY_OK,
      messages: [...SAY_OK.messages],
      stream: true,
    });
    let text = '';
    for await (const event of stream) text += event.choices[0]?.delta.content ?? '';
    expect(text).toBe('Grüße aus 東京');
    expect(kimi.calls[0]?.headers['user-agent']).toMatch(/^OpenAI\/JS/);
  });
});

describe('tool calls and bad manners (points 14, 15)', () => {
  it.each(Object.entries(scripts.TOOL_ID_FORMS))(
    'several calls with %s ids, text beside them',
    async (_form, id) => {
      const calls = [0, 1].map((index) => ({
        name: 'search',
        arguments: `{"query":"${index}"}`,
        id: id('search', index),
      }));
      const url = await start([scripts.toolTurn(calls, 'I look it up.')]);
      const answer = readCompletion(await chat(url));
      expect(answer).toMatchObject({ content: 'I look it up.', finish: 'tool_calls' });
      expect(answer.tool_calls).toMatchObject([{ id: id('search', 0) }, { id: id('search', 1) }]);
    },
  );

  it('streamed arguments come in pieces, the name and id once', async () => {
    const url = await start([{ ...scripts.repeatedToolCall(), pieceTokens: 2 }]);
    for (const _turn of [1, 2]) {
      const deltas = eventsOf(await chat(url, STREAMED))
        .filter((data) => data.includes('tool_calls":['))
        .map((data) => JSON.parse(data).choices[0].delta.tool_calls[0]);
      expect(deltas[0]).toEqual({
        index: 0,
        id: 'functions.read_file:0',
        type: 'function',
        function: { name: 'read_file', arguments: '' },
      });
      expect(deltas.slice(1).every((delta) => Object.keys(delta).join() === 'index,function')).toBe(true);
      expect(deltas.map((delta) => delta.function.arguments).join('')).toBe('{"path":"a.ts"}');
      expect(deltas.length).toBeGreaterThan(2);
    }
  });

  it('arguments may be no JSON', async () => {
    const url = await start([scripts.badlyEscapedToolCall()]);
    const [call] = readCompletion(await chat(url)).tool_calls ?? [];
    expect(() => JSON.parse(Object(call).function.arguments)).toThrow();
  });

  it.each([
    [
      'JSON in a fence',
      scripts.fencedJson({ extra: 1 }),
      { content: '```json\n{\n  "extra": 1\n}\n```', finish: 'stop' },
    ],
    [
      'chatter',
      scripts.chatter('{"a":""}'),
      { content: 'Sure! Here is what you asked for:\n\n{"a":""}\n\nLet me know if you need anything else.' },
    ],
    [
      'a thought and nothing else',
      scripts.thinkingOnly('Hm.'),
      { content: '', reasoning_content: 'Hm.', finish: 'stop' },
    ],
    [
      'output used up by the thought',
      scripts.truncatedInThought('Hm, hm'),
      { content: '', finish: 'length' },
    ],
    ['a cut answer', scripts.truncatedMidAnswer('abcdef'), { content: 'abc', finish: 'length' }],
    [
      'tool markers in the text',
      scripts.leakedToolMarkers('So: '),
      { content: expect.stringContaining('So: <|tool_calls_section_begin|>') },
    ],
    ['a finish nobody knows', scripts.unknownFinish('abc'), { content: 'abc', finish: 'engine_abort' }],
  ])('%s', async (_what, script, expected) => {
    const url = await start([script]);
    expect(readCompletion(await chat(url))).toMatchObject(expected);
  });

  it('answers are taken from a list in order, the last one repeats; a function sees the call', async () => {
    const list = await startKimi({ answer: [scripts.reply('one'), scripts.reply('two')] });
    const said = async (url: string) => readCompletion(await chat(url)).content;
    expect([await said(list.url), await said(list.url), await said(list.url)]).toEqual(['one', 'two', 'two']);
    await list.close();
    const url = await start((call) => scripts.reply(`${call.number} ${call.text} ${call.promptTokens}`));
    expect(await said(url)).toBe('0 Say ok. 10');
  });
});

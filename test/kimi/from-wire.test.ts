import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { EMPTY_FOLD, finishFold, foldEvent, usageOf } from '../../src/kimi/from-wire.ts';

const piece = (delta: unknown, finish: string | null = null, more = {}) => ({
  id: 'chatcmpl-1',
  choices: [{ index: 0, delta, finish_reason: finish, ...more }],
});
const USAGE = {
  prompt_tokens: 100,
  completion_tokens: 20,
  cached_tokens: 64,
  prompt_tokens_details: { cached_tokens: 64 },
  completion_tokens_details: { reasoning_tokens: 12 },
};
const READ = { prompt: 100, cached: 64, completion: 20, reasoning: 12 };
const fold = (events: readonly unknown[]) => events.reduce(foldEvent, EMPTY_FOLD);

const WHOLE = [
  piece({ role: 'assistant', content: '' }),
  piece({ reasoning_content: 'Let me ' }),
  piece({ reasoning_content: 'see.' }),
  piece({ reasoning_content: '' }),
  piece({ content: 'All ' }),
  piece({ content: 'well.' }),
  piece({}, 'stop', { usage: USAGE }),
  { id: 'chatcmpl-1', choices: [], usage: USAGE },
];

describe('a captured stream', () => {
  it('is folded into text, reasoning, finish and usage', () => {
    expect(fold(WHOLE)).toEqual({
      text: 'All well.',
      reasoning: 'Let me see.',
      toolCalls: [],
      finish: 'stop',
      usage: READ,
      events: 8,
    });
  });

  it.each([
    ['only in the finish event', [piece({}, 'stop', { usage: USAGE })], READ],
    ['only at the end, without choices', [piece({}, 'stop'), { choices: [], usage: USAGE }], READ],
    ['at the top of the finish event', [{ ...piece({}, 'stop'), usage: USAGE }], READ],
    [
      'with null before and after',
      [{ ...piece({}), usage: null }, { usage: USAGE }, { choices: null, usage: null }],
      READ,
    ],
    [
      'with the cached share at the top only',
      [{ usage: { ...USAGE, prompt_tokens_details: undefined } }],
      READ,
    ],
    ['with the cached share in the details only', [{ usage: { ...USAGE, cached_tokens: undefined } }], READ],
    [
      'without the shares that are zero',
      [{ usage: { prompt_tokens: 5, completion_tokens: 6 } }],
      { prompt: 5, cached: 0, completion: 6, reasoning: 0 },
    ],
    ['with more cached than sent', [{ usage: { ...USAGE, cached_tokens: 999 } }], { ...READ, cached: 100 }],
  ])('reports usage %s', (_where, events, usage) => {
    expect(fold(events).usage).toEqual(usage);
  });

  it.each([
    ["OpenRouter's name for reasoning", [piece({ reasoning: 'hm', content: '' })], { reasoning: 'hm' }],
    [
      'null where text could be',
      [piece({ content: null, reasoning_content: null })],
      { text: '', reasoning: '' },
    ],
    ['a second choice', [{ choices: [{ index: 1, delta: { content: 'other' } }] }], { text: '' }],
    [
      'tool calls',
      [piece({ tool_calls: [{ index: 0, function: { arguments: '{' } }] }, 'tool_calls')],
      { text: '', finish: 'tool_calls' },
    ],
    ['no choices at all', [{ choices: [] }, {}], { text: '', events: 2 }],
    ['events that are no objects', ['ping', null, 7, [1]], { text: '', events: 4 }],
  ])('copes with %s', (_what, events, expected) => {
    expect(fold(events)).toMatchObject(expected);
  });
});

describe('the proof that an answer is complete', () => {
  const finished = { ...EMPTY_FOLD, text: 'x', finish: 'stop' };
  it.each([
    ['finish reason and usage, torn line', { ...finished, usage: READ }, false, 'complete'],
    ['finish reason, clean end', finished, true, 'complete'],
    ['finish reason, torn line, no usage', finished, false, 'cut'],
    ['no finish reason, clean end', { ...finished, finish: null, usage: READ }, true, 'cut'],
    ['nothing at all', EMPTY_FOLD, true, 'cut'],
    ['a content filter', { ...finished, finish: 'content_filter' }, true, 'filtered'],
  ])('%s', (_what, state, clean, kind) => {
    expect(finishFold(state, clean).kind).toBe(kind);
  });

  it.each([
    ['stop', 'stop'],
    ['length', 'length'],
    ['tool_calls', 'other'],
    ['tired', 'other'],
  ])('finish reason %s is read as %s and kept', (finish, known) => {
    expect(finishFold({ ...finished, finish }, true)).toMatchObject({ finish: known, finishDetail: finish });
  });
});

describe('usage of an answer that broke off', () => {
  it('is estimated, because it is billed', () => {
    const cut = { ...EMPTY_FOLD, text: 'abcdef', reasoning: 'abc', events: 3 };
    expect(usageOf(cut, 500)).toEqual({ prompt: 500, cached: 0, completion: 3, reasoning: 1 });
  });

  it('is nothing when nothing came', () => {
    expect(usageOf(EMPTY_FOLD, 500)).toEqual({ prompt: 0, cached: 0, completion: 0, reasoning: 0 });
  });
});

describe('for any events', () => {
  it('folding counts every event and never fails', () => {
    fc.assert(
      fc.property(fc.array(fc.anything()), (events) => {
        expect(fold(events).events).toBe(events.length);
      }),
    );
  });

  it('the pieces of a text give the text, wherever it is cut', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), fc.array(fc.string()), (thoughts, words) => {
        const events = [
          ...thoughts.map((text) => piece({ reasoning_content: text })),
          ...words.map((text) => piece({ content: text })),
        ];
        expect(fold(events)).toMatchObject({ reasoning: thoughts.join(''), text: words.join('') });
      }),
    );
  });
});

describe('tool calls', () => {
  const calling = (...calls: readonly unknown[]) => piece({ tool_calls: calls });
  const begun = (index: number | undefined, id: string, name: string) => ({
    index,
    id,
    type: 'function',
    function: { name, arguments: '' },
  });
  const more = (index: number | undefined, written: string) => ({ index, function: { arguments: written } });
  const A = { id: 'functions.search:0', name: 'search', arguments: '{"text":"a"}' };
  const B = { id: 'functions.search:1', name: 'search', arguments: '{"text":"b"}' };
  const END = piece({}, 'tool_calls');

  it.each([
    [
      'one after the other',
      [
        calling(begun(0, A.id, 'search')),
        calling(more(0, '{"text":')),
        calling(more(0, '"a"}')),
        calling(begun(1, B.id, 'search')),
        calling(more(1, B.arguments)),
      ],
    ],
    [
      'woven into each other',
      [
        calling(begun(0, A.id, 'search'), begun(1, B.id, 'search')),
        calling(more(1, '{"text":'), more(0, '{"text":')),
        calling(more(0, '"a"}')),
        calling(more(1, '"b"}')),
      ],
    ],
    [
      'without an index',
      [
        calling(begun(undefined, A.id, 'search')),
        calling(more(undefined, A.arguments)),
        calling(begun(undefined, B.id, 'search')),
        calling(more(undefined, B.arguments)),
      ],
    ],
    [
      'all numbered 0',
      [
        calling(begun(0, A.id, 'search')),
        calling(more(0, A.arguments)),
        calling(begun(0, B.id, 'search')),
        calling(more(0, B.arguments)),
      ],
    ],
    [
      'whole, with the id repeated',
      [
        calling({ index: 0, id: A.id, function: { name: 'search', arguments: '{"text":' } }),
        calling({ index: 0, id: A.id, function: { name: 'search', arguments: '"a"}' } }),
        calling({ index: 1, id: B.id, function: { name: 'search', arguments: B.arguments } }),
      ],
    ],
    [
      'among pieces of no shape',
      [
        calling(null, 7, {}),
        calling(begun(0, A.id, 'search'), more(0, A.arguments)),
        piece({ tool_calls: 'x' }),
        calling(begun(1, B.id, 'search'), more(1, B.arguments)),
      ],
    ],
  ])('are put together from pieces that come %s', (_how, events) => {
    expect(finishFold(fold([...events, END]), true)).toMatchObject({
      kind: 'complete',
      toolCalls: [A, B],
      finish: 'tool-calls',
      finishDetail: 'tool_calls',
    });
  });

  const one = { ...EMPTY_FOLD, toolCalls: [{ index: 0, ...A }] };
  it.each([
    ['tool_calls', one, 'tool-calls'],
    ['stop', one, 'tool-calls'],
    ['length', one, 'length'],
    ['tired', one, 'other'],
    ['tool_calls', EMPTY_FOLD, 'other'],
    ['tool_calls', { ...EMPTY_FOLD, toolCalls: [{ index: 0, ...A, name: '' }] }, 'other'],
  ])('finish reason %s', (finish, state, known) => {
    expect(finishFold({ ...state, finish }, true)).toMatchObject({ finish: known });
  });

  it('are billed when the report of usage got lost', () => {
    const cut = { ...one, events: 3 };
    const characters = A.name.length + A.arguments.length;
    expect(usageOf(cut, 500).completion).toBe(Math.ceil(characters / 3));
  });

  it('have the arguments that were written, wherever they are cut', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 1 }), fc.array(fc.string()), (first, second) => {
        const events = [
          calling(begun(0, A.id, 'search')),
          ...first.map((written) => calling(more(0, written))),
          calling(begun(1, B.id, 'search')),
          ...second.map((written) => calling(more(1, written))),
        ];
        const written = fold(events).toolCalls.map((call) => call.arguments);
        expect(written).toEqual([first.join(''), second.join('')]);
      }),
    );
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { KimiDouble } from './kimi/options.ts';
import { chat, verdict } from './kimi/raw-client.ts';
import { startKimi } from './kimi/start.ts';

let kimi: KimiDouble;
beforeAll(async () => {
  kimi = await startKimi();
});
afterAll(() => kimi.close());

const invalid = (message: string) => `400 invalid_request_error: ${message}`;
const schemaRefused = (place: string, details: string) =>
  invalid(`Invalid request: ${place} is not a valid moonshot flavored json schema, details: <${details}>`);

const tool = (name: string, parameters: unknown = { type: 'object', properties: {} }) => ({
  type: 'function',
  function: { name, parameters },
});
const withSchema = (schema: unknown) => ({
  response_format: { type: 'json_schema', json_schema: { name: 'answer', strict: true, schema } },
});
const object = (properties: unknown) => ({ type: 'object', properties });

describe('tools and schemas (point 7)', () => {
  it.each([
    [
      'a name with a dot',
      { tools: [tool('read.file')] },
      invalid(
        'Invalid request: function name is invalid, must start with a letter and can contain letters, numbers, underscores, and dashes',
      ),
    ],
    [
      'a name twice',
      { tools: [tool('a'), tool('a')] },
      invalid('Invalid request: function name a is duplicated'),
    ],
    [
      'the search of the vendor while thinking',
      { tools: [{ type: 'builtin_function', function: { name: '$web_search' } }] },
      invalid('builtin_function $web_search is incompatible with thinking enabled'),
    ],
    [
      'parameters that are a list',
      { tools: [tool('a', { type: 'array', items: { type: 'string' } })] },
      schemaRefused('tools.function.parameters', "At path 'root': root schema must be of type object"),
    ],
  ])('%s', async (_what, changes, expected) => {
    expect(verdict(await chat(kimi.url, changes))).toBe(expected);
  });

  it.each([
    [
      'a property without type',
      object({ a: { enum: ['x'] } }),
      "At path 'properties.a': type is not defined",
    ],
    [
      'type beside anyOf',
      object({ a: { type: 'string', anyOf: [{ type: 'string' }] } }),
      "At path 'properties.a': when using anyOf, type should be defined in anyOf items instead of the parent schema",
    ],
    [
      'type beside $ref',
      { ...object({ a: { type: 'object', $ref: '#/$defs/b' } }), $defs: { b: object({}) } },
      "At path 'properties.a': when using $ref, type should be defined in the referenced schema instead of the parent schema",
    ],
    [
      'a reference to a property',
      object({ a: { $ref: '#/properties/b' } }),
      "At path 'properties.a.$ref': references must start with #/$defs/",
    ],
    [
      'a limit beside two types',
      object({ a: { type: ['string', 'null'], maxLength: 9 } }),
      "At path 'properties.a': keyword maxLength is not allowed in combination with multiple types",
    ],
    [
      'a keyword out of the dialect',
      object({ a: { type: 'string', pattern: '^a' } }),
      "At path 'properties.a': unsupported keywords: pattern",
    ],
    ['$schema', { ...object({}), $schema: 'x' }, "At path 'root': unsupported keywords: $schema"],
    [
      'a required name without property',
      { ...object({}), required: ['a'] },
      "At path 'root': required property a is not defined in properties",
    ],
    [
      'a mixed enum',
      object({ a: { type: 'string', enum: ['x', 1] } }),
      "At path 'properties.a.enum': enum values must be of one kind",
    ],
  ])('%s is refused', async (_what, schema, details) => {
    expect(verdict(await chat(kimi.url, withSchema(schema)))).toBe(
      schemaRefused('response_format.json_schema.schema', details),
    );
  });

  it('a flat schema with a nullable enum, a list and a reference is accepted, with thinking on', async () => {
    const schema = {
      ...object({
        kind: { type: ['string', 'null'], enum: ['bug'] },
        findings: { type: 'array', items: { $ref: '#/$defs/finding' }, maxItems: 9 },
        line: { anyOf: [{ type: 'integer', minimum: 1 }, { type: 'null' }] },
      }),
      required: ['findings'],
      additionalProperties: false,
      $defs: { finding: object({ title: { type: 'string', maxLength: 80 } }) },
    };
    expect(verdict(await chat(kimi.url, withSchema(schema)))).toBe('200');
  });
});

describe('history (point 8)', () => {
  const user = { role: 'user', content: 'Read a.ts.' };
  const call = (id: string) => ({ id, type: 'function', function: { name: 'read', arguments: '{}' } });
  const turn = (...ids: string[]) => ({
    role: 'assistant',
    reasoning_content: '',
    tool_calls: ids.map(call),
  });
  const result = (id: string) => ({ role: 'tool', tool_call_id: id, content: 'text' });

  it.each([
    ['no messages', [], 'Invalid request: messages must not be empty'],
    [
      'an empty user message',
      [{ role: 'user', content: '' }],
      "Invalid request: the message at position 0 with role 'user' must not be empty",
    ],
    [
      'an empty assistant turn',
      [user, { role: 'assistant', content: '' }, user],
      "Invalid request: the message at position 1 with role 'assistant' must not be empty",
    ],
    [
      'a blank text part beside tool calls',
      [user, { ...turn('a:0'), content: [{ type: 'text', text: '' }] }, result('a:0')],
      'Invalid request: text content is empty',
    ],
    ['a result without call', [user, result('a:0')], 'Invalid request: tool_call_id a:0 is not found'],
    [
      'a result given twice',
      [user, turn('a:0'), result('a:0'), result('a:0')],
      'Invalid request: tool_call_id a:0 is not found',
    ],
    [
      'a call without result',
      [user, turn('a:0', 'a:1'), result('a:0'), user],
      "Invalid request: an assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'. The following tool_call_ids did not have response messages: a:1",
    ],
    [
      'an id that recurs in a later turn',
      [user, turn('a:0'), result('a:0'), turn('a:0'), result('a:0')],
      'Invalid request: tool call id a:0 is duplicated',
    ],
    [
      'a lost reasoning',
      [user, { role: 'assistant', tool_calls: [call('a:0')] }, result('a:0')],
      'thinking is enabled but reasoning_content is missing in assistant tool call message at index 1',
    ],
    [
      'an assistant turn at the end',
      [user, { role: 'assistant', content: 'Done.' }],
      'Invalid request: the last message must be from the user or a tool, or be partial',
    ],
  ])('%s is refused', async (_what, messages, message) => {
    expect(verdict(await chat(kimi.url, { messages }))).toBe(invalid(message));
  });

  it.each([
    ['parallel calls, answered in any order', [user, turn('a:0', 'a:1'), result('a:1'), result('a:0')]],
    ['empty text beside tool calls', [user, { ...turn('a:0'), content: '' }, result('a:0')]],
    ['a partial answer to be continued', [user, { role: 'assistant', content: 'It ', partial: true }]],
  ])('%s is accepted', async (_what, messages) => {
    expect(verdict(await chat(kimi.url, { messages }))).toBe('200');
  });

  it('a lenient double takes tool turns without reasoning', async () => {
    const lenient = await startKimi({ strictReasoningReplay: false });
    const messages = [user, { role: 'assistant', tool_calls: [call('a:0')] }, result('a:0')];
    expect(verdict(await chat(lenient.url, { messages }))).toBe('200');
    await lenient.close();
  });
});

describe('tokens (point 9)', () => {
  // 4 for the template, 4 for the message, 3.6 letters a token.
  const ofTokens = (tokens: number) => [{ role: 'user', content: 'x'.repeat((tokens - 8) * 3.6) }];
  it.each([
    ['the default cap counts too', 240_008, {}, '400'],
    ['a cap that fills the window', 240_008, { max_completion_tokens: 22_136 }, '200'],
    ['one token more', 240_008, { max_completion_tokens: 22_137 }, '400'],
    ['the old name of the cap', 240_008, { max_tokens: 22_136 }, '200'],
    ['both names: the new one wins', 240_008, { max_tokens: 9, max_completion_tokens: 22_137 }, '400'],
  ])('%s', async (_what, tokens, cap, status) => {
    const answer = await chat(kimi.url, { messages: ofTokens(tokens), ...cap });
    const requested = tokens + (kimi.calls.at(-1)?.outputCap ?? 0);
    const refusal = `Invalid request: Your request exceeded model token limit: 262144 (requested: ${requested})`;
    expect(verdict(answer)).toBe(status === '200' ? '200' : invalid(refusal));
  });

  it('a Chinese character is a token, tools count, and reasoning counts where it is kept', async () => {
    const count = async (changes: object) => {
      await chat(kimi.url, changes);
      return kimi.calls.at(-1)?.promptTokens;
    };
    const past = [
      { role: 'user', content: 'Hi.' },
      { role: 'assistant', content: 'Hello.', reasoning_content: 'x'.repeat(36) },
      { role: 'user', content: 'Hi.' },
    ];
    expect(await count({ messages: [{ role: 'user', content: '漢字漢字' }] })).toBe(12);
    expect(await count({ tools: [tool('a')] })).toBe(
      10 + Math.ceil(JSON.stringify([tool('a')]).length / 3.6),
    );
    const dropped = await count({ messages: past });
    expect(await count({ messages: past, thinking: { type: 'enabled', keep: 'all' } })).toBe(
      (dropped ?? 0) + 10,
    );
  });
});

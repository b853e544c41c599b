import { describe, expect, it } from '@jest/globals';
import type { ProviderName } from '../../src/core/model/profile.ts';
import { providerProfile } from '../../src/core/model/providers.ts';
import type { Message, ModelRequest } from '../../src/core/prompt/request.ts';
import { toolFields, wireMessage } from '../../src/kimi/wire-messages.ts';
import { REQUEST } from './fixtures.ts';

const CALL = { id: 'functions.search:0', name: 'search', arguments: '{"text": "a"}' };
const WIRE_CALL = {
  id: CALL.id,
  type: 'function',
  function: { name: CALL.name, arguments: CALL.arguments },
};
const TURN = { role: 'assistant', content: 'I look.', reasoning: 'Hm.', toolCalls: [CALL] } as const;
const RESULT = { role: 'tool', toolCallId: CALL.id, content: 'Nothing found.' } as const;

describe('a message on the wire', () => {
  it.each<[string, ProviderName, Message, Record<string, unknown>]>([
    ['words', 'moonshot', { role: 'user', content: 'Hi' }, { role: 'user', content: 'Hi' }],
    [
      'a turn with calls',
      'moonshot',
      TURN,
      { role: 'assistant', content: 'I look.', reasoning_content: 'Hm.', tool_calls: [WIRE_CALL] },
    ],
    [
      'a turn of nothing but calls',
      'moonshot',
      { ...TURN, content: ' \n' },
      { role: 'assistant', reasoning_content: 'Hm.', tool_calls: [WIRE_CALL] },
    ],
    [
      'a turn with empty reasoning',
      'moonshot-cn',
      { ...TURN, reasoning: '' },
      { role: 'assistant', content: 'I look.', reasoning_content: '', tool_calls: [WIRE_CALL] },
    ],
    [
      'a turn without reasoning',
      'moonshot',
      { role: 'assistant', content: 'I look.', toolCalls: [CALL] },
      { role: 'assistant', content: 'I look.', tool_calls: [WIRE_CALL] },
    ],
    [
      'a turn without calls',
      'moonshot',
      { role: 'assistant', content: 'All well.' },
      { role: 'assistant', content: 'All well.' },
    ],
    [
      "reasoning by OpenRouter's name",
      'openrouter',
      TURN,
      { role: 'assistant', content: 'I look.', reasoning: 'Hm.', tool_calls: [WIRE_CALL] },
    ],
    [
      'reasoning where the field is unknown',
      'openai',
      TURN,
      { role: 'assistant', content: 'I look.', tool_calls: [WIRE_CALL] },
    ],
    ['an answer', 'moonshot', RESULT, { role: 'tool', tool_call_id: CALL.id, content: 'Nothing found.' }],
    [
      'calls where there are no tools',
      'custom',
      TURN,
      { role: 'assistant', content: 'I look.\nsearch {"text": "a"}' },
    ],
    ['an answer where there are no tools', 'custom', RESULT, { role: 'user', content: 'Nothing found.' }],
  ])('%s', (_what, provider, message, expected) => {
    expect(wireMessage(message, providerProfile(provider))).toEqual(expected);
  });
});

describe('tools on the wire', () => {
  const tools = [{ name: 'search', description: 'Finds.', parameters: { type: 'object', properties: {} } }];
  const wire = [
    {
      type: 'function',
      function: { name: 'search', description: 'Finds.', parameters: { type: 'object', properties: {} } },
    },
  ];
  it.each<[string, ProviderName, Partial<ModelRequest>, Record<string, unknown>]>([
    ['tools', 'moonshot', { tools }, { tools: wire }],
    ['tools and a choice', 'moonshot', { tools, toolChoice: 'none' }, { tools: wire, tool_choice: 'none' }],
    ['a choice without tools', 'moonshot', { toolChoice: 'none' }, {}],
    ['no tools', 'moonshot', { tools: [], toolChoice: 'auto' }, {}],
    ['tools where none are taken', 'custom', { tools, toolChoice: 'auto' }, {}],
  ])('%s', (_what, provider, changes, expected) => {
    expect(toolFields({ ...REQUEST, ...changes }, providerProfile(provider))).toEqual(expected);
  });
});

import { describe, expect, it } from '@jest/globals';
import { messageTokens } from '../../../src/core/prompt/message-tokens.ts';
import type { Message } from '../../../src/core/prompt/request.ts';

const LONG = 'what is said counts '.repeat(20);
const CALL = { id: 'functions.search:0', name: 'search', arguments: '{"text":"a"}' };
const TOOL = { name: 'search', description: 'Finds.', parameters: { type: 'object' } };

describe('the estimate of a prompt', () => {
  it.each<[string, Message, Message]>([
    ['words', { role: 'user', content: LONG }, { role: 'user', content: '' }],
    [
      'reasoning that is sent back',
      { role: 'assistant', content: '', reasoning: LONG },
      { role: 'assistant', content: '', reasoning: '' },
    ],
    [
      'each call',
      { role: 'assistant', content: '', toolCalls: [CALL, CALL] },
      { role: 'assistant', content: '', toolCalls: [CALL] },
    ],
    [
      'the arguments of a call',
      { role: 'assistant', content: '', toolCalls: [{ ...CALL, arguments: LONG }] },
      { role: 'assistant', content: '', toolCalls: [{ ...CALL, arguments: '' }] },
    ],
    [
      'the answer to a call',
      { role: 'tool', toolCallId: CALL.id, content: LONG },
      { role: 'tool', toolCallId: CALL.id, content: '' },
    ],
  ])('counts %s', (_what, more, less) => {
    expect(messageTokens([more])).toBeGreaterThan(messageTokens([less]));
  });

  it('counts the tools', () => {
    const none = messageTokens([], []);
    expect(none).toBe(0);
    expect(messageTokens([], [TOOL])).toBeGreaterThan(none);
    expect(messageTokens([], [TOOL, TOOL])).toBeGreaterThan(messageTokens([], [TOOL]));
  });
});

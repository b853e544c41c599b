import { estimateTokens } from '../budget/tokens.ts';
import type { Message, ToolSpec } from './request.ts';

/** Estimate of a prompt: the tools, and the messages with the few tokens the chat template puts around each. */
export function messageTokens(messages: readonly Message[], tools: readonly ToolSpec[] = []): number {
  const told =
    tools.length === 0 ? 0 : estimateTokens(JSON.stringify(tools)) + tools.length * TEMPLATE_TOKENS;
  return messages.reduce((sum, message) => sum + tokensOf(message), told);
}

const TEMPLATE_TOKENS = 10;

function tokensOf(message: Message): number {
  const own = estimateTokens(message.content) + TEMPLATE_TOKENS;
  if (message.role === 'tool') return own + estimateTokens(message.toolCallId);
  if (message.role !== 'assistant') return own;
  const { reasoning = '', toolCalls = [] } = message;
  return toolCalls.reduce(
    (sum, call) => sum + estimateTokens(`${call.id} ${call.name} ${call.arguments}`) + TEMPLATE_TOKENS,
    own + estimateTokens(reasoning),
  );
}

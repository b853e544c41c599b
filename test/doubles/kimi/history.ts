import { type ChatMessage, messageTexts } from './body.ts';
import { invalid } from './refusals.ts';

export type HistoryRules = {
  /** Thinking is on, and an assistant turn that called tools must come back with its reasoning. */
  readonly reasoningRequired: boolean;
};

/** Refuses a conversation the API would refuse: blank turns, tool calls and results that do not pair. */
export function checkHistory(messages: readonly ChatMessage[], rules: HistoryRules): void {
  if (messages.length === 0) throw invalid('Invalid request: messages must not be empty');
  for (const [index, message] of messages.entries()) {
    checkContent(message, index);
    checkFields(message, { index, last: index === messages.length - 1 });
    if (rules.reasoningRequired) checkReasoning(message, index);
  }
  checkPairs(messages);
  const last = messages.at(-1);
  if (last?.role === 'system' && messages.length > 1) {
    throw invalid('Invalid request: the last message must not be a system message');
  }
  if (last?.role === 'assistant' && last.partial !== true) {
    throw invalid('Invalid request: the last message must be from the user or a tool, or be partial');
  }
}

function checkContent(message: ChatMessage, index: number): void {
  const texts = messageTexts(message);
  if (Array.isArray(message.content) && texts.some((text) => text.trim() === '')) {
    throw invalid('Invalid request: text content is empty');
  }
  const parts = Array.isArray(message.content)
    ? message.content.length
    : texts.filter((text) => text.trim() !== '').length;
  const callsTools = message.tool_calls !== undefined && message.tool_calls.length > 0;
  if (parts === 0 && !callsTools) {
    throw invalid(
      `Invalid request: the message at position ${index} with role '${message.role}' must not be empty`,
    );
  }
  if (parts === 0 && Array.isArray(message.content)) throw invalid('Invalid request: text content is empty');
}

function checkFields(message: ChatMessage, at: { index: number; last: boolean }): void {
  const { index, last } = at;
  const wrongPlace = (field: string) =>
    invalid(
      `Invalid request: ${field} is not allowed in the message at position ${index} with role '${message.role}'`,
    );
  if (message.role !== 'assistant') {
    if (message.tool_calls !== undefined) throw wrongPlace('tool_calls');
    if (message.reasoning_content !== undefined) throw wrongPlace('reasoning_content');
    if (message.partial !== undefined) throw wrongPlace('partial');
  }
  if (message.role !== 'tool' && message.tool_call_id !== undefined) throw wrongPlace('tool_call_id');
  if (message.partial === true && !last) throw wrongPlace('partial');
  if (message.tool_calls?.length === 0) {
    throw invalid(`Invalid request: tool_calls of the message at position ${index} must not be empty`);
  }
}

/** Empty reasoning is reasoning: only absence is refused. */
function checkReasoning(message: ChatMessage, index: number): void {
  const missing = message.reasoning_content === undefined || message.reasoning_content === null;
  if (message.tool_calls !== undefined && missing) {
    throw invalid(
      `thinking is enabled but reasoning_content is missing in assistant tool call message at index ${index}`,
    );
  }
}

/** Each call has exactly one result, right behind its turn, and no id occurs twice in a request. */
function checkPairs(messages: readonly ChatMessage[]): void {
  const seen = new Set<string>();
  let waiting = new Set<string>();
  for (const message of messages) {
    if (message.role === 'tool') {
      const id = message.tool_call_id ?? '';
      if (!waiting.delete(id)) throw invalid(`Invalid request: tool_call_id ${id} is not found`);
      continue;
    }
    refuseUnanswered(waiting);
    waiting = new Set();
    for (const { id } of message.tool_calls ?? []) {
      if (id.trim() === '') throw invalid('Invalid request: tool call id is empty');
      if (seen.has(id)) throw invalid(`Invalid request: tool call id ${id} is duplicated`);
      seen.add(id);
      waiting.add(id);
    }
  }
  refuseUnanswered(waiting);
}

function refuseUnanswered(waiting: ReadonlySet<string>): void {
  if (waiting.size === 0) return;
  throw invalid(
    `Invalid request: an assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'. The following tool_call_ids did not have response messages: ${[...waiting].join(', ')}`,
  );
}

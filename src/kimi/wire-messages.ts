import type { ProviderProfile } from '../core/model/profile.ts';
import type { Message, ModelRequest, ToolCall } from '../core/prompt/request.ts';

type WireFields = Readonly<Record<string, unknown>>;
type AssistantMessage = Extract<Message, { role: 'assistant' }>;
type ToolMessage = Extract<Message, { role: 'tool' }>;

/** Ids, arguments and reasoning go back letter by letter: what is changed in them makes the model stop early. */
export function wireMessage(message: Message, { accepts }: ProviderProfile): WireFields {
  if (message.role === 'tool') return accepts.tools ? toolMessage(message) : asked(message);
  if (message.role === 'assistant')
    return accepts.tools ? assistantMessage(message, accepts) : asking(message);
  return { role: message.role, content: message.content };
}

/** The tools in their order, and the choice beside them; nothing for a provider that takes none. */
export function toolFields(
  { tools = [], toolChoice }: ModelRequest,
  { accepts }: ProviderProfile,
): WireFields {
  if (tools.length === 0 || !accepts.tools) return {};
  const wireTools = tools.map(({ name, description, parameters }) => ({
    type: 'function',
    function: { name, description, parameters },
  }));
  return { tools: wireTools, ...(toolChoice === undefined ? {} : { tool_choice: toolChoice }) };
}

function toolMessage({ toolCallId, content }: ToolMessage): WireFields {
  return { role: 'tool', tool_call_id: toolCallId, content };
}

function assistantMessage(message: AssistantMessage, accepts: ProviderProfile['accepts']): WireFields {
  const { content, toolCalls = [] } = message;
  const calls = toolCalls.length === 0 ? {} : { tool_calls: toolCalls.map(wireCall) };
  // An empty text beside calls is refused: `text content is empty`.
  const text = toolCalls.length > 0 && content.trim() === '' ? {} : { content };
  return { role: 'assistant', ...text, ...reasoningField(message, accepts), ...calls };
}

function wireCall({ id, name, arguments: written }: ToolCall): WireFields {
  return { id, type: 'function', function: { name, arguments: written } };
}

function reasoningField({ reasoning }: AssistantMessage, accepts: ProviderProfile['accepts']): WireFields {
  if (reasoning === undefined) return {};
  if (accepts.reasoningReplay) return { reasoning_content: reasoning };
  return accepts.reasoningObject ? { reasoning } : {};
}

/** A look-up told in words: a provider without tools refuses the fields, whoever began the conversation. */
function asking({ content, toolCalls = [] }: AssistantMessage): WireFields {
  const calls = toolCalls.map(({ name, arguments: written }) => `${name} ${written}`);
  return { role: 'assistant', content: [content, ...calls].filter((text) => text.trim() !== '').join('\n') };
}

function asked({ content }: ToolMessage): WireFields {
  return { role: 'user', content };
}

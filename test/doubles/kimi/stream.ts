import type { Completion, ToolCallWire } from './completion.ts';
import { takeTokens } from './tokens.ts';

export type Stage = 'role' | 'reasoning' | 'content' | 'tool' | 'finish' | 'usage' | 'done';

/** One SSE event. `tokens` is what it costs to generate, for pacing. */
export type StreamEvent = { readonly stage: Stage; readonly data: string; readonly tokens: number };

const PIECE_TOKENS = 4;
const FINGERPRINT = 'fpv0_680ea77f';

/**
 * The events of a streamed answer in the captured order: role, reasoning (closed by an empty piece), content
 * or tool calls, the finish with usage inside the choice, usage without choices if asked for, `[DONE]`.
 */
export function* streamEvents(
  completion: Completion,
  options: { readonly includeUsage: boolean; readonly pieceTokens?: number },
): Generator<StreamEvent> {
  const pieceTokens = options.pieceTokens ?? PIECE_TOKENS;
  const event = (stage: Stage, delta: unknown, tokens = 0): StreamEvent => ({
    stage,
    data: JSON.stringify(envelope(completion, { index: 0, delta, finish_reason: null })),
    tokens,
  });
  yield event('role', { role: 'assistant', content: '' });
  if (completion.reasoning !== '') {
    for (const text of pieces(completion.reasoning, pieceTokens)) {
      yield event('reasoning', { reasoning_content: text }, pieceTokens);
    }
    yield event('reasoning', { reasoning_content: '' });
  }
  for (const text of pieces(completion.content, pieceTokens))
    yield event('content', { content: text }, pieceTokens);
  for (const [index, call] of completion.toolCalls.entries()) {
    for (const delta of toolDeltas(call, index, pieceTokens))
      yield event('tool', { tool_calls: [delta] }, pieceTokens);
  }
  yield { stage: 'finish', data: finishData(completion), tokens: 0 };
  if (options.includeUsage) yield { stage: 'usage', data: usageData(completion), tokens: 0 };
  yield { stage: 'done', data: '[DONE]', tokens: 0 };
}

/** The same answer in one piece. */
export function wholeAnswer(completion: Completion): string {
  const { id, created, model, content, reasoning, toolCalls, finish, usage } = completion;
  return JSON.stringify({
    id,
    object: 'chat.completion',
    created,
    model,
    choices: [
      {
        index: 0,
        message: {
          role: 'assistant',
          content,
          reasoning_content: reasoning,
          ...(toolCalls.length > 0 ? { tool_calls: toolCalls } : {}),
        },
        finish_reason: finish,
      },
    ],
    usage,
  });
}

function envelope(completion: Completion, choice: unknown): unknown {
  return {
    id: completion.id,
    object: 'chat.completion.chunk',
    created: completion.created,
    model: completion.model,
    choices: [choice],
    system_fingerprint: FINGERPRINT,
  };
}

function finishData(completion: Completion): string {
  const { finish, usage } = completion;
  return JSON.stringify(envelope(completion, { index: 0, delta: {}, finish_reason: finish, usage }));
}

function usageData({ id, created, model, usage }: Completion): string {
  return JSON.stringify({ id, object: 'chat.completion.chunk', created, model, choices: [], usage });
}

/** Id, type and name come once; the arguments follow in pieces. */
function* toolDeltas(call: ToolCallWire, index: number, pieceTokens: number): Generator<unknown> {
  yield { index, id: call.id, type: 'function', function: { name: call.function.name, arguments: '' } };
  for (const text of pieces(call.function.arguments, pieceTokens))
    yield { index, function: { arguments: text } };
}

function* pieces(text: string, pieceTokens: number): Generator<string> {
  let rest = text;
  while (rest !== '') {
    const piece = takeTokens(rest, pieceTokens);
    yield piece;
    rest = rest.slice(piece.length);
  }
}

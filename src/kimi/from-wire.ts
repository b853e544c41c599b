import * as z from 'zod';
import type { Usage } from '../core/cost/usage.ts';
import type { ModelReply } from '../core/prompt/request.ts';
import { addCallPieces, callPiece, type OpenCall } from './tool-calls.ts';

/** An answer as far as it has arrived. */
export type Fold = {
  readonly text: string;
  readonly reasoning: string;
  readonly toolCalls: readonly OpenCall[];
  /** The provider's word, `stop` for instance; null until the answer is finished. */
  readonly finish: string | null;
  readonly usage: Usage | null;
  readonly events: number;
};

export const EMPTY_FOLD: Fold = {
  text: '',
  reasoning: '',
  toolCalls: [],
  finish: null,
  usage: null,
  events: 0,
};

/** What a stream came to. `cut` is not an answer: the proof that it is complete is missing. */
export type Folded =
  | ({ readonly kind: 'complete' } & Pick<
      ModelReply,
      'text' | 'reasoning' | 'toolCalls' | 'finish' | 'finishDetail'
    >)
  | { readonly kind: 'filtered' }
  | { readonly kind: 'cut' };

const text = z.string().nullish().catch(null);
const count = z.number().nonnegative().nullish().catch(null);

const usageShape = z.object({
  prompt_tokens: count,
  completion_tokens: count,
  // Moonshot reports the cached share twice, here and in the details, and leaves both out when it is zero.
  cached_tokens: count,
  prompt_tokens_details: z.object({ cached_tokens: count }).nullish().catch(null),
  completion_tokens_details: z.object({ reasoning_tokens: count }).nullish().catch(null),
});

const choiceShape = z.object({
  index: z.number().nullish(),
  // Kimi's field is `reasoning_content`; OpenRouter calls it `reasoning`.
  delta: z
    .object({
      content: text,
      reasoning_content: text,
      reasoning: text,
      tool_calls: z.array(callPiece).nullish().catch(null),
    })
    .nullish()
    .catch(null),
  finish_reason: text,
  // Moonshot puts usage into the finish event's choice too.
  usage: usageShape.nullish().catch(null),
});

const eventShape = z.object({
  choices: z.array(choiceShape).nullish().catch(null),
  usage: usageShape.nullish().catch(null),
});

/** Adds one stream event. An event of a shape we do not know changes nothing but the count. */
export function foldEvent(fold: Fold, event: unknown): Fold {
  const events = fold.events + 1;
  const parsed = eventShape.safeParse(event);
  if (!parsed.success) return { ...fold, events };
  const choice = parsed.data.choices?.find(({ index }) => (index ?? 0) === 0);
  const usage = parsed.data.usage ?? choice?.usage;
  const delta = choice?.delta;
  return {
    text: fold.text + (delta?.content ?? ''),
    reasoning: fold.reasoning + (delta?.reasoning_content ?? delta?.reasoning ?? ''),
    toolCalls: addCallPieces(fold.toolCalls, delta?.tool_calls ?? []),
    finish: choice?.finish_reason ?? fold.finish,
    usage: usage === null || usage === undefined ? fold.usage : readUsage(usage),
    events,
  };
}

/**
 * Judges a stream that is over. `endedCleanly`: the connection was closed by the server, not torn.
 * The client library hides whether `[DONE]` came, so the finish reason is the proof that the text is whole.
 */
export function finishFold(fold: Fold, endedCleanly: boolean): Folded {
  if (fold.finish === null) return { kind: 'cut' };
  if (fold.usage === null && !endedCleanly) return { kind: 'cut' };
  if (fold.finish === 'content_filter') return { kind: 'filtered' };
  // A call without a name asks for nothing.
  const toolCalls = fold.toolCalls.filter(({ name }) => name !== '').map(({ index: _, ...call }) => call);
  return {
    kind: 'complete',
    text: fold.text,
    reasoning: fold.reasoning,
    toolCalls,
    finish: finishOf(fold.finish, toolCalls.length > 0),
    finishDetail: fold.finish,
  };
}

/** Some hosts say `stop` of a turn that ends with calls; it waits for their answers all the same. */
function finishOf(finish: string, calls: boolean): ModelReply['finish'] {
  if (finish === 'length') return 'length';
  if (finish === 'stop') return calls ? 'tool-calls' : 'stop';
  return finish === 'tool_calls' && calls ? 'tool-calls' : 'other';
}

// For text whose usage report got lost: what was generated is billed all the same.
const CHARACTERS_PER_TOKEN = 3;

/** The reported usage, or an estimate when something was generated and the report never came. */
export function usageOf(fold: Fold, promptTokens: number): Usage {
  if (fold.usage !== null) return fold.usage;
  if (fold.events === 0) return { prompt: 0, cached: 0, completion: 0, reasoning: 0 };
  const reasoning = Math.ceil(fold.reasoning.length / CHARACTERS_PER_TOKEN);
  const called = fold.toolCalls.reduce((sum, call) => sum + call.name.length + call.arguments.length, 0);
  const answer = Math.ceil((fold.text.length + called) / CHARACTERS_PER_TOKEN);
  return { prompt: promptTokens, cached: 0, completion: reasoning + answer, reasoning };
}

function readUsage(usage: z.infer<typeof usageShape>): Usage {
  const prompt = usage.prompt_tokens ?? 0;
  const completion = usage.completion_tokens ?? 0;
  const cached = usage.cached_tokens ?? usage.prompt_tokens_details?.cached_tokens ?? 0;
  const reasoning = usage.completion_tokens_details?.reasoning_tokens ?? 0;
  return { prompt, cached: Math.min(cached, prompt), completion, reasoning: Math.min(reasoning, completion) };
}

import { createHash } from 'node:crypto';
import type { Thinking } from './parameters.ts';
import type { ReplyParts, ScriptedToolCall, ScriptedUsage } from './script.ts';
import { countTokens, takeTokens } from './tokens.ts';

/** What a request allows its answer to be. */
export type Frame = {
  readonly number: number;
  readonly model: string;
  readonly thinking: Thinking;
  readonly outputCap: number;
  readonly stop: readonly string[];
  readonly promptTokens: number;
  readonly cachedTokens: number;
};

export type ToolCallWire = {
  readonly id: string;
  readonly type: 'function';
  readonly function: { readonly name: string; readonly arguments: string };
};

export type UsageWire = {
  readonly prompt_tokens: number;
  readonly completion_tokens: number;
  readonly total_tokens: number;
  readonly cached_tokens?: number;
  readonly completion_tokens_details?: { readonly reasoning_tokens: number };
  readonly prompt_tokens_details?: { readonly cached_tokens: number };
};

/** An answer as the API gives it: cut to the cap, counted. */
export type Completion = {
  readonly id: string;
  readonly created: number;
  readonly model: string;
  readonly reasoning: string;
  readonly content: string;
  readonly toolCalls: readonly ToolCallWire[];
  readonly finish: string;
  readonly usage: UsageWire;
};

const THOUGHT = 'The request is clear. I will answer in the form that was asked for.';
/** End-of-turn marks, counted as output: `OK.` after 50 reasoning tokens was captured as 54. */
const COMPLETION_FRAME_TOKENS = 2;
const ID_HEX = 24;
const CREATED_FIRST = 1_788_439_333;

export function compose(parts: ReplyParts, frame: Frame): Completion {
  const thought = frame.thinking === 'enabled' ? (parts.reasoning ?? THOUGHT) : '';
  const said = untilStop(parts.content ?? '', frame.stop);
  const purse = { left: Math.max(0, frame.outputCap - COMPLETION_FRAME_TOKENS), empty: false };
  const reasoning = spend(purse, thought);
  const content = spend(purse, said);
  const toolCalls: ToolCallWire[] = [];
  for (const [index, call] of (parts.toolCalls ?? []).entries()) {
    if (purse.empty) break;
    toolCalls.push(toWire(call, index, spend(purse, call.arguments)));
  }
  const answer = content + toolCalls.map((call) => call.function.arguments).join('');
  return {
    id: `chatcmpl-${createHash('sha1').update(String(frame.number)).digest('hex').slice(0, ID_HEX)}`,
    created: CREATED_FIRST + frame.number,
    model: frame.model,
    reasoning,
    content,
    toolCalls,
    finish: purse.empty ? 'length' : (parts.finish ?? (toolCalls.length > 0 ? 'tool_calls' : 'stop')),
    usage: countUsage(frame, { reasoning, answer }, parts.usage ?? {}),
  };
}

type Purse = { left: number; empty: boolean };

/** Takes what the cap still pays for. Reasoning is bought first: a small cap leaves no answer. */
function spend(purse: Purse, text: string): string {
  const tokens = countTokens(text);
  if (!purse.empty && tokens <= purse.left) {
    purse.left -= tokens;
    return text;
  }
  const taken = purse.empty ? '' : takeTokens(text, purse.left);
  purse.empty = true;
  purse.left = 0;
  return taken;
}

function untilStop(content: string, stop: readonly string[]): string {
  const ends = stop.map((word) => content.indexOf(word)).filter((index) => index >= 0);
  return ends.length === 0 ? content : content.slice(0, Math.min(...ends));
}

function toWire(call: ScriptedToolCall, index: number, written: string): ToolCallWire {
  return {
    id: call.id ?? `functions.${call.name}:${index}`,
    type: 'function',
    function: { name: call.name, arguments: written },
  };
}

/** Counts that are zero are left out, as captured. */
function countUsage(
  frame: Frame,
  texts: { reasoning: string; answer: string },
  scripted: ScriptedUsage,
): UsageWire {
  const reasoning = scripted.reasoning ?? countTokens(texts.reasoning);
  const counted = countTokens(texts.reasoning) + countTokens(texts.answer) + COMPLETION_FRAME_TOKENS;
  const completion = scripted.completion ?? Math.min(frame.outputCap, counted);
  const prompt = scripted.prompt ?? frame.promptTokens;
  const cached = scripted.cached ?? frame.cachedTokens;
  return {
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: prompt + completion,
    ...(cached > 0 ? { cached_tokens: cached } : {}),
    ...(reasoning > 0 ? { completion_tokens_details: { reasoning_tokens: reasoning } } : {}),
    ...(cached > 0 ? { prompt_tokens_details: { cached_tokens: cached } } : {}),
  };
}

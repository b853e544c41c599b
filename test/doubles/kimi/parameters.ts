import { z } from 'zod';
import { type ChatBody, readAs } from './body.ts';
import type { ModelFacts } from './models.ts';
import { invalid } from './refusals.ts';

export type Thinking = 'enabled' | 'disabled';

/** What the parameters of a request come to. */
export type Parameters = {
  readonly thinking: Thinking;
  /** `keep: "all"`: reasoning of earlier turns stays in the context. */
  readonly keepReasoning: boolean;
  /** Tokens for reasoning and answer together. */
  readonly outputCap: number;
};

const thinkingField = z.strictObject({
  type: z.enum(['enabled', 'disabled']),
  keep: z.literal('all').nullable().optional(),
});

const TEMPERATURE_NON_THINKING = 0.6;
const TOP_P = 0.95;

export function readParameters(body: ChatBody, model: ModelFacts): Parameters {
  const { thinking, keepReasoning } = readThinking(body, model);
  checkPinned(body, thinking);
  checkToolChoice(body, { thinking, model });
  if (body.stream_options !== undefined && body.stream !== true) {
    throw invalid('Invalid request: stream_options is only allowed when stream is enabled');
  }
  return {
    thinking,
    keepReasoning,
    outputCap: body.max_completion_tokens ?? body.max_tokens ?? model.outputDefault,
  };
}

function readThinking(body: ChatBody, model: ModelFacts): Omit<Parameters, 'outputCap'> {
  if (body.thinking === undefined) {
    return { thinking: 'enabled', keepReasoning: model.thinking !== 'toggle' };
  }
  if (body.reasoning_effort !== undefined && model.thinking !== 'effort') {
    throw invalid("cannot specify both 'thinking' and 'reasoning_effort'");
  }
  const { type, keep } = readAs(thinkingField, body.thinking, 'invalid thinking');
  if (type === 'disabled' && model.thinking === 'always') {
    throw invalid('invalid thinking: only type=enabled is allowed for this model');
  }
  return { thinking: type, keepReasoning: keep === 'all' || model.thinking !== 'toggle' };
}

/** Sampling is pinned; leaving a field out is fine, any other explicit value (null too) is refused. */
function checkPinned(body: ChatBody, thinking: Thinking): void {
  const pins: readonly (readonly [string, unknown, number])[] = [
    ['temperature', body.temperature, thinking === 'enabled' ? 1 : TEMPERATURE_NON_THINKING],
    ['top_p', body.top_p, TOP_P],
    ['n', body.n, 1],
    ['presence_penalty', body.presence_penalty, 0],
    ['frequency_penalty', body.frequency_penalty, 0],
  ];
  for (const [name, value, allowed] of pins) {
    if (value !== undefined && value !== allowed) {
      throw invalid(`invalid ${name}: only ${allowed} is allowed for this model`);
    }
  }
  if (body.logprobs === true) throw invalid('invalid logprobs: only false is allowed for this model');
  if (body.top_logprobs !== undefined) {
    throw invalid('Invalid request: logprobs must be set to true if top_logprobs is used');
  }
}

const namedTools = z.array(z.looseObject({ function: z.looseObject({ name: z.string() }) }));
const namedChoice = z.strictObject({
  type: z.literal('function'),
  function: z.strictObject({ name: z.string() }),
});

/** `required` is refused with thinking off too: the parameter table calls it unsupported on K2.x. */
function checkToolChoice(
  body: ChatBody,
  { thinking, model }: { thinking: Thinking; model: ModelFacts },
): void {
  const choice = body.tool_choice;
  if (choice === undefined) return;
  if (body.tools === undefined) {
    throw invalid('Invalid request: tool_choice is only allowed when tools are specified');
  }
  if (choice === 'auto' || choice === 'none') return;
  if (choice === 'required') {
    if (model.thinking === 'effort') return;
    if (thinking === 'enabled') throw invalid("tool_choice 'required' is incompatible with thinking enabled");
    throw invalid("tool_choice 'required' is not supported for this model");
  }
  if (typeof choice === 'string') throw invalid(`Invalid request: invalid tool_choice '${choice}'`);
  const { name } = readAs(namedChoice, choice, 'Invalid request: tool_choice').function;
  if (thinking === 'enabled') throw invalid("tool_choice 'specified' is incompatible with thinking enabled");
  const tools = readAs(namedTools, body.tools, 'Invalid request: tools');
  if (!tools.some((tool) => tool.function.name === name)) {
    throw invalid(`Invalid request: tool_choice names the unknown function ${name}`);
  }
}

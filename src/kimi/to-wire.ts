import type { ModelProfile, ProviderProfile } from '../core/model/profile.ts';
import type { ModelRequest } from '../core/prompt/request.ts';
import { toolFields, wireMessage } from './wire-messages.ts';

/** The body of `POST /chat/completions`. */
export type WireBody = Readonly<Record<string, unknown>>;

/** Whom a request is addressed to. */
export type Address = {
  readonly provider: ProviderProfile;
  readonly profile: ModelProfile;
  readonly extraBody: Readonly<Record<string, unknown>>;
};

// Prompt and cap together may not exceed the window, and the prompt is an estimate: Kimi's own client keeps
// the same distance.
const WINDOW_MARGIN_TOKENS = 1_024;
// When the estimate leaves no room the server decides: estimates err on the high side.
const OUTPUT_TOKENS_MIN = 1_024;

/**
 * No temperature, top_p, n or penalties: K2.6 pins them and answers any other value with 400.
 * `extraBody` is merged last, so that it can name options newer than this release; only streaming is not up
 * for choice, because the answer is read as a stream.
 */
export function toWire(request: ModelRequest, { provider, profile, extraBody }: Address): WireBody {
  return {
    model: wireModel(provider, profile.id),
    messages: request.messages.map((message) => wireMessage(message, provider)),
    ...toolFields(request, provider),
    max_completion_tokens: outputCap(request, profile),
    ...thinkingFields(request, provider, profile),
    ...(provider.accepts.promptCacheKey ? { prompt_cache_key: request.cacheKey } : {}),
    ...extraBody,
    stream: true,
    stream_options: { include_usage: true },
  };
}

/** What a request is charged at admission: Moonshot counts prompt and whole cap against TPM. */
export function admissionCharge(request: ModelRequest, address: Address): number {
  const { max_completion_tokens: named, max_tokens: old } = address.extraBody;
  const asked = [named, old].find((value) => typeof value === 'number');
  return request.promptTokens + (asked ?? outputCap(request, address.profile));
}

/** Whether a counted prompt leaves room for any answer at all. */
export function fitsWindow(promptTokens: number, { contextWindow }: ModelProfile): boolean {
  return promptTokens + OUTPUT_TOKENS_MIN <= contextWindow;
}

/** The provider's own name for a model of ours. */
export function wireModel({ modelIds }: ProviderProfile, id: string): string {
  return Object.hasOwn(modelIds, id) ? (modelIds[id] ?? id) : id;
}

function outputCap(request: ModelRequest, profile: ModelProfile): number {
  const room = profile.contextWindow - request.promptTokens - WINDOW_MARGIN_TOKENS;
  return Math.max(OUTPUT_TOKENS_MIN, Math.min(request.outputTokensMax, profile.outputMax, room));
}

/** Said explicitly wherever it can be said: K2.6 without the field was reported to stall. */
function thinkingFields(
  request: ModelRequest,
  { accepts }: ProviderProfile,
  profile: ModelProfile,
): WireBody {
  const on = request.thinking === 'enabled';
  switch (profile.thinking) {
    case 'toggle':
      if (accepts.thinkingField) return { thinking: { type: request.thinking } };
      if (accepts.enableThinking) return { enable_thinking: on };
      if (accepts.reasoningObject) return { reasoning: { enabled: on } };
      return {};
    case 'always':
      return accepts.thinkingField ? { thinking: { type: 'enabled' } } : {};
    case 'effort':
      // The words every effort model knows; never beside `thinking`, which is a 400.
      return { reasoning_effort: on ? 'high' : 'low' };
    case 'none':
      return {};
  }
}

import type { ModelProfile } from '../model/profile.ts';
import type { Settings } from '../settings/settings.ts';
import type { TokenBudget } from './context-pack.ts';

/** Kimi's own default cap on reasoning and answer together; reviews with whole files need most of it. */
const OUTPUT_TOKENS = 32_768;
/** Models with a small window keep most of it for the prompt. */
const OUTPUT_SHARE_MAX = 0.25;
/** The estimate is one, and the chat template adds a few tokens of its own. */
const MARGIN_SHARE = 1 / 64;
const MARGIN_TOKENS_MIN = 1_024;
/** The change comes first: the rest of the repository never takes more than half of the prompt. */
const CONTEXT_SHARE_MAX = 0.5;

/** Divides the window of a model. The shares sum to the window. */
export function tokenBudget(profile: ModelProfile, settings: Settings): TokenBudget {
  const window = profile.contextWindow;
  const output = Math.min(OUTPUT_TOKENS, profile.outputMax, Math.floor(window * OUTPUT_SHARE_MAX));
  const margin = Math.max(MARGIN_TOKENS_MIN, Math.floor(window * MARGIN_SHARE));
  const prompt = Math.max(0, window - output - margin);
  const context = Math.min(settings.limits.contextTokens, Math.floor(prompt * CONTEXT_SHARE_MAX));
  return { window, output, margin, context, change: window - output - margin - context };
}

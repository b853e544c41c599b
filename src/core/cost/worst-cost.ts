import type { ModelProfile } from '../model/profile.ts';
import type { ModelRequest } from '../prompt/request.ts';
import { costOf } from './cost.ts';
import { NO_USAGE } from './usage.ts';

/** The most one request can cost in dollars: nothing cached, the whole output cap written. 0 without a price. */
export function worstCostUsd(request: ModelRequest, profile: ModelProfile): number {
  const usage = { ...NO_USAGE, prompt: request.promptTokens, completion: request.outputTokensMax };
  return costOf(usage, profile).usd ?? 0;
}

import type { ModelProfile } from '../model/profile.ts';
import type { Answer, ModelRequest } from '../prompt/request.ts';
import { costOf } from './cost.ts';
import { NO_USAGE } from './usage.ts';

/** The models that may answer: the one asked and, when there is one, its fallback. */
export type Priced = { readonly profile: ModelProfile; readonly fallback: ModelProfile | null };

/**
 * The most one request can cost in dollars: nothing cached, the whole output cap written, by the dearer of the
 * models that may answer. Of a model without a price nothing is known, and it counts as 0.
 */
export function worstCostUsd(request: ModelRequest, { profile, fallback }: Priced): number {
  const usage = { ...NO_USAGE, prompt: request.promptTokens, completion: request.outputTokensMax };
  const candidates = fallback === null ? [profile] : [profile, fallback];
  return Math.max(...candidates.map((candidate) => costOf(usage, candidate).usd ?? 0));
}

/** What an answer cost, by the prices of whoever gave it; null when those are not known. */
export function answerCostUsd(answer: Answer, { profile, fallback }: Priced): number | null {
  const answered = fallback !== null && answer.calls.model === fallback.id ? fallback : profile;
  return costOf(answer.usage, answered).usd;
}

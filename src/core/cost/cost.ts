import type { ModelProfile } from '../model/profile.ts';
import type { Usage } from './usage.ts';

/** What a run cost. `usd` is null when the model's price is unknown; it is never shown as zero then. */
export type CostReport = {
  readonly usage: Usage;
  readonly usd: number | null;
  /** Day of the price table, null without a price. */
  readonly pricesAsOf: string | null;
  /** Share of prompt tokens served from the provider's prefix cache, 0–1. */
  readonly cachedShare: number;
};

const TOKENS_PER_PRICE = 1_000_000;

/** Cached tokens are part of `prompt` and are charged once, at the cached price. */
export function costOf(usage: Usage, profile: ModelProfile): CostReport {
  const { prices } = profile;
  const fresh = usage.prompt - usage.cached;
  const usd =
    prices === null
      ? null
      : (fresh * prices.prompt + usage.cached * prices.cachedPrompt + usage.completion * prices.completion) /
        TOKENS_PER_PRICE;
  return {
    usage,
    usd,
    pricesAsOf: prices === null ? null : prices.asOf,
    cachedShare: usage.prompt === 0 ? 0 : usage.cached / usage.prompt,
  };
}

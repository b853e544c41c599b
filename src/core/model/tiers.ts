/** What the Open Platform allows an account at once and per minute, by how much it was topped up in all. */
export type Tier = {
  readonly tier: number;
  readonly toppedUpUsd: number;
  readonly concurrency: number;
  readonly requestsPerMinute: number;
  readonly tokensPerMinute: number;
};

/** The day the table was read. It moved twice in 2026: good for a hint, never for a limit of ours. */
export const TIERS_AS_OF = '2026-09-23';

export const TIERS: readonly Tier[] = [
  { tier: 0, toppedUpUsd: 1, concurrency: 1, requestsPerMinute: 3, tokensPerMinute: 500_000 },
  { tier: 1, toppedUpUsd: 10, concurrency: 15, requestsPerMinute: 100, tokensPerMinute: 2_000_000 },
  { tier: 2, toppedUpUsd: 20, concurrency: 40, requestsPerMinute: 100, tokensPerMinute: 3_000_000 },
  { tier: 3, toppedUpUsd: 100, concurrency: 50, requestsPerMinute: 200, tokensPerMinute: 3_000_000 },
  { tier: 4, toppedUpUsd: 1_000, concurrency: 60, requestsPerMinute: 200, tokensPerMinute: 4_000_000 },
  { tier: 5, toppedUpUsd: 3_000, concurrency: 100, requestsPerMinute: 300, tokensPerMinute: 5_000_000 },
];

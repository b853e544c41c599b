import type { ContextPack } from '../budget/context-pack.ts';
import { costOf } from '../cost/cost.ts';
import { NO_USAGE } from '../cost/usage.ts';
import type { Diff } from '../diff/diff.ts';
import type { ModelRequest } from '../prompt/request.ts';
import { type Brief, reviewRequest } from '../prompt/review-prompt.ts';
import { chooseThinking } from '../prompt/thinking.ts';
import type { Scope } from '../scope/scope.ts';

/** What a review would send, before anything is sent. Every hunk is in a pack, excluded or unread. */
export type PackView = {
  readonly brief: Brief;
  readonly diff: Diff;
  readonly scope: Scope;
  readonly packs: readonly PackedRequest[];
  readonly cost: CostRange | null;
  readonly notes: readonly string[];
};

export type PackedRequest = {
  readonly pack: ContextPack;
  readonly request: ModelRequest;
  readonly thinkingReason: string;
};

/** Dollars, without retries and with nothing cached. */
export type CostRange = { readonly lowUsd: number; readonly highUsd: number; readonly pricesAsOf: string };

/** What a review that finds little writes about one pack. */
const SMALL_ANSWER_TOKENS = 1_000;

export function packView(material: {
  readonly brief: Brief;
  readonly diff: Diff;
  readonly scope: Scope;
  readonly packs: readonly ContextPack[];
  readonly notes: readonly string[];
}): PackView {
  const { brief, packs } = material;
  const requests = packs.map((pack) => ({
    pack,
    request: reviewRequest(pack, brief),
    thinkingReason: chooseThinking(pack, brief.settings, brief.profile).reason,
  }));
  return { ...material, packs: requests, cost: costRange(requests, brief) };
}

/** Null when no price is known. */
function costRange(requests: readonly PackedRequest[], { profile }: Brief): CostRange | null {
  const { prices } = profile;
  if (prices === null) return null;
  const sum = (completionOf: (request: ModelRequest) => number): number =>
    requests.reduce((total, { request }) => {
      const usage = { ...NO_USAGE, prompt: request.promptTokens, completion: completionOf(request) };
      return total + (costOf(usage, profile).usd ?? 0);
    }, 0);
  return {
    lowUsd: sum(({ outputTokensMax }) => Math.min(SMALL_ANSWER_TOKENS, outputTokensMax)),
    highUsd: sum(({ outputTokensMax }) => outputTokensMax),
    pricesAsOf: prices.asOf,
  };
}

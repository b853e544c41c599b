import type { ContextPack } from '../budget/context-pack.ts';
import { costOf } from '../cost/cost.ts';
import { NO_USAGE, type Usage } from '../cost/usage.ts';
import type { Diff } from '../diff/diff.ts';
import { readersOf } from '../prompt/readers.ts';
import type { ModelRequest } from '../prompt/request.ts';
import { type Brief, reviewRequest, wordsAbout } from '../prompt/review-prompt.ts';
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
  /** The one by whoever reads all of it; the others differ in their last section. */
  readonly request: ModelRequest;
  /** Who reads it, each with a request of their own. */
  readonly readers: readonly string[];
  readonly thinkingReason: string;
};

/** Dollars for the readers, without retries and without the checks of what they find. */
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
  const question = { effort: brief.effort.effort, words: wordsAbout(brief) };
  const requests = packs.map((pack) => ({
    pack,
    request: reviewRequest(pack, brief),
    readers: readersOf(pack, question).map(({ name }) => name),
    thinkingReason: chooseThinking(pack, brief.settings, brief.profile).reason,
  }));
  return { ...material, packs: requests, cost: costRange(requests, brief) };
}

/**
 * Null when no price is known. At the low end readers write little and find in the cache what the first one of
 * their pack has paid for; at the high end they write all they may and nothing is cached.
 */
function costRange(requests: readonly PackedRequest[], { profile }: Brief): CostRange | null {
  const { prices } = profile;
  if (prices === null) return null;
  const usd = (usage: Partial<Usage>): number => costOf({ ...NO_USAGE, ...usage }, profile).usd ?? 0;
  const low = requests.reduce((total, { request, readers }) => {
    const { promptTokens: prompt, outputTokensMax, prefix } = request;
    const completion = Math.min(SMALL_ANSWER_TOKENS, outputTokensMax);
    const cached = Math.min(prompt, prefix?.tokens ?? 0);
    return total + usd({ prompt, completion }) + (readers.length - 1) * usd({ prompt, cached, completion });
  }, 0);
  const high = requests.reduce((total, { request, readers }) => {
    const { promptTokens: prompt, outputTokensMax: completion } = request;
    return total + readers.length * usd({ prompt, completion });
  }, 0);
  return { lowUsd: low, highUsd: high, pricesAsOf: prices.asOf };
}

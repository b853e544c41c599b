import type { CallAccount } from '../prompt/request.ts';
import type { Review } from '../review/review.ts';
import type { Words } from '../words/en.ts';
import { inlineCode } from './code-block.ts';
import { reasonText } from './reason-text.ts';
import { dollars, duration, grouped } from './words.ts';

const PERCENT = 100;
const SHORT_SHA = 7;

/** One line: which model, how it thought, tokens, money, time, and what was waited for. */
export function costLine(review: Review, words: Words): string {
  const { cost, pull } = review;
  const { prompt, cached, completion, reasoning } = cost.usage;
  const shown = (tokens: number): string => grouped(tokens, words);
  const share = Math.round(cost.cachedShare * PERCENT);
  return [
    modelPart(review, words),
    thinkingPart(review, words),
    words.cost.prompt(shown(prompt), shown(cached), `${share}`),
    words.cost.completion(shown(completion), shown(reasoning)),
    cost.usd === null
      ? words.cost.unknown
      : words.cost.prices(dollars(cost.usd), cost.pricesAsOf ?? 'an unknown day'),
    duration(review.finishedAt - review.startedAt),
    requestsPart(review, words),
    words.cost.commit(inlineCode(pull.head.sha.slice(0, SHORT_SHA))),
  ].join(' · ');
}

/** How often the packs were read with and without thinking: `enabled`, `disabled` or `mixed`. */
export function thinkingOf(review: Review): 'enabled' | 'disabled' | 'mixed' | 'none' {
  const kinds = new Set(review.packs.map(({ thinking }) => thinking));
  if (kinds.size > 1) return 'mixed';
  return [...kinds][0] ?? 'none';
}

function modelPart(review: Review, words: Words): string {
  const answered = new Set(callsOf(review).map(({ model }) => model));
  answered.delete(review.model);
  const others = [...answered].filter((model) => model !== '').map(inlineCode);
  return `${inlineCode(review.model)}${others.length === 0 ? '' : words.cost.alsoAnswered(others.join(', '))}`;
}

function thinkingPart(review: Review, words: Words): string {
  const thought = review.packs.filter(({ thinking }) => thinking === 'enabled').length;
  const kind = thinkingOf(review);
  if (kind === 'none') return words.cost.nothingAsked;
  if (kind === 'mixed') return words.cost.thinkingFor(`${thought}`, requestsOf(review.packs.length, words));
  const reasons = [...new Set(review.packs.map(({ thinkingReason }) => reasonText(thinkingReason, words)))];
  const reason = `${reasons[0]}${reasons.length > 1 ? ', …' : ''}`;
  return kind === 'enabled' ? words.cost.thinkingOn(reason) : words.cost.thinkingOff(reason);
}

function requestsPart(review: Review, words: Words): string {
  const calls = callsOf(review);
  const requests = calls.reduce((sum, call) => sum + call.requests, 0);
  const refusals = calls.flatMap((call) => call.refusals);
  if (refusals.length === 0) return requestsOf(requests, words);
  const kinds = [...Map.groupBy(refusals, (code) => code)].map(([code, all]) => `${code} ${all.length}×`);
  return `${words.cost.inVain(requestsOf(requests, words), `${refusals.length}`)} (${kinds.join(', ')})`;
}

function requestsOf(count: number, words: Words): string {
  return words.requests(count, grouped(count, words));
}

function callsOf({ packs, looks, checks }: Review): CallAccount[] {
  return [...packs, ...looks, ...checks].flatMap(({ calls }) => calls);
}

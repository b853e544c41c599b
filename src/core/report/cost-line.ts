import type { CallAccount } from '../prompt/request.ts';
import type { Review } from '../review/review.ts';
import { inlineCode } from './code-block.ts';
import { sanitizeSentence } from './sanitize.ts';
import { countOf, dollars, duration, grouped } from './words.ts';

const PERCENT = 100;
const SHORT_SHA = 7;

/** One line: which model, how it thought, tokens, money, time, and what was waited for. */
export function costLine(review: Review): string {
  const { cost, pull } = review;
  const { prompt, cached, completion, reasoning } = cost.usage;
  const share = Math.round(cost.cachedShare * PERCENT);
  return [
    modelPart(review),
    thinkingPart(review),
    `${grouped(prompt)} prompt tokens (${grouped(cached)} cached, ${share} %)`,
    `${grouped(completion)} completion tokens (${grouped(reasoning)} reasoning)`,
    cost.usd === null
      ? 'cost unknown: no price for this model'
      : `${dollars(cost.usd)} at prices of ${cost.pricesAsOf ?? 'an unknown day'}`,
    duration(review.finishedAt - review.startedAt),
    requestsPart(review),
    `commit \`${pull.head.sha.slice(0, SHORT_SHA)}\``,
  ].join(' · ');
}

/** How often the packs were read with and without thinking: `enabled`, `disabled` or `mixed`. */
export function thinkingOf(review: Review): 'enabled' | 'disabled' | 'mixed' | 'none' {
  const kinds = new Set(review.packs.map(({ thinking }) => thinking));
  if (kinds.size > 1) return 'mixed';
  return [...kinds][0] ?? 'none';
}

function modelPart(review: Review): string {
  const answered = new Set(callsOf(review).map(({ model }) => model));
  answered.delete(review.model);
  const others = [...answered].filter((model) => model !== '').map(inlineCode);
  return `${inlineCode(review.model)}${others.length === 0 ? '' : ` (also answered: ${others.join(', ')})`}`;
}

function thinkingPart(review: Review): string {
  const thought = review.packs.filter(({ thinking }) => thinking === 'enabled').length;
  const kind = thinkingOf(review);
  if (kind === 'none') return 'nothing was asked';
  if (kind === 'mixed') return `thinking on for ${thought} of ${countOf(review.packs.length, 'request')}`;
  const reasons = [...new Set(review.packs.map(({ thinkingReason }) => sanitizeSentence(thinkingReason)))];
  return `thinking ${kind === 'enabled' ? 'on' : 'off'} (${reasons[0]}${reasons.length > 1 ? ', …' : ''})`;
}

function requestsPart(review: Review): string {
  const calls = callsOf(review);
  const requests = calls.reduce((sum, call) => sum + call.requests, 0);
  const refusals = calls.flatMap((call) => call.refusals);
  if (refusals.length === 0) return countOf(requests, 'request');
  const kinds = [...Map.groupBy(refusals, (code) => code)].map(([code, all]) => `${code} ${all.length}×`);
  return `${countOf(requests, 'request')}, ${refusals.length} of them in vain (${kinds.join(', ')})`;
}

function callsOf({ packs, looks, checks }: Review): CallAccount[] {
  return [...packs, ...looks, ...checks].flatMap(({ calls }) => calls);
}

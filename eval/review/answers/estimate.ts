import { ESTIMATE_SAFETY, estimateTokens } from '../../../src/core/budget/tokens.ts';
import type { Usage } from '../../../src/core/cost/usage.ts';
import { PrefixCache, prefixBlocks } from '../../../test/doubles/kimi/prefix-cache.ts';
import type { Given } from './given.ts';
import { type Sent, stable } from './question.ts';

/** Tokens the chat template puts around each message. */
const TEMPLATE_TOKENS = 10;

/** Reckons tokens of answers no provider reported them for. One for each pull request that is reviewed. */
export type Meter = {
  /** `warm`: the request says which prefix it shares, so that one of those goes first and the others find it. */
  measure(sent: Sent, given: Given, warm: boolean): Usage;
};

/**
 * Prompt and answer by the product's own estimate without its factor of safety; what is served from the prefix
 * cache as the double of Kimi reckons it, from an empty cache. Reasoning nobody has seen counts as nothing.
 */
export function openMeter(): Meter {
  const cache = new PrefixCache();
  return {
    measure: (sent, given, warm) => {
      const texts = sent.messages.map((message) => `${message.role}\n${message.content}${callsOf(message)}`);
      const tools = sent.tools === undefined ? '' : stable(sent.tools);
      const prompt = texts.reduce((sum, text) => sum + tokensOf(text) + TEMPLATE_TOKENS, 0) + tokensOf(tools);
      const blocks = prefixBlocks(sent.thinking, [tools, ...texts].join('\n'));
      const cached = Math.min(prompt, cache.cachedTokens(blocks));
      // What else is sent at once does not help each other: the cache learns when the answer begins.
      if (warm) cache.store(blocks);
      else setImmediate(() => cache.store(blocks));
      const written = given.text + (given.calls === undefined ? '' : stable(given.calls));
      return { prompt, cached, completion: tokensOf(written), reasoning: 0 };
    },
  };
}

function callsOf({ toolCalls }: Sent['messages'][number]): string {
  return toolCalls === undefined ? '' : stable(toolCalls);
}

function tokensOf(text: string): number {
  return Math.round(estimateTokens(text) / ESTIMATE_SAFETY);
}

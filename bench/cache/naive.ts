import { z } from 'zod';
import type { RecordedCall } from '../../test/doubles/kimi/options.ts';
import { PrefixCache, prefixBlocks } from '../../test/doubles/kimi/prefix-cache.ts';
import { countTokens } from '../../test/doubles/kimi/tokens.ts';

const BODY = z.object({ messages: z.array(z.object({ role: z.string(), content: z.string() })) });

/** What changes most stands first, as in a prompt that was written without a thought of the cache. */
const NAIVE_ORDER = ['# Your task', '# Pull request', '# Changes to review', '# Changed files'];

export type Served = { readonly prompt: number; readonly cached: number };

/** The same calls with the same parts in naive order, against a cache of the same kind that starts empty. */
export function naiveServed(calls: readonly RecordedCall[]): Served[] {
  const cache = new PrefixCache();
  return calls.map((call) => {
    const prompt = BODY.parse(call.body)
      .messages.map(({ content }) => reordered(content))
      .join('');
    const blocks = prefixBlocks(call.thinking ?? '', prompt);
    const tokens = countTokens(prompt);
    const cached = Math.min(cache.cachedTokens(blocks), tokens);
    cache.store(blocks);
    return { prompt: tokens, cached };
  });
}

function reordered(content: string): string {
  const sections = content.split(/\n\n(?=# [A-Z])/);
  const rank = (section: string): number => {
    const place = NAIVE_ORDER.findIndex((title) => section.startsWith(title));
    return place < 0 ? NAIVE_ORDER.length : place;
  };
  return sections.toSorted((a, b) => rank(a) - rank(b)).join('\n\n');
}

/** What a failure says about the account, as opposed to about one request. */
export type Signal =
  | { readonly kind: 'none' }
  /** Too many at once; `limit` when the text told the number. */
  | { readonly kind: 'concurrency'; readonly limit: number | null }
  | { readonly kind: 'requests'; readonly perMinute: number | null }
  | { readonly kind: 'tokens'; readonly perMinute: number | null }
  | { readonly kind: 'overload' }
  /** Key, plan, balance or day: nothing will be answered any more. */
  | { readonly kind: 'closed' };

export type Limit =
  | { readonly kind: 'day' }
  | { readonly kind: 'rate'; readonly words: string; readonly signal: Signal };

const DAY = /\b[TR]PD\b|per day|daily/i;
const TOKENS = /\bTPM\b|tokens per min/i;
const REQUESTS = /\bRPM\b|requests per min/i;
// Moonshot: `max organization concurrency: 15`, `organization max RPM: 3`,
// `TPM rate limit, current: 520000, limit: 500000`; project-level forms exist beside them.
const NUMBER = /(?:concurrency|RPM|TPM|limit):?\s*(\d[\d,]*)/gi;

/** Which limit a 429 names, and its number when the text gives one. */
export function readLimit(text: string): Limit {
  if (DAY.test(text)) return { kind: 'day' };
  const number = lastNumber(text);
  const shown = number === null ? '' : ` of ${number}`;
  if (TOKENS.test(text)) {
    const signal = { kind: 'tokens', perMinute: number } as const;
    return { kind: 'rate', words: `tokens per minute${shown}`, signal };
  }
  if (REQUESTS.test(text)) {
    const signal = { kind: 'requests', perMinute: number } as const;
    return { kind: 'rate', words: `requests per minute${shown}`, signal };
  }
  const named = /concurren/i.test(text);
  const words = named ? `requests at once${shown}` : 'too many requests';
  // A 429 without a reason is taken for crowding: fewer at once helps against every other kind as well.
  return { kind: 'rate', words, signal: { kind: 'concurrency', limit: named ? number : null } };
}

const MS_PER_SECOND = 1_000;
const MS_PER_MINUTE = 60_000;
// "Try again after 0 seconds" is common, and a slot held by a long answer is not free that soon.
const WAIT_FLOOR_MS = 1_000;
const WAIT_CEILING_MS = 60_000;

/** How long we are told to wait, by header or by text, within sane bounds. */
export function retryAfterMs(refusal: { readonly retryAfter: string | null; readonly text: string }): number {
  const told = headerMs(refusal.retryAfter) ?? textMs(refusal.text) ?? 0;
  return Math.min(WAIT_CEILING_MS, Math.max(WAIT_FLOOR_MS, told));
}

// Whole seconds in every capture; the date form of the standard was never seen and would need a clock.
function headerMs(header: string | null): number | null {
  if (header === null || !/^\s*\d+(\.\d+)?\s*$/.test(header)) return null;
  return Number(header) * MS_PER_SECOND;
}

function textMs(text: string): number | null {
  const found = /(?:after|in) (\d+(?:\.\d+)?) ?(ms|milliseconds?|s|sec|seconds?|m|min|minutes?)\b/i.exec(
    text,
  );
  if (found === null) return null;
  const [, amount, unit = 's'] = found;
  if (/^m(s|illi)/i.test(unit)) return Number(amount);
  return Number(amount) * (/^m/i.test(unit) ? MS_PER_MINUTE : MS_PER_SECOND);
}

function lastNumber(text: string): number | null {
  const digits = [...text.matchAll(NUMBER)].at(-1)?.[1];
  const number = digits === undefined ? 0 : Number(digits.replaceAll(',', ''));
  return number > 0 && Number.isSafeInteger(number) ? number : null;
}

import { remedyFor } from '../errors.ts';
import type { Circumstances, Refusal, Verdict } from './breakdown.ts';
import { diagnose, keyTrouble } from './diagnosis.ts';
import { readLimit, retryAfterMs } from './limits.ts';
import { redact } from './redact.ts';

const BAD_REQUEST = 400;
const UNAUTHORIZED = 401;
const PAYMENT_REQUIRED = 402;
const FORBIDDEN = 403;
const NOT_FOUND = 404;
const REQUEST_TIMEOUT = 408;
const CONFLICT = 409;
const TOO_LARGE = 413;
const TOO_MANY_REQUESTS = 429;
const SERVER_ERROR_FIRST = 500;
const BAD_GATEWAY = 502;
const UNAVAILABLE = 503;
// Anthropic's own number for "overloaded".
const OVERLOADED = 529;

// Types stand before texts, and texts before status codes: Kimi Code's 403 and 429 have changed places, and
// an error inside a stream has no status at all.
const QUOTA_TYPES = ['exceeded_current_quota_error', 'insufficient_quota', 'billing_error'];
const QUOTA_WORDS =
  /insufficient (?:balance|credit|quota|funds)|exceeded your current quota|billing[- ]cycle|(?:monthly|weekly|period|usage) (?:quota|limit)|arrears|recharge|5[- ]hour/i;
const OVERLOAD_TYPES = ['engine_overloaded_error', 'overloaded_error', 'server_unavailable'];
const RATE_TYPES = ['rate_limit_reached_error', 'rate_limit_error', 'rate_limit_exceeded'];
const SERVER_TYPES = ['server_error', 'unexpected_output', 'api_error', 'internal_error'];
const FILTER_TYPES = ['content_filter', 'data_inspection_failed', 'content_policy_violation'];
const OVERFLOW_WORDS =
  /exceeded model token limit|maximum context length|context_length_exceeded|total message size \d+ exceeds|prompt is too long|input length and .?max_tokens.? exceed/i;

/** Reads a status, a type and words; any of the three may be missing or misleading. */
export function judgeRefusal(refusal: Refusal, circumstances: Circumstances): Verdict {
  const { status, type, text } = refusal;
  if (FILTER_TYPES.includes(type) || (status === FORBIDDEN && /moderation|flagged/i.test(text)))
    return contentFilter(circumstances);
  if (OVERLOAD_TYPES.includes(type)) return overloaded(refusal, circumstances);
  if (QUOTA_TYPES.includes(type)) return quota(circumstances);
  if (type === 'access_terminated_error') return planRefused(circumstances);
  if (status === TOO_MANY_REQUESTS || RATE_TYPES.includes(type)) return tooMany(refusal, circumstances);
  if (SERVER_TYPES.includes(type) && (status === null || status >= SERVER_ERROR_FIRST))
    return serverError(refusal, circumstances);
  return judgeStatus(refusal, circumstances);
}

function judgeStatus(refusal: Refusal, circumstances: Circumstances): Verdict {
  const { status, text, type } = refusal;
  switch (status) {
    case BAD_REQUEST:
    case TOO_LARGE:
      return status === TOO_LARGE || OVERFLOW_WORDS.test(`${type} ${text}`)
        ? overflow(requestedTokens(text), circumstances)
        : invalid(refusal, circumstances);
    case UNAUTHORIZED:
      return unauthorized(circumstances);
    case PAYMENT_REQUIRED:
      return circumstances.provider.name === 'kimi-code' ? planRefused(circumstances) : quota(circumstances);
    case FORBIDDEN:
      return forbidden(text, circumstances);
    case NOT_FOUND:
      return notFound(text, circumstances);
    case BAD_GATEWAY:
    case UNAVAILABLE:
    case OVERLOADED:
      return overloaded(refusal, circumstances);
    case REQUEST_TIMEOUT:
    case CONFLICT:
      return serverError(refusal, circumstances);
    default:
      return status === null || status >= SERVER_ERROR_FIRST
        ? serverError(refusal, circumstances)
        : invalid(refusal, circumstances);
  }
}

function tooMany(refusal: Refusal, circumstances: Circumstances): Verdict {
  if (QUOTA_WORDS.test(refusal.text)) return quota(circumstances);
  if (/overloaded|capacity|engine is busy/i.test(refusal.text)) return overloaded(refusal, circumstances);
  const { title } = circumstances.provider;
  const limit = readLimit(refusal.text);
  if (limit.kind === 'day') {
    return {
      code: 'KIMI_DAILY_LIMIT',
      message: `The daily limit of this account at ${title} is used up.`,
      signal: { kind: 'closed' },
    };
  }
  return {
    code: 'KIMI_RATE_LIMITED',
    message: `${title} refused for the rate limit of the account: ${limit.words}.`,
    retry: { kind: 'wait', ms: retryAfterMs(refusal) },
    signal: limit.signal,
  };
}

function overloaded(refusal: Refusal, { provider }: Circumstances): Verdict {
  return {
    code: 'KIMI_OVERLOADED',
    message: `${provider.title} is overloaded.`,
    retry: { kind: 'wait', ms: retryAfterMs(refusal) },
    signal: { kind: 'overload' },
  };
}

function serverError(refusal: Refusal, { provider, secrets }: Circumstances): Verdict {
  const told = refusal.status === null ? 'inside the answer' : `with status ${refusal.status}`;
  const said = redact(wordsOf(refusal.text), secrets);
  return {
    code: 'KIMI_SERVER_ERROR',
    message: `${provider.title} failed ${told}${said === '' ? '' : `: ${said}`}.`,
    retry: { kind: 'wait', ms: retryAfterMs(refusal) },
  };
}

const closed = { signal: { kind: 'closed' } } as const;

function quota({ provider }: Circumstances): Verdict {
  return {
    code: 'KIMI_QUOTA',
    message: `The quota or balance of this account at ${provider.title} is used up.`,
    ...closed,
  };
}

function planRefused({ provider }: Circumstances): Verdict {
  const remedy = provider.caveat === null ? {} : { remedy: provider.caveat };
  const message = `${provider.title} does not admit this client under the plan of the key.`;
  return { code: 'KIMI_PLAN_REFUSED', message, ...remedy, ...closed };
}

function unauthorized({ provider, asked }: Circumstances): Verdict {
  const message = `${provider.title} refused the API key (401).`;
  const moonshot = provider.name === 'moonshot' || provider.name === 'moonshot-cn';
  const page = provider.keyPage === null ? 'the page of the provider' : provider.keyPage;
  const plain = moonshot
    ? remedyFor('KIMI_UNAUTHORIZED')
    : `Check that the key exists, has not expired and belongs to ${provider.title}; keys are made at ${page}.`;
  const known = asked !== undefined && keyTrouble(provider, asked.key) !== null;
  return { code: 'KIMI_UNAUTHORIZED', message, remedy: told(known ? '' : plain, provider, asked), ...closed };
}

/** A way out, and the diagnosis that goes with it. */
function told(remedy: string, provider: Circumstances['provider'], asked: Circumstances['asked']): string {
  return [remedy, diagnose(provider, asked ?? null)].filter((text) => text !== '').join(' ');
}

function forbidden(text: string, circumstances: Circumstances): Verdict {
  const { provider } = circumstances;
  if (QUOTA_WORDS.test(text)) return quota(circumstances);
  if (provider.name === 'kimi-code') return planRefused(circumstances);
  const why = /\bIP\b/.test(text) ? ': the address of this machine is not on the allow-list' : '';
  const message = `${provider.title} refused access (403)${why}.`;
  const remedy = told(remedyFor('KIMI_FORBIDDEN'), provider, circumstances.asked);
  return { code: 'KIMI_FORBIDDEN', message, remedy, ...closed };
}

function notFound(text: string, { provider, profile, asked }: Circumstances): Verdict {
  if (/model/i.test(text)) {
    const message = `${provider.title} does not serve the model ${profile.id} to this key.`;
    const remedy = told(remedyFor('KIMI_MODEL_NOT_FOUND'), provider, asked);
    return { code: 'KIMI_MODEL_NOT_FOUND', message, remedy, ...closed };
  }
  const message = `${provider.title} has nothing at the address asked (404).`;
  const remedy = told(
    'Check base-url: it ends before /chat/completions, for instance in /v1.',
    provider,
    asked,
  );
  return { code: 'KIMI_CONNECTION', message, remedy, ...closed };
}

function contentFilter({ provider }: Circumstances): Verdict {
  const message = `${provider.title} refused the text as high risk (content filter).`;
  return { code: 'KIMI_CONTENT_FILTER', message };
}

function requestedTokens(text: string): number | null {
  const digits = /requested:?\s*(\d+)/i.exec(text)?.[1];
  return digits === undefined ? null : Number(digits);
}

/** `requested`: the tokens of the request, where they are known. */
export function overflow(requested: number | null, { provider, profile }: Circumstances): Verdict {
  const told = requested === null ? 'too many tokens' : `${requested} tokens`;
  const message = `The request needs ${told}; ${profile.id} at ${provider.title} takes ${profile.contextWindow} for prompt and answer together.`;
  return { code: 'KIMI_CONTEXT_OVERFLOW', message };
}

function invalid({ status, text }: Refusal, { provider, secrets }: Circumstances): Verdict {
  const said = redact(wordsOf(text), secrets);
  const message = `${provider.title} rejected the request (${status})${said === '' ? '' : `: ${said}`}.`;
  return { code: 'KIMI_INVALID_REQUEST', message };
}

/** Of a gateway's page only the title. */
function wordsOf(text: string): string {
  if (!/<(?:!doctype|html|head|body)\b/i.test(text)) return text.replace(/\.\s*$/, '');
  return /<title>([^<]*)<\/title>/i.exec(text)?.[1] ?? 'an HTML page';
}

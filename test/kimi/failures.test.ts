import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { modelProfile } from '../../src/core/model/models.ts';
import type { ProviderName } from '../../src/core/model/profile.ts';
import { providerProfile } from '../../src/core/model/providers.ts';
import type { ErrorCode } from '../../src/errors.ts';
import type { Breakdown } from '../../src/kimi/breakdown.ts';
import { readFailure } from '../../src/kimi/failures.ts';
import type { Signal } from '../../src/kimi/limits.ts';

const read = (breakdown: Breakdown, provider: ProviderName = 'moonshot') =>
  readFailure(breakdown, {
    provider: providerProfile(provider),
    profile: modelProfile('kimi-k2.6', provider),
    requestId: 'req-1',
    secrets: ['sk-very-secret'],
  });

const refused = (status: number | null, type: string, text: string, retryAfter: string | null = null) =>
  ({ kind: 'refused', status, type, text, retryAfter }) as const;

const WHO = 'Your account org-0123456789abcdef<ak-0123456789abcdef> request';
const RATE = 'rate_limit_reached_error';

describe('a refusal for a limit says what it teaches and how long to wait', () => {
  it.each<[string, string, Signal, number]>([
    [
      'concurrency',
      `${WHO} reached max organization concurrency: 15, please try again after 1 seconds`,
      { kind: 'concurrency', limit: 15 },
      1_000,
    ],
    [
      'concurrency of a project',
      `${WHO} reached max project concurrency: 3, please try again after 0 seconds`,
      { kind: 'concurrency', limit: 3 },
      1_000,
    ],
    [
      'requests per minute',
      `${WHO} reached organization max RPM: 100, please try again after 12 seconds`,
      { kind: 'requests', perMinute: 100 },
      12_000,
    ],
    [
      'tokens per minute',
      `${WHO} reached organization TPM rate limit, current: 520000, limit: 500000`,
      { kind: 'tokens', perMinute: 500_000 },
      1_000,
    ],
    [
      'tokens per minute in the form of RPM',
      'reached organization max TPM: 2000000, please try again after 2 seconds',
      { kind: 'tokens', perMinute: 2_000_000 },
      2_000,
    ],
    [
      "OpenAI's words",
      'Rate limit reached on tokens per min (TPM): Limit 30,000, Used 29,000. Please try again in 1.5s.',
      { kind: 'tokens', perMinute: 30_000 },
      1_500,
    ],
    ['nothing', '', { kind: 'concurrency', limit: null }, 1_000],
    ['a number out of range', 'max organization concurrency: 0', { kind: 'concurrency', limit: null }, 1_000],
    ['a wait of an hour', 'try again after 3600 seconds', { kind: 'concurrency', limit: null }, 60_000],
    ['a wait in minutes', 'try again in 1 minute', { kind: 'concurrency', limit: null }, 60_000],
    ['a wait in milliseconds', 'try again in 1200ms', { kind: 'concurrency', limit: null }, 1_200],
  ])('%s', (_what, text, signal, ms) => {
    const failure = read(refused(429, RATE, text));
    expect(failure).toMatchObject({ code: 'KIMI_RATE_LIMITED', signal, retry: { kind: 'wait', ms } });
    expect(failure.message).not.toMatch(/org-|ak-/);
  });

  it.each([
    ['in seconds', '7', 7_000],
    ['of zero', '0', 1_000],
    ['in a form never seen', 'Wed, 21 Oct 2026 07:28:00 GMT', 1_000],
    ['negative', '-5', 1_000],
  ])('a Retry-After %s', (_what, header, ms) => {
    expect(read(refused(429, 'engine_overloaded_error', 'overloaded', header)).retry).toEqual({
      kind: 'wait',
      ms,
    });
  });

  it('the day is not waited for', () => {
    const failure = read(
      refused(429, RATE, `${WHO} reached organization TPD rate limit, current: 2, limit: 1`),
    );
    expect(failure).toMatchObject({
      code: 'KIMI_DAILY_LIMIT',
      retry: { kind: 'never' },
      signal: { kind: 'closed' },
    });
  });
});

describe('the same trouble under another status is read the same', () => {
  const rows: [string, Breakdown, ErrorCode, ProviderName?][] = [
    ['quota as 429', refused(429, 'exceeded_current_quota_error', 'suspended'), 'KIMI_QUOTA'],
    ['quota as 403', refused(403, 'exceeded_current_quota_error', 'suspended'), 'KIMI_QUOTA'],
    [
      'quota by words only',
      refused(429, 'rate_limit_error', "You've reached your usage limit for this billing cycle"),
      'KIMI_QUOTA',
      'kimi-code',
    ],
    [
      'quota of a period',
      refused(403, 'permission_denied_error', 'the 5-hour usage limit is reached'),
      'KIMI_QUOTA',
      'kimi-code',
    ],
    [
      'quota at OpenAI',
      refused(429, 'insufficient_quota', 'You exceeded your current quota'),
      'KIMI_QUOTA',
      'openai',
    ],
    ['credits at OpenRouter', refused(402, '', 'Insufficient credits'), 'KIMI_QUOTA', 'openrouter'],
    [
      'membership at Kimi Code',
      refused(402, '', 'cannot verify membership'),
      'KIMI_PLAN_REFUSED',
      'kimi-code',
    ],
    [
      'a gate at Kimi Code without its type',
      refused(403, '', 'not allowed'),
      'KIMI_PLAN_REFUSED',
      'kimi-code',
    ],
    [
      'moderation at OpenRouter',
      refused(403, '', 'Your input was flagged'),
      'KIMI_CONTENT_FILTER',
      'openrouter',
    ],
    [
      'inspection at DashScope',
      refused(400, 'data_inspection_failed', 'inappropriate content'),
      'KIMI_CONTENT_FILTER',
      'dashscope',
    ],
    ['overload as 429', refused(429, 'engine_overloaded_error', ''), 'KIMI_OVERLOADED'],
    ['overload as 503', refused(503, 'server_unavailable', ''), 'KIMI_OVERLOADED'],
    ['overload as 529', refused(529, 'overloaded_error', 'Overloaded'), 'KIMI_OVERLOADED', 'anthropic'],
    ['overload inside a stream', refused(null, 'engine_overloaded_error', ''), 'KIMI_OVERLOADED'],
    ['an unknown error inside a stream', refused(null, '', ''), 'KIMI_SERVER_ERROR'],
    ['a rate limit inside a stream', refused(null, RATE, 'max RPM: 3'), 'KIMI_RATE_LIMITED'],
    ['a body too large as 413', refused(413, '', ''), 'KIMI_CONTEXT_OVERFLOW'],
    [
      'a body too large for Kimi Code',
      refused(400, 'invalid_request_error', 'total message size 3000000 exceeds limit 2097152'),
      'KIMI_CONTEXT_OVERFLOW',
      'kimi-code',
    ],
    [
      'a context too long at OpenAI',
      refused(400, 'context_length_exceeded', ''),
      'KIMI_CONTEXT_OVERFLOW',
      'openai',
    ],
    ['a field it does not know', refused(422, '', 'extra fields'), 'KIMI_INVALID_REQUEST', 'custom'],
    ['a conflict', refused(409, '', ''), 'KIMI_SERVER_ERROR'],
  ];

  it.each(
    rows.map(([what, breakdown, code, provider = 'moonshot']) => ({ what, breakdown, code, provider })),
  )('$what', ({ breakdown, code, provider }) => {
    expect(read(breakdown, provider).code).toBe(code);
  });
});

describe('the words', () => {
  it('name the tokens a request would need', () => {
    const text = 'Invalid request: Your request exceeded model token limit: 262144 (requested: 300123)';
    expect(read(refused(400, 'invalid_request_error', text)).message).toBe(
      'The request needs 300123 tokens; kimi-k2.6 at Kimi Open Platform takes 262144 for prompt and answer together.',
    );
  });

  it('of a gateway page are its title only', () => {
    const page =
      '<html>\r\n<head><title>504 Gateway Time-out</title></head><body><script>x</script></body></html>';
    expect(read(refused(504, '', page)).message).toBe(
      'Kimi Open Platform failed with status 504: 504 Gateway Time-out.',
    );
  });

  it('of a wrong key at another provider say where its keys are made', () => {
    expect(read(refused(401, '', ''), 'openrouter').remedy).toContain('https://openrouter.ai/settings/keys');
  });

  it('of a wrong key at Moonshot say which key belongs where', () => {
    expect(read(refused(401, '', '')).remedy).toContain('platform.kimi.com keys on api.moonshot.cn only');
  });

  it('never hold a secret, an account id or markup, whatever the provider writes', () => {
    const secrets = [
      'sk-very-secret',
      'org-0123456789abcdef',
      'ak-0123456789abcdef',
      'jane@example.com',
      'a1b2c3d4e5f6a7b8c9d0',
    ];
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.constantFrom(...secrets), fc.string()), { maxLength: 12 }),
        fc.constantFrom(' ', ', ', '<', '>: '),
        fc.constantFrom(400, 403, 404, 418, 429, 500, 503),
        (pieces, separator, status) => {
          const { message } = read(refused(status, 'invalid_request_error', pieces.join(separator)));
          for (const secret of secrets) expect(message).not.toContain(secret);
          expect(message).not.toMatch(/[<>`\n\r]/);
          expect(message.length).toBeLessThan(500);
        },
      ),
    );
  });
});

describe('every failure', () => {
  const anything: fc.Arbitrary<Breakdown> = fc.oneof(
    fc.record({
      kind: fc.constant('refused' as const),
      status: fc.option(fc.integer({ min: 300, max: 599 })),
      type: fc.string(),
      text: fc.string(),
      retryAfter: fc.option(fc.string()),
    }),
    fc.record({ kind: fc.constant('connection' as const), text: fc.string() }),
  );

  it('has a code, words and a way out, and waits a sane time or not at all', () => {
    fc.assert(
      fc.property(anything, (breakdown) => {
        const { message, remedy, retry, requestId } = read(breakdown);
        expect(message).toMatch(/\S/);
        expect(requestId).toBe('req-1');
        expect(remedy).not.toBe('');
        if (retry.kind === 'wait') {
          expect(retry.ms).toBeGreaterThanOrEqual(1_000);
          expect(retry.ms).toBeLessThanOrEqual(60_000);
        }
      }),
    );
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { redact } from '../../src/kimi/redact.ts';
import { DEFAULT_KEY } from '../doubles/kimi/accounts.ts';
import type { KimiOptions } from '../doubles/kimi/options.ts';
import { DOUBLE_IDS } from '../doubles/kimi/refusals.ts';
import { askOne, error } from './doubles.ts';

const NEVER = new AbortController();
/** All that could tell a stranger whose account it is. */
const ACCOUNT = [
  DEFAULT_KEY,
  DOUBLE_IDS.orgId,
  DOUBLE_IDS.keyId,
  `uid-${DOUBLE_IDS.orgId.slice(4)}`,
  `proj-${DOUBLE_IDS.orgId.slice(4)}`,
];
const WORDS = `for ${DOUBLE_IDS.orgId} <${DOUBLE_IDS.keyId}> with key ${DEFAULT_KEY}, Bearer ${DEFAULT_KEY}`;
const STATUSES = [400, 401, 402, 403, 404, 408, 409, 413, 422, 500, 502, 503, 529];
const TYPES = [
  '',
  'invalid_request_error',
  'permission_denied_error',
  'server_error',
  'content_filter',
  'resource_not_found_error',
];
const LIMITS = [
  'reached max organization concurrency: 3',
  'reached organization max RPM: 3',
  'TPD rate limit',
  'insufficient balance',
];

describe('of an account only the request id is ever told', () => {
  const cases: [string, KimiOptions][] = [
    ...STATUSES.flatMap((status) =>
      TYPES.map((type): [string, KimiOptions] => [
        `${status} ${type || 'without a type'}`,
        { answer: [error(status, type, `Refused ${WORDS}`)] },
      ]),
    ),
    ...LIMITS.map((limit): [string, KimiOptions] => [
      `429 ${limit}`,
      { answer: [error(429, 'rate_limit_reached_error', `Your account ${WORDS} ${limit}`)] },
    ]),
    [
      'a page of a gateway',
      { answer: [{ kind: 'error', status: 500, type: '', message: `<html><title>${WORDS}</title></html>` }] },
    ],
    ['an unknown key', { keys: {} }],
    ['an account without balance', { keys: { [DEFAULT_KEY]: 'no-balance' } }],
  ];

  it.each(cases)('%s', async (_what, options) => {
    const { kimi, log, answer } = await askOne(options, { signal: NEVER.signal });
    expect(answer.kind).toBe('failure');
    const told = JSON.stringify([log, answer]);
    for (const secret of ACCOUNT) expect(told).not.toContain(secret);
    const asked = kimi.calls.at(-1)?.requestId ?? '';
    expect(answer.calls.requestId === null || answer.calls.requestId === asked).toBe(true);
  });
});

describe('whatever a provider writes', () => {
  const id = fc.stringMatching(/^[a-f0-9]{20,32}$/).filter((text) => /\d/.test(text) && /[a-f]/.test(text));
  const prefix = fc.constantFrom(
    'org-',
    'proj-',
    'project_',
    'user-',
    'uid-',
    'ak-',
    'sk-',
    'sk-kimi-',
    'account:',
    'key-',
  );
  const around = fc.constantFrom('', ' ', '<', '"', "'", '(', ': ', '\n', ', ', '=');

  it('loses ids of organisations, projects and keys', () => {
    fc.assert(
      fc.property(fc.string(), around, prefix, id, around, (before, open, start, hex, close) => {
        expect(redact(`${before} ${open}${start}${hex}${close} after`)).not.toContain(hex);
      }),
    );
  });

  it('loses the keys in use, whatever they look like', () => {
    const key = fc
      .string({ minLength: 8, maxLength: 40 })
      .filter((text) => text.trim() === text && !text.includes('\u2026'));
    fc.assert(
      fc.property(fc.string(), key, fc.string(), (before, secret, after) => {
        expect(redact(`${before}${secret}${after}`, [secret])).not.toContain(secret);
      }),
    );
  });
});

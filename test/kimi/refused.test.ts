import { describe, expect, it } from '@jest/globals';
import type { ErrorCode } from '../../src/errors.ts';
import { DEFAULT_KEY } from '../doubles/kimi/accounts.ts';
import type { KimiOptions } from '../doubles/kimi/options.ts';
import type { KimiScript } from '../doubles/kimi/script.ts';
import { startKimi } from '../doubles/kimi/start.ts';
import { askOne, error, FAST, OK } from './doubles.ts';
import { openTestModel, REQUEST } from './fixtures.ts';

describe('a failure that waiting cannot mend is told after one request', () => {
  const states = (state: 'no-balance' | 'ip-not-allowed' | 'closed' | 'other-platform'): KimiOptions => ({
    keys: { [DEFAULT_KEY]: state },
  });
  it.each<[string, KimiOptions, ErrorCode]>([
    [
      '400 content_filter',
      { answer: [error(400, 'content_filter', 'considered high risk')] },
      'KIMI_CONTENT_FILTER',
    ],
    [
      '400 invalid_request_error',
      { answer: [error(400, 'invalid_request_error', 'bad field')] },
      'KIMI_INVALID_REQUEST',
    ],
    [
      '400 token limit',
      {
        answer: [
          error(
            400,
            'invalid_request_error',
            'Invalid request: Your request exceeded model token limit: 262144 (requested: 300000)',
          ),
        ],
      },
      'KIMI_CONTEXT_OVERFLOW',
    ],
    ['401 by a key of another platform', states('other-platform'), 'KIMI_UNAUTHORIZED'],
    [
      '401 incorrect_api_key_error',
      { answer: [error(401, 'incorrect_api_key_error', 'Incorrect API key provided')] },
      'KIMI_UNAUTHORIZED',
    ],
    ['402', { answer: [error(402, '', 'payment required')] }, 'KIMI_QUOTA'],
    ['403 for the address', states('ip-not-allowed'), 'KIMI_FORBIDDEN'],
    ['403 for a closed API', states('closed'), 'KIMI_FORBIDDEN'],
    [
      '403 access_terminated_error',
      { answer: [error(403, 'access_terminated_error', 'only for Coding Agents')] },
      'KIMI_PLAN_REFUSED',
    ],
    [
      '403 exceeded_current_quota_error',
      { answer: [error(403, 'exceeded_current_quota_error', 'no balance')] },
      'KIMI_QUOTA',
    ],
    [
      '404 for a model',
      { answer: [error(404, 'resource_not_found_error', 'Not found the model x or Permission denied')] },
      'KIMI_MODEL_NOT_FOUND',
    ],
    [
      '404 for a path',
      { answer: [error(404, 'resource_not_found_error', 'The requested resource was not found')] },
      'KIMI_CONNECTION',
    ],
    ['429 for an empty account', states('no-balance'), 'KIMI_QUOTA'],
    ['429 for the day', { tier: { concurrency: 9, rpm: 9, tpm: 1e9, tpd: 10 } }, 'KIMI_DAILY_LIMIT'],
  ])('%s', async (_what, options, code) => {
    const { answer, kimi } = await askOne(options);
    expect(answer).toMatchObject({ kind: 'failure', code, calls: { requests: 1, refusals: [] } });
    expect(kimi.calls).toHaveLength(1);
  });

  it('Kimi Code refuses our true User-Agent, and the reader learns what the plan allows', async () => {
    const { answer } = await askOne({ gate: true }, { settings: { provider: 'kimi-code' } });
    expect(answer).toMatchObject({ kind: 'failure', code: 'KIMI_PLAN_REFUSED' });
    expect(answer.kind === 'failure' && answer.remedy).toMatch(/interactive use only.*provider: moonshot/s);
  });

  it('a finish reason content_filter withholds the answer', async () => {
    const { answer } = await askOne({ answer: [{ ...OK, finish: 'content_filter' }] });
    expect(answer).toMatchObject({ kind: 'failure', code: 'KIMI_CONTENT_FILTER' });
    expect(answer.usage.completion).toBeGreaterThan(0);
  });
});

/** Only where silence is the subject: 0.6 s of real time. */
const SOON = { timeouts: { idleMs: 600_000, callMs: 1_800_000 }, settings: {} };

describe('a failure that may pass is tried again', () => {
  it.each<[string, KimiScript, ErrorCode]>([
    [
      '429 concurrency',
      error(
        429,
        'rate_limit_reached_error',
        'Your account reached max organization concurrency: 3, please try again after 0 seconds',
      ),
      'KIMI_RATE_LIMITED',
    ],
    [
      '429 engine_overloaded_error',
      { ...error(429, 'engine_overloaded_error', 'overloaded'), headers: { 'Retry-After': '2' } },
      'KIMI_OVERLOADED',
    ],
    ['429 rate_limit_error of Kimi Code', error(429, 'rate_limit_error', 'try later'), 'KIMI_RATE_LIMITED'],
    ['500 server_error', error(500, 'server_error', 'Internal server error'), 'KIMI_SERVER_ERROR'],
    ['500 unexpected_output', error(500, 'unexpected_output', 'odd'), 'KIMI_SERVER_ERROR'],
    ['503 server_unavailable', error(503, 'server_unavailable', 'maintenance'), 'KIMI_OVERLOADED'],
    ['504 with a page of HTML', { kind: 'html', status: 504 }, 'KIMI_SERVER_ERROR'],
    ['a reset before the headers', { kind: 'reset', when: 'before-headers' }, 'KIMI_CONNECTION'],
    ['a reset within the answer', { kind: 'reset', when: 'mid-stream', reply: OK }, 'KIMI_STREAM_CUT'],
    ['an answer without its end', { kind: 'no-done', missing: 'finish', reply: OK }, 'KIMI_STREAM_CUT'],
    ['an empty body', { kind: 'empty-body' }, 'KIMI_STREAM_CUT'],
    [
      'an error inside the stream',
      { kind: 'in-stream-error', after: 3, type: 'server_error', message: 'boom', reply: OK },
      'KIMI_SERVER_ERROR',
    ],
    [
      'an overload inside the stream',
      { kind: 'in-stream-error', after: 3, type: 'engine_overloaded_error', message: 'busy', reply: OK },
      'KIMI_OVERLOADED',
    ],
    ['silence after the headers', { kind: 'stall', after: 0 }, 'KIMI_STALLED'],
    ['silence within the answer', { kind: 'stall', after: 3, reply: OK }, 'KIMI_STALLED'],
  ])('%s', async (_what, script, code) => {
    const { answer, kimi } = await askOne({ answer: [script, OK] }, code === 'KIMI_STALLED' ? SOON : {});
    expect(answer).toMatchObject({ kind: 'reply', text: 'OK.', calls: { requests: 2, refusals: [code] } });
    expect(kimi.calls).toHaveLength(2);
  });

  it.each<[string, KimiScript, ErrorCode, number]>([
    ['server errors', error(500, 'server_error', 'down'), 'KIMI_SERVER_ERROR', 4],
    ['resets', { kind: 'reset', when: 'before-headers' }, 'KIMI_CONNECTION', 4],
    ['broken answers', { kind: 'no-done', missing: 'finish', reply: OK }, 'KIMI_STREAM_CUT', 3],
    ['silences', { kind: 'stall', after: 0 }, 'KIMI_STALLED', 2],
    ['refusals for rate', error(429, 'rate_limit_error', 'try later'), 'KIMI_RATE_LIMITED', 12],
  ])('%s without end are reported after a bounded number of tries', async (_what, script, code, tries) => {
    const { answer, kimi } = await askOne({ answer: [script] }, code === 'KIMI_STALLED' ? SOON : {});
    expect(answer).toMatchObject({ kind: 'failure', code, calls: { requests: tries } });
    expect(kimi.calls).toHaveLength(tries);
  });

  it('bills what broken answers generated', async () => {
    const cut: KimiScript = { kind: 'no-done', missing: 'finish', reply: { content: 'word '.repeat(300) } };
    const { answer } = await askOne({
      answer: [cut, { ...OK, usage: { prompt: 10, completion: 3, cached: 0 } }],
    });
    expect(answer.usage.prompt).toBe(10 + REQUEST.promptTokens);
    expect(answer.usage.completion).toBeGreaterThan(300);
  });

  it('a refused connection names its cause', async () => {
    const kimi = await startKimi();
    await kimi.close();
    const { model } = openTestModel({ scale: FAST, settings: { baseUrl: kimi.url } });
    const answer = await model.ask(REQUEST);
    expect(answer).toMatchObject({ kind: 'failure', code: 'KIMI_CONNECTION' });
    expect(answer.kind === 'failure' && answer.message).toContain('ECONNREFUSED');
  });
});

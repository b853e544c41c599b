import { afterEach, describe, expect, it } from '@jest/globals';
import OpenAI from 'openai';
import type { Answers, KimiDouble, KimiOptions } from './kimi/options.ts';
import { chat, eventsOf, STREAMED, send, verdict } from './kimi/raw-client.ts';
import { DOUBLE_IDS } from './kimi/refusals.ts';
import * as scripts from './kimi/scripts.ts';
import { startKimi } from './kimi/start.ts';

let kimi: KimiDouble;
afterEach(() => kimi.close());

const start = async (answer: Answers, options: KimiOptions = {}) => {
  kimi = await startKimi({ ...options, answer });
  return kimi.url;
};

const WHO = `Your account ${DOUBLE_IDS.orgId} <${DOUBLE_IDS.keyId}>`;
const PATIENCE_MS = 400;

describe('refusals (points 16, 18)', () => {
  it.each([
    [
      'concurrency',
      scripts.concurrency429(3),
      `429 rate_limit_reached_error: ${WHO} request reached max organization concurrency: 3, please try again after 0 seconds`,
    ],
    [
      'RPM',
      scripts.rpm429(),
      `429 rate_limit_reached_error: ${WHO} request reached organization max RPM: 3, please try again after 1 seconds`,
    ],
    [
      'TPM',
      scripts.tpm429(),
      `429 rate_limit_reached_error: ${WHO} request reached organization TPM rate limit, current: 541893, limit: 500000`,
    ],
    [
      'TPD',
      scripts.tpd429(),
      `429 rate_limit_reached_error: ${WHO} request reached organization TPD rate limit, current: 1505241, limit: 1500000`,
    ],
    [
      'quota',
      scripts.quota429(),
      `429 exceeded_current_quota_error: ${WHO} is suspended due to insufficient balance, please recharge your account or check your plan and billing details`,
    ],
    [
      'overload',
      scripts.overloaded(7),
      '429 engine_overloaded_error: The engine is currently overloaded, please try again later',
    ],
    [
      'content filter',
      scripts.contentFilter(),
      '400 content_filter: The request was rejected because it was considered high risk',
    ],
    [
      'token limit',
      scripts.tokenLimit(),
      '400 invalid_request_error: Invalid request: Your request exceeded model token limit: 262144 (requested: 271033)',
    ],
    ['wrong key', scripts.unauthorized(), '401 invalid_authentication_error: Invalid Authentication'],
    [
      'subscription plan',
      scripts.planRefused(),
      '403 access_terminated_error: Kimi For Coding is currently only available for Coding Agents such as Kimi CLI, Claude Code, Roo Code, Kilo Code, etc.',
    ],
    [
      'missing model',
      scripts.modelNotFound(),
      '404 resource_not_found_error: Not found the model kimi-k2.5 or Permission denied',
    ],
    [
      'server error',
      scripts.serverError(),
      '500 server_error: Internal server error, please try again later',
    ],
    [
      'maintenance',
      scripts.unavailable503(),
      '503 server_unavailable: The service is temporarily unavailable',
    ],
  ])('%s: the real words, streamed or not; Retry-After on overload only', async (what, script, expected) => {
    const url = await start([script]);
    for (const changes of [{}, STREAMED]) {
      const answer = await chat(url, changes);
      expect(verdict(answer)).toBe(expected);
      expect(answer.headers.get('retry-after')).toBe(what === 'overload' ? '7' : null);
    }
    expect(kimi.refused.map((call) => call.status)).toEqual([
      Number(expected.slice(0, 3)),
      Number(expected.slice(0, 3)),
    ]);
  });

  it('an account without money never recovers', async () => {
    const url = await start([scripts.reply('OK.')], { keys: { 'sk-kimi-double': 'no-balance' } });
    for (const _try of [1, 2, 3])
      expect(verdict(await chat(url))).toMatch(/^429 exceeded_current_quota_error: /);
    expect(kimi.refused).toHaveLength(3);
  });

  it('a gateway timeout is a page, not JSON', async () => {
    const answer = await chat(await start([scripts.gateway504Html()]), STREAMED);
    expect(answer.status).toBe(504);
    expect(answer.headers.get('content-type')).toBe('text/html');
    expect(answer.text).toContain('<title>504 Gateway Time-out</title>');
  });

  it.each([
    ['text/event-stream; charset=utf-8', STREAMED],
    ['application/json; charset=utf-8', {}],
  ])('an empty body: 200, %s, and nothing', async (type, changes) => {
    const answer = await chat(await start([scripts.emptyBody()]), changes);
    expect([answer.status, answer.headers.get('content-type'), answer.text]).toEqual([200, type, '']);
  });
});

describe('connections that break (point 18)', () => {
  it('a reset before headers is no response at all', async () => {
    const url = await start([scripts.tcpReset()]);
    await expect(chat(url, STREAMED)).rejects.toThrow('fetch failed');
    expect(kimi.calls[0]?.status).toBeNull();
  });

  it.each([
    ['of a stream', STREAMED],
    ['of a JSON body', {}],
  ])('a reset in the middle %s', async (_what, changes) => {
    const answer = await chat(await start([scripts.tcpReset('mid-stream')]), changes);
    expect(answer).toMatchObject({ status: 200, broken: 'TypeError: terminated' });
    expect(answer.text).not.toBe('');
    expect(kimi.calls[0]?.status).toBe(200);
  });

  it.each([
    ['a cut answer: no finish, no usage, no end mark', scripts.streamCut(), { finish: false, usage: false }],
    [
      'only the usage and the end mark missing',
      { kind: 'no-done', missing: 'usage' } as const,
      { finish: true, usage: false },
    ],
    ['only the end mark missing', scripts.noDone(), { finish: true, usage: true }],
  ])('a stream that ends politely: %s', async (_what, script, expected) => {
    const answer = await chat(await start([script]), STREAMED);
    const { text } = answer;
    expect(answer).toMatchObject({ status: 200, broken: null });
    expect({
      finish: text.includes('"finish_reason":"stop"'),
      usage: text.includes('"choices":[],"usage"'),
    }).toEqual(expected);
    expect(text).not.toContain('[DONE]');
  });

  it('silence after some events keeps the socket open until the client hangs up', async () => {
    const url = await start([scripts.stall()]);
    const answer = await chat(url, STREAMED, { signal: AbortSignal.timeout(PATIENCE_MS) });
    expect(answer).toMatchObject({ status: 200, broken: expect.stringContaining('TimeoutError') });
    expect(eventsOf(answer)).toHaveLength(4);
    await closedBy(499);
  });

  it('silence without a stream withholds the headers too', async () => {
    const url = await start([scripts.stall()]);
    await expect(chat(url, {}, { signal: AbortSignal.timeout(PATIENCE_MS) })).rejects.toThrow(/timeout/);
    await closedBy(499);
  });

  it('an error inside a stream reaches the openai client without a status', async () => {
    const url = await start([scripts.inStreamError()]);
    const client = new OpenAI({ baseURL: url, apiKey: 'sk-kimi-double', maxRetries: 0 });
    const stream = await client.chat.completions.create({
      model: 'kimi-k2.6',
      messages: [{ role: 'user', content: 'Go.' }],
      stream: true,
    });
    const read = async () => {
      for await (const _event of stream);
    };
    await expect(read()).rejects.toMatchObject({ status: undefined, type: 'server_error' });
  });

  /** The server learns of a hang-up a moment later. */
  async function closedBy(status: number): Promise<void> {
    while (kimi.calls[0]?.endedAt === null) await new Promise((resolve) => setTimeout(resolve, 1));
    expect(kimi.calls[0]).toMatchObject({ status, errorType: null });
  }
});

describe('headers and records (points 19, 20)', () => {
  it('request and trace ids on every answer; whose account it is once the key is known', async () => {
    const url = await start([scripts.reply('OK.'), scripts.serverError()]);
    const answers = [await chat(url), await chat(url), await send(`${url}/models`, null)];
    for (const { headers } of answers) {
      expect(headers.get('msh-request-id')).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
      expect(headers.get('x-msh-trace-id')).toMatch(/^[0-9a-f]{32}$/);
      expect(headers.get('msh-org-id')).toBe(DOUBLE_IDS.orgId);
      expect(headers.has('x-request-id')).toBe(false);
    }
    const unknown = await chat(url, {}, { key: 'sk-made-up' });
    expect(unknown.headers.get('msh-request-id')).not.toBeNull();
    expect(unknown.headers.get('msh-org-id')).toBeNull();
    expect(new Set(kimi.calls.map((call) => call.requestId)).size).toBe(3);
    expect(kimi.calls[0]?.requestId).toBe(answers[0]?.headers.get('msh-request-id'));
  });

  it('a record holds what was sent, what it counted, and when', async () => {
    const url = await start([scripts.reply('OK.', { delayMs: 5 })]);
    await chat(
      url,
      { max_completion_tokens: 99, prompt_cache_key: 'o/r#1' },
      { userAgent: 'kimi-review/1.0' },
    );
    await chat(url, { temperature: 0 });
    expect(kimi.calls).toMatchObject([
      {
        order: 0,
        body: { model: 'kimi-k2.6', max_completion_tokens: 99, prompt_cache_key: 'o/r#1' },
        headers: { 'user-agent': 'kimi-review/1.0' },
        thinking: 'enabled',
        outputCap: 99,
        promptTokens: 10,
        cachedTokens: 0,
        concurrency: 1,
        status: 200,
        errorType: null,
      },
      {
        order: 1,
        body: { temperature: 0 },
        thinking: null,
        promptTokens: null,
        status: 400,
        errorType: 'invalid_request_error',
      },
    ]);
    const [first, second] = kimi.calls;
    expect(first?.endedAt).toBeGreaterThan(first?.startedAt ?? Number.NaN);
    expect(second?.startedAt).toBeGreaterThan(first?.endedAt ?? Number.NaN);
  });

  it.each([
    [
      'throws',
      () => {
        throw new Error('oops');
      },
    ],
    ['is an empty list', []],
  ])('an answer that %s is no trouble of the provider', async (_what, answer) => {
    const url = await start(answer);
    expect(verdict(await chat(url))).toMatch(
      /^400 invalid_request_error: The script of the double failed: Error: /,
    );
    expect(kimi.scriptErrors).toHaveLength(1);
  });

  it('calls where none may be made are no trouble of the provider', async () => {
    const url = await start([scripts.toolTurn([{ name: 'search', arguments: '{}' }])]);
    const tools = [{ type: 'function', function: { name: 'search' } }];
    expect(verdict(await chat(url, { tools, tool_choice: 'auto' }))).toMatch(/^200/);
    expect(verdict(await chat(url, { tools, tool_choice: 'none' }))).toMatch(/tool_choice is 'none'/);
    expect(kimi.scriptErrors).toHaveLength(1);
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { KimiDouble, KimiOptions } from './kimi/options.ts';
import { chat, SAY_OK, send, verdict } from './kimi/raw-client.ts';
import { startKimi } from './kimi/start.ts';

const KEYS: KimiOptions['keys'] = {
  'sk-kimi-double': 'valid',
  'sk-from-cn': 'other-platform',
  'sk-poor': 'no-balance',
  'sk-elsewhere': 'ip-not-allowed',
  'sk-closed': 'closed',
};

let kimi: KimiDouble;
beforeAll(async () => {
  kimi = await startKimi({ keys: KEYS });
});
afterAll(() => kimi.close());

const invalid = (message: string) => `400 invalid_request_error: ${message}`;
const OFF = { thinking: { type: 'disabled' } };
const tool = (name: string, parameters: unknown = { type: 'object', properties: {} }) => ({
  type: 'function',
  function: { name, parameters },
});

describe('paths and keys (points 1, 2)', () => {
  it.each([
    ['another path', '/v1/embeddings', 'POST'],
    ['chat by GET', '/v1/chat/completions', 'GET'],
    ['a path without /v1', '/chat/completions', 'POST'],
  ])('%s is 404', async (_what, path, method) => {
    const answer = await send(new URL(path, kimi.url).href, method === 'GET' ? null : SAY_OK);
    expect(verdict(answer)).toBe(
      `404 resource_not_found_error: The requested resource ${path} was not found`,
    );
  });

  it('GET /models lists what the account may use', async () => {
    const { text } = await send(`${kimi.url}/models`, null);
    expect(JSON.parse(text)).toMatchObject({
      object: 'list',
      data: [
        {
          id: 'kimi-k2.6',
          object: 'model',
          owned_by: 'moonshot',
          context_length: 262_144,
          supports_reasoning: true,
        },
        { id: 'kimi-k2.7-code-highspeed' },
        { id: 'kimi-k3', context_length: 1_048_576 },
        { id: 'kimi-k2.7-code' },
      ],
    });
  });

  it.each([
    ['with money', 'sk-kimi-double', 49.58894],
    ['without money', 'sk-poor', 0],
  ])('GET /users/me/balance of a key %s', async (_what, key, available) => {
    const { text } = await send(`${kimi.url}/users/me/balance`, null, { key });
    expect(JSON.parse(text)).toEqual({
      code: 0,
      data: { available_balance: available, voucher_balance: 0, cash_balance: available },
      scode: '0x0',
      status: true,
    });
  });

  it('the token estimate counts as chat does', async () => {
    const { text } = await send(`${kimi.url}/tokenizers/estimate-token-count`, SAY_OK);
    expect(JSON.parse(text)).toEqual({ data: { total_tokens: 10 } });
  });

  it.each([
    ['no key', null, '401 incorrect_api_key_error: Incorrect API key provided'],
    ['an unknown key', 'sk-made-up', '401 invalid_authentication_error: Invalid Authentication'],
    ['a key of another platform', 'sk-from-cn', '401 invalid_authentication_error: Invalid Authentication'],
    ['a closed account', 'sk-closed', '403 permission_denied_error: The API you are accessing is not open'],
    [
      'a runner off the allow-list',
      'sk-elsewhere',
      '403 permission_denied_error: Your IP is not allowed to access this organization',
    ],
  ])('%s', async (_what, key, expected) => {
    expect(verdict(await chat(kimi.url, {}, { key }))).toBe(expected);
  });

  it('the subscription host lets coding agents in by User-Agent, and shows its models to all', async () => {
    const gated = await startKimi({ gate: true });
    const body = { model: 'kimi-for-coding' };
    const asSdk = { userAgent: 'OpenAI/JS 7.57.0' };
    expect(gated.url).toMatch(/\/coding\/v1$/);
    expect(verdict(await chat(gated.url, body, asSdk))).toMatch(
      /^403 access_terminated_error: Kimi For Coding is/,
    );
    expect(verdict(await chat(gated.url, body, { userAgent: 'KimiCLI/1.47.0' }))).toBe('200');
    expect(verdict(await chat(gated.url, {}, { userAgent: 'KimiCLI/1.47.0' }))).toMatch(/^404 /);
    expect((await send(`${gated.url}/models`, null, asSdk)).status).toBe(200);
    const large = { ...body, messages: [{ role: 'user', content: 'x'.repeat(2_097_152) }] };
    expect(verdict(await chat(gated.url, large, { userAgent: 'KimiCLI/1.47.0' }))).toMatch(
      /exceeds limit 2097152$/,
    );
    await gated.close();
  });
});

describe('parameters (points 3 to 6)', () => {
  it.each([
    [
      'an unknown model',
      { model: 'kimi-x' },
      '404 resource_not_found_error: Not found the model kimi-x or Permission denied',
    ],
    [
      'a retired model',
      { model: 'kimi-k2.5' },
      '404 resource_not_found_error: Not found the model kimi-k2.5 or Permission denied',
    ],
    ['a field nobody knows', { functions: [] }, invalid("Invalid request: unknown field 'functions'")],
    ['temperature 0', { temperature: 0 }, invalid('invalid temperature: only 1 is allowed for this model')],
    [
      'temperature null',
      { temperature: null },
      invalid('invalid temperature: only 1 is allowed for this model'),
    ],
    ['temperature 1', { temperature: 1 }, '200'],
    [
      'temperature 1 without thinking',
      { temperature: 1, ...OFF },
      invalid('invalid temperature: only 0.6 is allowed for this model'),
    ],
    ['temperature 0.6 without thinking', { temperature: 0.6, ...OFF }, '200'],
    ['top_p 1', { top_p: 1 }, invalid('invalid top_p: only 0.95 is allowed for this model')],
    ['top_p 0.95', { top_p: 0.95 }, '200'],
    ['two answers', { n: 2 }, invalid('invalid n: only 1 is allowed for this model')],
    [
      'a presence penalty',
      { presence_penalty: 0.1 },
      invalid('invalid presence_penalty: only 0 is allowed for this model'),
    ],
    [
      'a frequency penalty',
      { frequency_penalty: 1 },
      invalid('invalid frequency_penalty: only 0 is allowed for this model'),
    ],
    [
      'log probabilities',
      { logprobs: true },
      invalid('invalid logprobs: only false is allowed for this model'),
    ],
    [
      'a thinking budget',
      { thinking: { type: 'enabled', budget_tokens: 9 } },
      invalid("invalid thinking: unknown field 'budget_tokens'"),
    ],
    ['kept reasoning', { thinking: { type: 'enabled', keep: 'all' } }, '200'],
    [
      'thinking with effort',
      { thinking: { type: 'enabled' }, reasoning_effort: 'low' },
      invalid("cannot specify both 'thinking' and 'reasoning_effort'"),
    ],
    ['effort alone', { reasoning_effort: 'low' }, '200'],
    [
      'thinking off on the coding model',
      { model: 'kimi-k2.7-code', ...OFF },
      invalid('invalid thinking: only type=enabled is allowed for this model'),
    ],
    [
      'a forced call while thinking',
      { tools: [tool('a')], tool_choice: 'required' },
      invalid("tool_choice 'required' is incompatible with thinking enabled"),
    ],
    [
      'a forced call without thinking',
      { tools: [tool('a')], tool_choice: 'required', ...OFF },
      invalid("tool_choice 'required' is not supported for this model"),
    ],
    [
      'a named call while thinking',
      { tools: [tool('a')], tool_choice: { type: 'function', function: { name: 'a' } } },
      invalid("tool_choice 'specified' is incompatible with thinking enabled"),
    ],
    [
      'a named call without thinking',
      { tools: [tool('a')], tool_choice: { type: 'function', function: { name: 'a' } }, ...OFF },
      '200',
    ],
    [
      'a named call of no tool',
      { tools: [tool('a')], tool_choice: { type: 'function', function: { name: 'b' } }, ...OFF },
      invalid('Invalid request: tool_choice names the unknown function b'),
    ],
    ['tools left to the model', { tools: [tool('a')], tool_choice: 'none' }, '200'],
    [
      'stream options without a stream',
      { stream_options: { include_usage: true } },
      invalid('Invalid request: stream_options is only allowed when stream is enabled'),
    ],
  ])('%s', async (_what, changes, expected) => {
    expect(verdict(await chat(kimi.url, changes))).toBe(expected);
  });

  it.each([
    ['no type', { keep: 'all' }],
    ['an unknown type', { type: 'auto' }],
    ['keep of another kind', { type: 'enabled', keep: 'last' }],
  ])('thinking with %s is refused', async (_what, thinking) => {
    expect(verdict(await chat(kimi.url, { thinking }))).toMatch(
      /^400 invalid_request_error: invalid thinking: /,
    );
  });
});

import { describe, expect, it } from '@jest/globals';
import { modelProfile } from '../../src/core/model/models.ts';
import type { ProviderName } from '../../src/core/model/profile.ts';
import type { ModelRequest } from '../../src/core/prompt/request.ts';
import type { KimiOptions } from '../doubles/kimi/options.ts';
import { FAST, OK, start } from './doubles.ts';
import { type ModelStart, openTestModel, REQUEST } from './fixtures.ts';

const WINDOW = 262_144;
/** Ninety per cent of it, rounded up. */
const CLOSE = 235_930;
const COUNT_VISIT = 'POST /v1/tokenizers/estimate-token-count';
const FAR_TOO_LONG = 'a'.repeat(950_000);
/** What the double counts in it: 3.6 characters a token, and the frames of template and message. */
const FAR_TOO_LONG_TOKENS = 263_897;

const replying = (prompt: number): KimiOptions => ({ answer: [{ ...OK, usage: { prompt, cached: 0 } }] });
const sized = (promptTokens: number, more: Partial<ModelRequest> = {}): ModelRequest => ({
  ...REQUEST,
  // A copy: a prompt is known by its identity.
  messages: [...REQUEST.messages],
  promptTokens,
  ...more,
});

async function open(
  options: KimiOptions,
  { settings, ...rest }: Partial<ModelStart> = {},
  provider: ProviderName = 'moonshot',
) {
  const kimi = await start(options);
  const { model } = openTestModel({ settings: { baseUrl: kimi.url, provider, ...settings }, ...rest });
  return { kimi, model };
}

describe('after a reply that reports more than was estimated', () => {
  it('the next output cap leaves the prompt its true room', async () => {
    const { kimi, model } = await open(replying(12_000));
    await model.ask(sized(10_000));
    await model.ask(sized(190_000, { outputTokensMax: 50_000 }));
    expect(kimi.calls.map(({ outputCap }) => outputCap)).toEqual([16_000, WINDOW - 228_000 - 1_024]);
  });

  it('the budget and the charge reckon with it, and the reader is told', async () => {
    const { model } = await open(replying(12_000));
    expect(model.promptTokens?.(sized(190_000))).toBe(190_000);
    await model.ask(sized(10_000));
    expect(model.promptTokens?.(sized(190_000))).toBe(228_000);
    expect(model.notes?.()).toEqual([]);
    await model.ask(sized(20_000));
    expect(model.notes?.()).toEqual([
      'Kimi Open Platform counts up to 20 % more tokens in a prompt than estimated; from then on requests were reckoned with its count.',
    ]);
  });

  it.each([
    ['a tenth more is not worth a word', 11_000],
    ['less is not worth a word', 9_000],
    ['a report that cannot be true is not believed', 50_000],
  ])('%s', async (_what, reported) => {
    const { model } = await open(replying(reported));
    await model.ask(sized(10_000));
    await model.ask(sized(10_000));
    expect(model.notes?.()).toEqual([]);
  });

  it('a prompt whose report got lost teaches nothing', async () => {
    const { model } = await open({
      answer: [{ kind: 'no-done', missing: 'usage', reply: { content: 'OK.' } }],
    });
    await model.ask(sized(10_000));
    expect(model.promptTokens?.(sized(10_000))).toBe(10_000);
  });
});

describe('a prompt that comes close to the window', () => {
  it.each<[string, number, ProviderName, string[]]>([
    ['within a tenth of it is counted', CLOSE, 'moonshot', [COUNT_VISIT]],
    ['further off is not', CLOSE - 1, 'moonshot', []],
    ['is not counted where nobody offers to', CLOSE, 'dashscope', []],
  ])('%s', async (_what, promptTokens, provider, visits) => {
    const { kimi, model } = await open({}, {}, provider);
    await model.ask(sized(promptTokens));
    expect(kimi.visits).toEqual(visits);
  });

  it('is asked with the count in place of the estimate', async () => {
    const { kimi, model } = await open({});
    const request = sized(250_000, { outputTokensMax: 32_768 });
    expect(await model.ask(request)).toMatchObject({ kind: 'reply' });
    expect(kimi.calls.map(({ outputCap }) => outputCap)).toEqual([32_768]);
    expect(model.promptTokens?.(request)).toBe(kimi.calls[0]?.promptTokens);
    expect(model.notes?.()).toEqual([]);
  });

  it('is split instead of sent when the count leaves no room', async () => {
    const { kimi, model } = await open({});
    const answer = await model.ask(sized(240_000, { messages: [{ role: 'user', content: FAR_TOO_LONG }] }));
    expect(answer).toMatchObject({
      kind: 'failure',
      code: 'KIMI_CONTEXT_OVERFLOW',
      message: `The request needs ${FAR_TOO_LONG_TOKENS} tokens; kimi-k2.6 at Kimi Open Platform takes ${WINDOW} for prompt and answer together.`,
      calls: { requests: 0 },
    });
    expect(kimi.calls).toEqual([]);
  });

  it('teaches as a reply does', async () => {
    const { model } = await open({});
    await model.ask(sized(240_000, { messages: [{ role: 'user', content: FAR_TOO_LONG }] }));
    expect(model.promptTokens?.(sized(100_000))).toBe(Math.ceil((100_000 * FAR_TOO_LONG_TOKENS) / 240_000));
  });

  it('is counted with the tools that extra-body holds', async () => {
    const name = 'a'.repeat(60);
    const tools = [{ type: 'function', function: { name, parameters: { type: 'object', properties: {} } } }];
    const { kimi, model } = await open({}, { settings: { extraBody: { tools } } });
    const request = sized(CLOSE);
    await model.ask(request);
    const withTools = kimi.calls[0]?.promptTokens ?? 0;
    expect(model.promptTokens?.(request)).toBeGreaterThanOrEqual(withTools);
  });

  it.each(['missing', 'silent'] as const)(
    'is asked all the same when the endpoint is %s',
    async (estimate) => {
      const { kimi, model } = await open({ estimate }, { scale: FAST });
      expect(await model.ask(sized(CLOSE, { outputTokensMax: 50_000 }))).toMatchObject({ kind: 'reply' });
      expect(await model.ask(sized(CLOSE))).toMatchObject({ kind: 'reply' });
      expect(kimi.visits).toEqual([COUNT_VISIT]);
      expect(kimi.calls[0]?.outputCap).toBe(WINDOW - CLOSE - 1_024);
    },
  );

  it('is counted once, however often it is tried', async () => {
    const unavailable = { kind: 'error', status: 503, type: 'server_unavailable', message: '' } as const;
    const { kimi, model } = await open({ answer: [unavailable, OK] }, { scale: 0.1 });
    expect(await model.ask(sized(CLOSE))).toMatchObject({ kind: 'reply', calls: { requests: 2 } });
    expect(kimi.visits).toEqual([COUNT_VISIT]);
  });
});

it('the window of these tests is that of the model', () => {
  expect(modelProfile('kimi-k2.6', 'moonshot').contextWindow).toBe(WINDOW);
});

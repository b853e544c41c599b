import { describe, expect, it } from '@jest/globals';
import type { Answer, ModelRequest } from '../../src/core/prompt/request.ts';
import { DEFAULT_KEY } from '../doubles/kimi/accounts.ts';
import type { KimiOptions } from '../doubles/kimi/options.ts';
import { DOUBLE_IDS } from '../doubles/kimi/refusals.ts';
import type { KimiScript } from '../doubles/kimi/script.ts';
import { askOne, error, OK, start } from './doubles.ts';
import { openTestModel, REQUEST, USER_AGENT } from './fixtures.ts';

describe('an answer', () => {
  it('comes with text, reasoning, usage and an account of the call', async () => {
    const { answer, kimi } = await askOne({
      answer: [{ kind: 'reply', reasoning: 'Let me think. Grüße.', content: 'All is well — 好。' }],
    });
    expect(answer).toEqual({
      kind: 'reply',
      text: 'All is well — 好。',
      reasoning: 'Let me think. Grüße.',
      finish: 'stop',
      finishDetail: 'stop',
      toolCalls: [],
      usage: {
        prompt: expect.any(Number),
        cached: 0,
        completion: expect.any(Number),
        reasoning: expect.any(Number),
      },
      calls: {
        requests: 1,
        refusals: [],
        queuedMs: expect.any(Number),
        answeredMs: expect.any(Number),
        requestId: kimi.calls[0]?.requestId,
        model: 'kimi-k2.6',
      },
    });
    expect(answer.usage.reasoning).toBeGreaterThan(0);
  });

  it('counts cached tokens once', async () => {
    const { answer } = await askOne({
      answer: [{ ...OK, usage: { prompt: 1000, cached: 800, completion: 5 } }],
    });
    expect(answer.usage).toMatchObject({ prompt: 1000, cached: 800, completion: 5 });
  });

  it.each<[string, KimiScript, Partial<Answer>]>([
    ['cut by the output cap', { ...OK, finish: 'length' }, { finish: 'length' }],
    ['that is empty', { ...OK, content: '' }, { text: '', finish: 'stop' }],
    [
      'with a finish reason of its own',
      { ...OK, finish: 'tired' },
      { finish: 'other', finishDetail: 'tired' },
    ],
    ['with comments that keep the line alive', { ...OK, comments: true }, { text: 'OK.' }],
    ['without the closing mark', { kind: 'no-done', missing: 'done', reply: OK }, { text: 'OK.' }],
    ['without a separate usage event', { kind: 'no-done', missing: 'usage', reply: OK }, { text: 'OK.' }],
  ])('%s is a reply', async (_what, script, expected) => {
    const { answer } = await askOne({ answer: [script] });
    expect(answer).toMatchObject({ kind: 'reply', ...expected });
  });

  it('that is starved by its cap is a reply without text', async () => {
    const { answer } = await askOne({
      answer: [{ ...OK, reasoning: 'hmm '.repeat(40_000), pieceTokens: 1_000 }],
    });
    expect(answer).toMatchObject({ kind: 'reply', text: '', finish: 'length' });
  });
});

describe('on the wire', () => {
  it('there is our User-Agent and nothing about library or machine', async () => {
    const { kimi } = await askOne({});
    const headers = kimi.calls[0]?.headers ?? {};
    expect(headers['user-agent']).toBe(USER_AGENT);
    expect(Object.keys(headers).filter((name) => /stainless|openai/.test(name))).toEqual([]);
  });

  it('there is a body without sampling fields', async () => {
    const { kimi } = await askOne({});
    expect(kimi.calls[0]?.body).toEqual({
      model: 'kimi-k2.6',
      messages: REQUEST.messages,
      max_completion_tokens: 16_000,
      thinking: { type: 'enabled' },
      prompt_cache_key: 'octo/engine#7',
      stream: true,
      stream_options: { include_usage: true },
    });
  });
});

describe('a prefix that several requests share', () => {
  const PREFIX_TOKENS = 5_000;
  const CHARACTERS_PER_TOKEN = 4;
  const SCALE = 0.04;
  // Over before anybody loses patience.
  const SLOW: KimiScript = {
    kind: 'reply',
    content: 'word '.repeat(60),
    firstTokenMs: 5_000,
    tokensPerSecond: 6,
  };
  const asking = (question: string): ModelRequest => ({
    ...REQUEST,
    messages: [{ role: 'user', content: 'x'.repeat(PREFIX_TOKENS * CHARACTERS_PER_TOKEN) + question }],
    prefix: { id: 'pack 1', tokens: PREFIX_TOKENS },
  });

  it.each<[string, KimiScript]>([
    ['of reasoning', { ...SLOW, reasoning: 'word '.repeat(60), content: '' }],
    ['of an answer', { ...SLOW, reasoning: '' }],
  ])('is in the cache for all but the first: they wait for a word %s', async (_what, script) => {
    const kimi = await start({ clockScale: SCALE, answer: [script] });
    const { model } = openTestModel({ scale: SCALE, settings: { baseUrl: kimi.url } });
    await Promise.all(['Why?', 'How?', 'Where?'].map((question) => model.ask(asking(question))));
    const cached = kimi.calls.map(({ cachedTokens }) => cachedTokens ?? 0);
    expect(cached.map((tokens) => tokens >= PREFIX_TOKENS)).toEqual([false, true, true]);
    // They do not wait for the whole of it.
    expect(kimi.calls.map(({ concurrency }) => concurrency)).toEqual([1, 2, 3]);
  });
});

describe('a call ends', () => {
  it('when it takes longer than a call may', async () => {
    const { answer } = await askOne(
      { answer: [{ ...OK, content: 'word '.repeat(500), tokensPerSecond: 5, pieceTokens: 1 }] },
      { scale: 1, timeouts: { idleMs: 2_000, callMs: 600 } },
    );
    expect(answer).toMatchObject({ kind: 'failure', code: 'KIMI_TIMEOUT', calls: { requests: 1 } });
    expect(answer.usage.completion).toBeGreaterThan(0);
  });

  it('when the run ends, on the wire too', async () => {
    const end = new AbortController();
    const kimi = await start({ answer: [{ kind: 'stall', after: 1 }] });
    const { model } = openTestModel({
      settings: { baseUrl: kimi.url, maxConcurrency: 1 },
      signal: end.signal,
    });
    const answers = Promise.all([model.ask(REQUEST), model.ask(REQUEST)]);
    while (kimi.calls.length === 0) await new Promise((resolve) => setImmediate(resolve));
    end.abort();
    expect((await answers).map((answer) => answer.kind === 'failure' && answer.code)).toEqual([
      'CANCELLED',
      'CANCELLED',
    ]);
    expect(kimi.calls).toHaveLength(1);
  });
});

describe('what may be shown', () => {
  it('is never a key, an organisation or a user', async () => {
    const texts: string[] = [];
    for (const options of [
      { keys: { [DEFAULT_KEY]: 'no-balance' } },
      { tier: { concurrency: 0, rpm: 9, tpm: 9, tpd: 9 } },
      {
        answer: [
          error(
            400,
            'invalid_request_error',
            `bad key ${DEFAULT_KEY} of ${DOUBLE_IDS.orgId} <${DOUBLE_IDS.keyId}>`,
          ),
        ],
      },
      {
        answer: [
          error(500, 'server_error', `project proj-1234567890 of jane@example.com: Bearer ${DEFAULT_KEY}`),
        ],
      },
    ] satisfies KimiOptions[]) {
      const { answer, log } = await askOne(options);
      texts.push(JSON.stringify(answer), ...log);
    }
    const all = texts.join('\n');
    expect(all).not.toContain(DEFAULT_KEY);
    expect(all).not.toMatch(/org-5d0b|ak-f7|proj-|uid-|jane@/);
    expect(all).toMatch(/"requestId":"[0-9a-f-]{36}"/);
  });
});

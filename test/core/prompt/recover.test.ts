import { describe, expect, it } from '@jest/globals';
import type { ContextPack } from '../../../src/core/budget/context-pack.ts';
import { NO_USAGE } from '../../../src/core/cost/usage.ts';
import type { ParsedAnswer } from '../../../src/core/findings/finding.ts';
import { type Attempt, nextAttempt } from '../../../src/core/prompt/recover.ts';
import type {
  CallAccount,
  ModelReply,
  ModelRequest,
  ReplyFailure,
} from '../../../src/core/prompt/request.ts';
import { type ErrorCode, remedyFor } from '../../../src/errors.ts';
import { editOf, KIMI } from '../context/builders.ts';

const CALLS: CallAccount = {
  requests: 1,
  refusals: [],
  queuedMs: 0,
  answeredMs: 1,
  requestId: null,
  model: 'kimi-k2.6',
};
const REQUEST: ModelRequest = {
  name: 'review pack 1 of 1',
  messages: [{ role: 'user', content: 'question' }],
  thinking: 'enabled',
  outputTokensMax: 32_768,
  promptTokens: 1_000,
  cacheKey: 'acme/shop#7',
};

function packOf(...paths: string[]): ContextPack {
  const patches = paths.map((path) => ({ patch: editOf(path), parts: [] }));
  return { index: 1, count: 1, patches, snippets: [], leftOut: [], tokens: 0 };
}

function reply(changes: Partial<ModelReply> = {}): ModelReply {
  return {
    kind: 'reply',
    text: 'notes',
    reasoning: '',
    finish: 'stop',
    finishDetail: 'stop',
    toolCalls: [],
    usage: NO_USAGE,
    calls: CALLS,
    ...changes,
  };
}

function failure(code: ErrorCode): ReplyFailure {
  return { kind: 'failure', code, message: 'It failed.', remedy: 'Wait.', usage: NO_USAGE, calls: CALLS };
}

function parsed(state: ParsedAnswer['state']): ParsedAnswer {
  return { findings: [], rejects: [], state, problem: state === 'complete' ? null : 'no closing line' };
}

function next(changes: Partial<Attempt> = {}) {
  return nextAttempt({
    request: REQUEST,
    answer: reply(),
    parsed: parsed('complete'),
    attempt: 1,
    pack: packOf('a.ts'),
    splits: 0,
    profile: KIMI,
    ...changes,
  });
}

const EMPTY = reply({ text: ' \n', finish: 'length', reasoning: 'long' });
const CUT = reply({ finish: 'length' });

describe('after an answer', () => {
  it('a complete one is done, whatever the finish reason is called', () => {
    expect(next()).toEqual({ kind: 'done' });
    expect(next({ answer: reply({ finish: 'other' }) })).toEqual({ kind: 'done' });
  });

  it('empty because reasoning used the budget: once more with thinking off', () => {
    expect(next({ answer: EMPTY, parsed: parsed('unreadable') })).toEqual({
      kind: 'ask',
      request: { ...REQUEST, thinking: 'disabled' },
      recovery: 'asked again with thinking off: reasoning used up the output budget',
    });
  });

  it('empty from a model that always thinks: once more with a bigger budget', () => {
    const again = next({ answer: EMPTY, parsed: null, profile: { ...KIMI, thinking: 'always' } });
    expect(again).toMatchObject({ kind: 'ask', request: { thinking: 'enabled', outputTokensMax: 65_536 } });
  });

  it('cut off: once more with a bigger budget, or with thinking off when the window is full', () => {
    const cut = { answer: CUT, parsed: parsed('truncated') };
    expect(next(cut)).toMatchObject({
      kind: 'ask',
      request: { outputTokensMax: 65_536, thinking: 'enabled' },
    });
    const full = { ...REQUEST, promptTokens: 225_000 };
    expect(next({ ...cut, request: full })).toMatchObject({ kind: 'ask', request: { thinking: 'disabled' } });
  });

  it('cut off at the most the model may write: never the same request again', () => {
    const cut = { answer: CUT, parsed: parsed('truncated'), profile: { ...KIMI, outputMax: 32_768 } };
    expect(next(cut)).toMatchObject({
      kind: 'ask',
      request: { thinking: 'disabled', outputTokensMax: 32_768 },
    });
    const always = { ...cut.profile, thinking: 'always' as const };
    expect(next({ ...cut, profile: always })).toMatchObject({ kind: 'give-up' });
  });

  it('unreadable: shows the answer and asks for the form with thinking off', () => {
    const again = next({ answer: reply({ text: 'looks fine' }), parsed: parsed('unreadable') });
    if (again.kind !== 'ask') throw new Error(again.kind);
    expect(again.request.messages.map(({ role }) => role)).toEqual(['user', 'assistant', 'user']);
    expect(again.request.messages.slice(0, 1)).toEqual(REQUEST.messages);
    expect(again.request.messages[1]?.content).toBe('looks fine');
    expect(again.request.messages[2]?.content).toContain('no closing line');
    expect(again.request.thinking).toBe('disabled');
    expect(again.request.promptTokens).toBeGreaterThan(0);
  });

  it('an answer that stops by itself without its closing line is asked for the form too', () => {
    expect(next({ parsed: parsed('truncated') })).toMatchObject({ kind: 'ask' });
  });

  it.each<[string, Partial<Attempt>, ErrorCode]>([
    ['empty', { answer: EMPTY, parsed: null }, 'KIMI_EMPTY_ANSWER'],
    ['empty by failure', { answer: failure('KIMI_EMPTY_ANSWER'), parsed: null }, 'KIMI_EMPTY_ANSWER'],
    ['cut off', { answer: CUT, parsed: parsed('truncated') }, 'KIMI_TRUNCATED_ANSWER'],
    ['unreadable', { parsed: parsed('unreadable') }, 'KIMI_UNREADABLE_ANSWER'],
  ])('a second one that is %s ends it, with the way out', (_title, changes, code) => {
    expect(next({ ...changes, attempt: 2 })).toEqual({
      kind: 'give-up',
      failure: { code, message: expect.any(String), remedy: remedyFor(code) },
    });
  });

  it('a prompt that is too large is made smaller, a bounded number of times', () => {
    const overflow = { answer: failure('KIMI_CONTEXT_OVERFLOW'), parsed: null };
    expect(next({ ...overflow, attempt: 2 })).toMatchObject({ kind: 'split', why: 'too-large' });
    expect(next({ ...overflow, splits: 8 })).toMatchObject({ kind: 'give-up' });
  });

  it('a refused text is looked for by splitting, until one file is left', () => {
    const refused = { answer: failure('KIMI_CONTENT_FILTER'), parsed: null };
    expect(next({ ...refused, pack: packOf('a.ts', 'b.ts') })).toMatchObject({
      kind: 'split',
      why: 'refused',
    });
    expect(next(refused)).toMatchObject({ kind: 'give-up', failure: { code: 'KIMI_CONTENT_FILTER' } });
  });

  it.each<ErrorCode>(['KIMI_UNAUTHORIZED', 'KIMI_QUOTA', 'KIMI_STALLED', 'BUDGET_EXCEEDED'])(
    '%s is not ours to mend',
    (code) => {
      expect(next({ answer: failure(code), parsed: null })).toEqual({
        kind: 'give-up',
        failure: { code, message: 'It failed.', remedy: 'Wait.' },
      });
    },
  );
});

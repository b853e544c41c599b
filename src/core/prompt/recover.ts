import { type ErrorCode, remedyFor } from '../../errors.ts';
import type { ContextPack } from '../budget/context-pack.ts';
import type { ParsedAnswer } from '../findings/finding.ts';
import type { ModelProfile } from '../model/profile.ts';
import { closingLine } from './answer-format.ts';
import { messageTokens } from './message-tokens.ts';
import type { Answer, ModelReply, ModelRequest } from './request.ts';

/** An answer to one request about one pack, and where the attempts for that pack stand. */
export type Attempt = {
  readonly request: ModelRequest;
  readonly answer: Answer;
  /** What the reply said; null when there was none. */
  readonly parsed: ParsedAnswer | null;
  /** 1 for the first request about this pack. */
  readonly attempt: number;
  readonly pack: ContextPack;
  /** How often this pack has been split already. */
  readonly splits: number;
  readonly profile: ModelProfile;
};

export type Failure = { readonly code: ErrorCode; readonly message: string; readonly remedy: string };

/** `recovery` is what is done, in words for the account. */
export type NextAttempt =
  | { readonly kind: 'done' }
  | { readonly kind: 'ask'; readonly request: ModelRequest; readonly recovery: string }
  | { readonly kind: 'split'; readonly why: 'too-large' | 'refused'; readonly recovery: string }
  | { readonly kind: 'give-up'; readonly failure: Failure };

/** One better question per pack: a second poor answer is not a slip. */
const ATTEMPTS_MAX = 2;
/** Sheds snippets, sheds files, then halves: enough to get from a full window to a single large hunk. */
const SPLITS_MAX = 8;
/** A bigger output cap is worth a request only when it is clearly bigger. */
const OUTPUT_GROWTH_MIN = 1.25;
const OUTPUT_GROWTH = 2;
const MARGIN_TOKENS = 1_024;

/** What to do after an answer. Pure: the caller asks, splits or gives up. */
export function nextAttempt(tried: Attempt): NextAttempt {
  const { answer } = tried;
  if (answer.kind === 'failure') return afterFailure(tried, answer);
  if (answer.text.trim() === '') return afterEmpty(tried, answer);
  if (tried.parsed?.state === 'complete') return { kind: 'done' };
  if (answer.finish === 'length') return afterCut(tried);
  return afterUnreadable(tried, answer);
}

function afterFailure(tried: Attempt, failure: Failure): NextAttempt {
  const { pack, splits } = tried;
  if (failure.code === 'KIMI_CONTEXT_OVERFLOW' && splits < SPLITS_MAX) {
    return {
      kind: 'split',
      why: 'too-large',
      recovery: 'made smaller: the request exceeded the window of the model',
    };
  }
  if (failure.code === 'KIMI_CONTENT_FILTER' && splits < SPLITS_MAX && pack.patches.length > 1) {
    return {
      kind: 'split',
      why: 'refused',
      recovery: 'split: the provider refused something in the request',
    };
  }
  if (failure.code === 'KIMI_EMPTY_ANSWER') return afterEmpty(tried, null);
  if (failure.code === 'KIMI_TRUNCATED_ANSWER') return afterCut(tried);
  return {
    kind: 'give-up',
    failure: { code: failure.code, message: failure.message, remedy: failure.remedy },
  };
}

/** Reasoning and answer share one cap: a long thought can leave nothing for the answer. */
function afterEmpty(tried: Attempt, reply: ModelReply | null): NextAttempt {
  const why = reply?.finish === 'length' ? 'reasoning used up the output budget' : 'the answer was empty';
  const better =
    thinkingOff(tried, why) ??
    biggerCap(tried, why) ??
    (reply?.finish === 'length' ? null : sameAgain(tried, why));
  return better ?? giveUp('KIMI_EMPTY_ANSWER', `The model gave no answer: ${why}.`, tried);
}

function afterCut(tried: Attempt): NextAttempt {
  const why = 'the answer was cut off by the output budget';
  const better = biggerCap(tried, why) ?? thinkingOff(tried, why);
  return better ?? giveUp('KIMI_TRUNCATED_ANSWER', 'The answer was cut off by the output budget.', tried);
}

/** Shows the model its own notes and asks for nothing but the form: it has already done the reading. */
function afterUnreadable(tried: Attempt, reply: ModelReply): NextAttempt {
  const problem = tried.parsed?.problem ?? 'it is not in the answer form';
  if (tried.attempt >= ATTEMPTS_MAX) {
    return giveUp('KIMI_UNREADABLE_ANSWER', `The answer could not be read: ${problem}.`, tried);
  }
  const { request } = tried;
  const messages = [
    ...request.messages,
    { role: 'assistant' as const, content: reply.text },
    { role: 'user' as const, content: reAsk(problem) },
  ];
  const promptTokens = messageTokens(messages, request.tools);
  const outputTokensMax = outputWithin(tried.profile, promptTokens, request.outputTokensMax);
  if (outputTokensMax === null) {
    return giveUp('KIMI_UNREADABLE_ANSWER', `The answer could not be read: ${problem}.`, tried);
  }
  const thinking = canToggle(tried) ? 'disabled' : request.thinking;
  const { prefix: _shared, ...alone } = request;
  const again = { ...alone, messages, promptTokens, outputTokensMax, thinking } satisfies ModelRequest;
  return { kind: 'ask', request: again, recovery: `asked again for the answer form: ${problem}` };
}

function reAsk(problem: string): string {
  return `Your answer could not be read by the program: ${problem.replaceAll(/\s+/g, ' ')}. Write it once more, complete, exactly in the form given at the start. Keep every finding that stands, add none, and close with the line that states how many sections you wrote, as in: ${closingLine(0)}`;
}

function thinkingOff(tried: Attempt, why: string): NextAttempt | null {
  if (tried.attempt >= ATTEMPTS_MAX || !canToggle(tried) || tried.request.thinking === 'disabled')
    return null;
  // What was read while thinking is cached apart, so this request shares it with nobody.
  const { prefix: _shared, ...alone } = tried.request;
  const request: ModelRequest = { ...alone, thinking: 'disabled' };
  return { kind: 'ask', request, recovery: `asked again with thinking off: ${why}` };
}

function biggerCap(tried: Attempt, why: string): NextAttempt | null {
  const { request, profile } = tried;
  if (tried.attempt >= ATTEMPTS_MAX) return null;
  const wanted = request.outputTokensMax * OUTPUT_GROWTH;
  const outputTokensMax = outputWithin(profile, request.promptTokens, wanted);
  if (outputTokensMax === null || outputTokensMax < request.outputTokensMax * OUTPUT_GROWTH_MIN) return null;
  const recovery = `asked again with room for ${outputTokensMax} tokens: ${why}`;
  return { kind: 'ask', request: { ...request, outputTokensMax }, recovery };
}

/** An empty answer that stopped by itself is a slip of the provider; its own clients ask again. */
function sameAgain(tried: Attempt, why: string): NextAttempt | null {
  if (tried.attempt >= ATTEMPTS_MAX) return null;
  return { kind: 'ask', request: tried.request, recovery: `asked again: ${why}` };
}

function outputWithin(profile: ModelProfile, promptTokens: number, wanted: number): number | null {
  const room = profile.contextWindow - promptTokens - MARGIN_TOKENS;
  // The same bound as on the wire: asking for more would send the same request again.
  const cap = Math.min(wanted, profile.outputMax, room);
  return cap < MARGIN_TOKENS ? null : cap;
}

function canToggle(tried: Attempt): boolean {
  return tried.profile.thinking === 'toggle' || tried.profile.thinking === 'effort';
}

function giveUp(code: ErrorCode, message: string, { request }: Attempt): NextAttempt {
  const withoutThinking = code !== 'KIMI_UNREADABLE_ANSWER' && request.thinking === 'disabled';
  return {
    kind: 'give-up',
    failure: { code, message, remedy: withoutThinking ? REMEDY_WITHOUT_THINKING : remedyFor(code) },
  };
}

/** The catalogue advises to switch thinking off, which is no way out where it was off. */
const REMEDY_WITHOUT_THINKING = 'Run the workflow again later, or split the pull request.';

import { NO_USAGE, sumUsd } from '../core/cost/usage.ts';
import { answerCostUsd, worstCostUsd } from '../core/cost/worst-cost.ts';
import type { Answer, ModelRequest } from '../core/prompt/request.ts';
import type { Brief } from '../core/prompt/review-prompt.ts';
import { remedyFor } from '../errors.ts';
import type { Log, Model } from '../ports.ts';
import { CONVERSE_LIMITS, converse } from './converse.ts';
import type { Lookups } from './lookup.ts';
import type { Purse } from './purse.ts';

/** What whoever asks the model has at hand. */
export type Desk = {
  readonly model: Model;
  readonly brief: Brief;
  readonly purse: Purse;
  readonly log: Log;
  /** What the model may look up in the repository, where the brief offers it. */
  readonly lookups: Lookups;
};

/** A request with its answer, after whatever the model looked up in between, and what all of it cost. */
export type Spoken = {
  /** The one the answer answers, look-ups included. */
  readonly request: ModelRequest;
  readonly answer: Answer;
  readonly usd: number | null;
  readonly lookups: number;
};

/** Asks, and answers what the model looks up where it is offered that. */
export async function speak(request: ModelRequest, desk: Desk): Promise<Spoken> {
  const { brief, lookups } = desk;
  if (request.tools === undefined || request.toolChoice === 'none') {
    const answer = await pay(request, desk);
    return { request, answer, usd: answerCostUsd(answer, brief), lookups: 0 };
  }
  const { contextWindow } = brief.profile;
  const promptTokens = contextWindow - request.outputTokensMax - CONVERSATION_MARGIN_TOKENS;
  const talk = await converse(request, {
    ask: (next) => pay(next, desk),
    lookups,
    limits: { ...CONVERSE_LIMITS, promptTokens },
  });
  return {
    // Whatever is asked after this is asked for words.
    request: { ...talk.request, toolChoice: 'none' },
    answer: talk.answer,
    usd: sumUsd(talk.answers.map((answer) => answerCostUsd(answer, brief))),
    lookups: talk.lookups.length,
  };
}

const CONVERSATION_MARGIN_TOKENS = 1_024;

/** Sends a request if the money ceiling leaves room for its worst case. */
async function pay(request: ModelRequest, { model, brief, purse }: Desk): Promise<Answer> {
  const promptTokens = model.promptTokens?.(request) ?? request.promptTokens;
  const worst = worstCostUsd({ ...request, promptTokens }, brief);
  if (!(await purse.take(worst))) return unaffordable(worst, brief);
  const answer = await model.ask(request);
  purse.settle(worst, answerCostUsd(answer, brief) ?? 0);
  return answer;
}

const CENT_DIGITS = 2;

function unaffordable(worstUsd: number, { profile }: Brief): Answer {
  return {
    kind: 'failure',
    code: 'BUDGET_EXCEEDED',
    message: `Not asked: a request may cost up to $${worstUsd.toFixed(CENT_DIGITS)}, more than budget-usd leaves.`,
    remedy: remedyFor('BUDGET_EXCEEDED'),
    usage: NO_USAGE,
    calls: { requests: 0, refusals: [], queuedMs: 0, answeredMs: 0, requestId: null, model: profile.id },
  };
}

import type { Usage } from '../core/cost/usage.ts';
import type { ModelRequest } from '../core/prompt/request.ts';
import type { ErrorCode } from '../errors.ts';
import type { Failure } from './breakdown.ts';
import type { Waiting } from './queue.ts';
import { NO_TRIALS, type Trials } from './retry.ts';

/** How one try ended. */
export type Sending<Reply> = (
  | { readonly kind: 'reply'; readonly reply: Reply }
  | { readonly kind: 'failure'; readonly failure: Failure }
) & {
  readonly usage: Usage;
  readonly requestId: string | null;
  /** It never went out. */
  readonly unsent?: true;
};

export type Failed<Reply> = Extract<Sending<Reply>, { readonly kind: 'failure' }>;

/** What a try shows before it ends. Each may be called more than once. */
export type Signs = {
  /** The first sign of an answer: the account let the request in. */
  admitted(): void;
  /** The first word, of reasoning or answer: the whole prompt was read. */
  firstToken(): void;
};

/** One try on the wire. Never rejects. */
export type Send<Reply> = (request: ModelRequest, signs: Signs) => Promise<Sending<Reply>>;

/** How a question ended, and what it cost in tries, tokens and time. */
export type Settled<Reply> = Sending<Reply> & {
  readonly requests: number;
  /** Codes of the tries that failed before the last one. */
  readonly refusals: readonly ErrorCode[];
  readonly queuedMs: number;
  readonly answeredMs: number;
};

/** A question in the pool, from arrival to answer. */
export type Ticket<Reply> = Waiting & {
  /** What the account counts is learned while requests wait. */
  charge: number;
  overtaken: number;
  notBefore: number;
  readonly request: ModelRequest;
  readonly queuedAt: number;
  readonly resolve: (settled: Settled<Reply>) => void;
  trials: Trials;
  requests: number;
  answeredMs: number;
  usage: Usage;
};

const NOTHING_USED: Usage = { prompt: 0, cached: 0, completion: 0, reasoning: 0 };

export function newTicket<Reply>(
  start: Pick<Ticket<Reply>, 'order' | 'charge' | 'request' | 'queuedAt' | 'resolve'>,
): Ticket<Reply> {
  return {
    ...start,
    notBefore: 0,
    overtaken: 0,
    trials: NO_TRIALS,
    requests: 0,
    answeredMs: 0,
    usage: NOTHING_USED,
  };
}

/** Books a try that is over. What it generated is billed, answered or not. */
export function book<Reply>(ticket: Ticket<Reply>, sending: Sending<Reply>, tookMs: number): void {
  if (sending.unsent !== true) ticket.requests += 1;
  ticket.answeredMs += tookMs;
  ticket.usage = addUsage(ticket.usage, sending.usage);
}

export function settle<Reply>(ticket: Ticket<Reply>, sending: Sending<Reply>, now: number): void {
  const { requests, answeredMs, usage, trials } = ticket;
  const last = sending.kind === 'failure' && trials.failed.at(-1) === sending.failure.code;
  const refusals = last ? trials.failed.slice(0, -1) : trials.failed;
  const queuedMs = now - ticket.queuedAt - answeredMs;
  ticket.resolve({ ...sending, usage, requests, refusals, queuedMs, answeredMs });
}

/** The end of a request that was not sent, or not sent again. */
export function failing<Reply>(failure: Failure): Failed<Reply> {
  return { kind: 'failure', failure, usage: NOTHING_USED, requestId: null, unsent: true };
}

export function addUsage(left: Usage, right: Usage): Usage {
  return {
    prompt: left.prompt + right.prompt,
    cached: left.cached + right.cached,
    completion: left.completion + right.completion,
    reasoning: left.reasoning + right.reasoning,
  };
}

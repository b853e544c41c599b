import type { ErrorCode } from '../../errors.ts';
import type { Usage } from '../cost/usage.ts';

export type Message = { readonly role: 'system' | 'user' | 'assistant'; readonly content: string };

export type Thinking = 'enabled' | 'disabled';

/** One question for the model. Equal input gives equal bytes. */
export type ModelRequest = {
  /** For logs and the account: `review pack 2 of 3`. */
  readonly name: string;
  readonly messages: readonly Message[];
  readonly thinking: Thinking;
  /** Cap on reasoning and answer together, in tokens. */
  readonly outputTokensMax: number;
  /** Our estimate of the prompt, in tokens. */
  readonly promptTokens: number;
  /** One per pull request: Moonshot routes equal keys to the same prefix cache. */
  readonly cacheKey: string;
  /**
   * Requests with equal ids begin with the same `tokens` tokens: equal messages up to there, and the same
   * thinking. One of them goes first, so that the others find the prefix in the provider's cache.
   */
  readonly prefix?: { readonly id: string; readonly tokens: number };
};

/** A complete answer on the wire: the stream ended with a finish reason. It may still be unreadable. */
export type ModelReply = {
  readonly kind: 'reply';
  readonly text: string;
  readonly reasoning: string;
  /** `length`: the output budget ran out. `other`: a finish reason we do not know, kept in `finishDetail`. */
  readonly finish: 'stop' | 'length' | 'other';
  readonly finishDetail: string;
  readonly usage: Usage;
  readonly calls: CallAccount;
};

/** No usable answer, after whatever retries the kind of failure allows. Never thrown, always returned. */
export type ReplyFailure = {
  readonly kind: 'failure';
  readonly code: ErrorCode;
  /** One sentence for people, already free of keys and account ids. */
  readonly message: string;
  /** What to do about it. */
  readonly remedy: string;
  readonly usage: Usage;
  readonly calls: CallAccount;
};

/** What one question cost in tries and time. */
export type CallAccount = {
  readonly requests: number;
  /** Refusals by kind that were waited out, for instance `['rate-limited', 'overloaded']`. */
  readonly refusals: readonly ErrorCode[];
  readonly queuedMs: number;
  readonly answeredMs: number;
  /** `Msh-Request-Id` of the last try: the only header that may appear in a public log. */
  readonly requestId: string | null;
  /** The model that answered: differs from the asked one after a fallback. */
  readonly model: string;
};

export type Answer = ModelReply | ReplyFailure;

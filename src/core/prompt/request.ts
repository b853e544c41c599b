import type { ErrorCode } from '../../errors.ts';
import type { Usage } from '../cost/usage.ts';

/** A look-up the model asks for. `id` is opaque and is echoed; `arguments` is JSON text as the model wrote it. */
export type ToolCall = { readonly id: string; readonly name: string; readonly arguments: string };

/** What the model may ask for. `parameters` is a JSON Schema within Moonshot's dialect. */
export type ToolSpec = {
  readonly name: string;
  readonly description: string;
  readonly parameters: Readonly<Record<string, unknown>>;
};

export type Message =
  | { readonly role: 'system' | 'user'; readonly content: string }
  | {
      readonly role: 'assistant';
      readonly content: string;
      /** Sent back within a loop of look-ups. Empty reasoning is reasoning: it is not the same as none. */
      readonly reasoning?: string;
      readonly toolCalls?: readonly ToolCall[];
    }
  /** The answer to one look-up. */
  | { readonly role: 'tool'; readonly toolCallId: string; readonly content: string };

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
  /** The same in all requests of a run, since they stand at the start of the cached prefix; absent for none. */
  readonly tools?: readonly ToolSpec[];
  /** Sent only beside tools. `none` asks for words; a call is never forced, which K2.6 refuses while it thinks. */
  readonly toolChoice?: 'auto' | 'none';
};

/** A complete answer on the wire: the stream ended with a finish reason. It may still be unreadable. */
export type ModelReply = {
  readonly kind: 'reply';
  readonly text: string;
  readonly reasoning: string;
  /** What it asks to look up, in its order. Cut by `length` they are not to be acted on. */
  readonly toolCalls: readonly ToolCall[];
  /**
   * `length`: the output budget ran out. `tool-calls`: it waits for look-ups. `other`: a finish reason we do not
   * know, kept in `finishDetail`.
   */
  readonly finish: 'stop' | 'length' | 'tool-calls' | 'other';
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

/** Timing of a reply, in API milliseconds (see `ApiClock`). */
type Pace = {
  /** Before the first header: the queue at the provider. */
  readonly delayMs?: number;
  /** Between the headers and the first token; in a reply that does not stream, part of the delay. */
  readonly firstTokenMs?: number;
  /** Unset: everything at once. */
  readonly tokensPerSecond?: number;
  /** Tokens in one streamed event. */
  readonly pieceTokens?: number;
};

export type ScriptedToolCall = {
  readonly name: string;
  /** JSON text; deliberately not checked, the model gets it wrong at times. */
  readonly arguments: string;
  /** Left out: the native form `functions.<name>:<index>`. */
  readonly id?: string;
};

export type ScriptedUsage = {
  readonly prompt?: number;
  readonly cached?: number;
  readonly completion?: number;
  readonly reasoning?: number;
};

/** What the model would say if the output cap were large enough; the double cuts it where the cap ends. */
export type ReplyParts = Pace & {
  readonly content?: string;
  /** Left out: a short thought when thinking is on. With thinking off there is none, whatever is written here. */
  readonly reasoning?: string;
  readonly toolCalls?: readonly ScriptedToolCall[];
  readonly finish?: string;
  /** Replaces single counts. */
  readonly usage?: ScriptedUsage;
  /** SSE comment lines between events. */
  readonly comments?: boolean;
};

/** `after` counts streamed events; the first one carries the role. */
export type KimiScript =
  | ({ readonly kind: 'reply' } & ReplyParts)
  | {
      readonly kind: 'error';
      readonly status: number;
      readonly type: string;
      readonly message: string;
      readonly headers?: Readonly<Record<string, string>>;
      readonly delayMs?: number;
    }
  /** A page of the gateway instead of JSON. */
  | { readonly kind: 'html'; readonly status: number; readonly delayMs?: number }
  /** TCP reset. Without a stream, `mid-stream` resets within the JSON body. */
  | {
      readonly kind: 'reset';
      readonly when: 'before-headers' | 'mid-stream';
      readonly after?: number;
      readonly reply?: ReplyParts;
    }
  /** Silence with the socket open. Without a stream not even headers come. */
  | { readonly kind: 'stall'; readonly after: number; readonly reply?: ReplyParts }
  /** The stream ends politely before this stage: `finish` is the cut answer, `done` lacks only `[DONE]`. */
  | { readonly kind: 'no-done'; readonly missing: 'finish' | 'usage' | 'done'; readonly reply?: ReplyParts }
  | {
      readonly kind: 'in-stream-error';
      readonly after: number;
      readonly type: string;
      readonly message: string;
      readonly reply?: ReplyParts;
    }
  /** Status 200 and nothing in it. */
  | { readonly kind: 'empty-body'; readonly delayMs?: number };

/** How a model's thinking is switched on the wire. */
export type ThinkingKind =
  /** `thinking: {type: enabled | disabled}`. */
  | 'toggle'
  /** Always thinking; only `enabled` is accepted. */
  | 'always'
  /** `reasoning_effort`, never together with `thinking`. */
  | 'effort'
  | 'none';

/** Dollars per million tokens, with the day they were read. */
export type Prices = {
  readonly cachedPrompt: number;
  readonly prompt: number;
  readonly completion: number;
  readonly asOf: string;
};

export type ModelProfile = {
  readonly id: string;
  /** Tokens of prompt and output together. */
  readonly contextWindow: number;
  /** The output cap we ask for at most. */
  readonly outputMax: number;
  readonly thinking: ThinkingKind;
  /** Null when we know no price: then cost is shown as unknown, never as zero. */
  readonly prices: Prices | null;
  /** Set for a model that is no longer served: the id to use instead, and since when. */
  readonly retired: { readonly since: string; readonly successor: string } | null;
};

export type ProviderName =
  | 'moonshot'
  | 'moonshot-cn'
  | 'kimi-code'
  | 'openrouter'
  | 'dashscope'
  | 'ark'
  | 'openai'
  | 'anthropic'
  | 'custom';

export type ProviderProfile = {
  readonly name: ProviderName;
  /** What people call it. */
  readonly title: string;
  /** Null for `custom`: then `base-url` is required. */
  readonly baseUrl: string | null;
  /** Where a key is made, for the message that says the key was refused. */
  readonly keyPage: string | null;
  /** What the reader must know before choosing it; shown by `doctor` and in refusals. */
  readonly caveat: string | null;
  /** The provider's name for a model of ours (`kimi-k2.6` → `moonshotai/kimi-k2.6`). */
  readonly modelIds: Readonly<Record<string, string>>;
  /** Fields of the request this provider understands beyond the common ones. */
  readonly accepts: {
    /** `thinking: {...}`; a provider without it gets no such field. */
    readonly thinkingField: boolean;
    /** `enable_thinking: true | false`, DashScope's own switch. */
    readonly enableThinking: boolean;
    /** `reasoning: {enabled}`, OpenRouter's own switch. */
    readonly reasoningObject: boolean;
    readonly promptCacheKey: boolean;
    /** `tools`, calls and their answers; a provider without it reads earlier look-ups as plain text. */
    readonly tools: boolean;
    /** `reasoning_content` sent back with an assistant's turn. */
    readonly reasoningReplay: boolean;
    /** `POST /tokenizers/estimate-token-count`. */
    readonly tokenEstimate: boolean;
  };
};

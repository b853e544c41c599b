import type { IncomingHttpHeaders } from 'node:http';
import type { KeyOptions } from './accounts.ts';
import type { ChatBody } from './body.ts';
import type { ApiClock } from './clock.ts';
import type { Limits, TierNumber } from './limits.ts';
import type { Thinking } from './parameters.ts';
import type { KimiScript } from './script.ts';

/** An admitted request, as whoever scripts the answer sees it. */
export type KimiCall = {
  /** 0 for the first admitted request. */
  readonly number: number;
  readonly body: ChatBody;
  /** All message texts, one after the other: handy for choosing an answer. */
  readonly text: string;
  readonly headers: IncomingHttpHeaders;
  readonly thinking: Thinking;
  readonly outputCap: number;
  readonly promptTokens: number;
  readonly cachedTokens: number;
  /** Requests running on the account, this one included. */
  readonly concurrency: number;
};

/** A function decides; of a list each admitted request takes the next entry, and the last one repeats. */
export type Answers = ((call: KimiCall) => KimiScript | Promise<KimiScript>) | readonly KimiScript[];

export type KimiOptions = {
  /** How keys stand; by default only `sk-kimi-double` is known, and valid. */
  readonly keys?: Readonly<Record<string, KeyOptions>>;
  /** The subscription host: other path, other model ids, and only coding agents by User-Agent. */
  readonly gate?: boolean;
  /**
   * Refuse tool turns that come back without their reasoning, as the API did until June 2026 and its page
   * still says. On by default.
   */
  readonly strictReasoningReplay?: boolean;
  /** Account limits; by default there are none. */
  readonly tier?: TierNumber | Limits;
  readonly answer?: Answers;
  /** How the endpoint that counts prompts behaves: by default it does; otherwise it is a 404, or silent. */
  readonly estimate?: 'missing' | 'silent';
  /** Real seconds per API second; 0.01 lets a minute pass in 0.6 s. Texts and headers keep speaking of seconds. */
  readonly clockScale?: number;
  /** Takes the place of the scaled clock: time passes as the test says. */
  readonly clock?: ApiClock;
};

/** A chat request as it arrived and what became of it. Times are API milliseconds since the start. */
export type RecordedCall = {
  readonly order: number;
  readonly requestId: string;
  /** As parsed from JSON, before any check; null when it was no JSON. */
  readonly body: unknown;
  readonly headers: IncomingHttpHeaders;
  readonly startedAt: number;
  /** Null while it runs. */
  readonly endedAt: number | null;
  /** Null until the parameters were accepted. */
  readonly thinking: Thinking | null;
  readonly outputCap: number | null;
  readonly promptTokens: number | null;
  readonly cachedTokens: number | null;
  /** Requests running on the account when this one was let in, itself included; null when it was not. */
  readonly concurrency: number | null;
  /** 499 when the client hung up, null when nothing was sent. */
  readonly status: number | null;
  /** `error.type` of a refusal, the double's own or a scripted one. */
  readonly errorType: string | null;
};

export type KimiDouble = {
  /** Base URL for a client, ending in `/v1`. */
  readonly url: string;
  /** Chat requests, in the order of arrival. */
  readonly calls: readonly RecordedCall[];
  /** Other requests, such as `GET /v1/models`. */
  readonly visits: readonly string[];
  /** Chat requests that got an error. */
  readonly refused: readonly RecordedCall[];
  /** The most requests that ever ran at once on one account. */
  readonly peakConcurrency: number;
  /** What went wrong in scripts themselves; a test that is not about that expects it empty. */
  readonly scriptErrors: readonly unknown[];
  close(): Promise<void>;
};

import type { ModelProfile, ProviderProfile } from '../core/model/profile.ts';
import type { ErrorCode } from '../errors.ts';
import type { Asked } from './diagnosis.ts';
import type { Signal } from './limits.ts';

/** What is left when a try gave no answer. */
export type Breakdown =
  | {
      readonly kind: 'refused';
      /** Null for an error object inside a stream that had begun with 200. */
      readonly status: number | null;
      /** `error.type` or `error.code`, empty when there is none. */
      readonly type: string;
      /** The provider's own words, or the page a gateway sent. */
      readonly text: string;
      readonly retryAfter: string | null;
    }
  | { readonly kind: 'connection'; readonly text: string }
  | { readonly kind: 'cut' }
  | { readonly kind: 'filtered' }
  | { readonly kind: 'stalled'; readonly afterMs: number }
  | { readonly kind: 'timeout'; readonly afterMs: number }
  /** Not sent: the provider itself counted so many tokens in the prompt. */
  | { readonly kind: 'too-long'; readonly tokens: number }
  | { readonly kind: 'run-ended' };

export type Retry = { readonly kind: 'never' } | { readonly kind: 'wait'; readonly ms: number };

/** A try that failed: what to tell people, what to do next, what it says about the account. */
export type Failure = {
  readonly code: ErrorCode;
  readonly message: string;
  readonly remedy: string;
  readonly retry: Retry;
  readonly signal: Signal;
  readonly requestId: string | null;
};

/** Whom we were talking to, for the words. */
export type Circumstances = {
  readonly provider: ProviderProfile;
  readonly profile: ModelProfile;
  readonly requestId: string | null;
  /** Where the request went, for a diagnosis. */
  readonly asked?: Asked;
  /** Keys in use, to be cut out of whatever the provider wrote. */
  readonly secrets: readonly string[];
};

/** A failure without the parts that go without saying. */
export type Verdict = Pick<Failure, 'code' | 'message'> &
  Partial<Pick<Failure, 'remedy' | 'retry' | 'signal'>>;
export type Refusal = Extract<Breakdown, { kind: 'refused' }>;

import * as z from 'zod';
import type { Message, ModelRequest } from '../core/prompt/request.ts';
import { calibrated, correctedTokens, UNCALIBRATED } from './calibration.ts';
import { type CallOptions, call, type WireReply } from './call.ts';
import { readFailure } from './failures.ts';
import { failing, type Send } from './ticket.ts';
import { fitsWindow, wireModel } from './to-wire.ts';

/** Calls that know better than our estimate how large a prompt is, and the longer the better. */
export type SizedCalls = {
  readonly send: Send<WireReply>;
  /** Tokens of a prompt as this account counts, as far as that is known by now. */
  promptTokens(request: ModelRequest): number;
  /** Sentences for the reader; usually none. */
  notes(): readonly string[];
};

// "Within 10 % of the window": here an estimate that is off by a tenth decides whether the request can be asked.
const CLOSE_SHARE = 0.9;
// The endpoint answers within a second; a review must not wait for it much longer than that.
const COUNT_PATIENCE_MS = 15_000;
const NOTED_RATIO = 1.1;
const PERCENT = 100;

/** Counts before it calls. Each reply tells what its prompt came to, and corrects the estimates after it. */
export function sizedCalls(options: CallOptions): SizedCalls {
  const { address } = options;
  // By identity: a retry sends the same messages, and is not counted anew.
  const counts = new WeakMap<readonly Message[], number>();
  let calibration = UNCALIBRATED;
  let largestRatio = 1;
  let asksEndpoint = address.provider.accepts.tokenEstimate;

  const promptTokens = ({ messages, promptTokens: estimated }: ModelRequest) =>
    counts.get(messages) ?? correctedTokens(calibration, estimated);
  const learn = (estimated: number, counted: number) => {
    calibration = calibrated(calibration, { estimated, counted });
  };

  async function countIfClose(request: ModelRequest): Promise<void> {
    const { messages } = request;
    const close = promptTokens(request) >= address.profile.contextWindow * CLOSE_SHARE;
    if (!close || !asksEndpoint || counts.has(messages)) return;
    const counted = await countPrompt(options, request);
    // An endpoint that fails once is not waited for again: the estimate stands.
    if (counted === null) asksEndpoint = false;
    else {
      counts.set(messages, counted);
      learn(request.promptTokens, counted);
    }
  }

  return {
    promptTokens,
    async send(request, signs) {
      await countIfClose(request);
      const tokens = promptTokens(request);
      if (counts.has(request.messages) && !fitsWindow(tokens, address.profile)) {
        return tooLong(options, tokens);
      }
      if (!counts.has(request.messages)) largestRatio = Math.max(largestRatio, calibration.ratio);
      const sending = await call(options, { ...request, promptTokens: tokens }, signs);
      // Where the report got lost our own number stands in its place, which teaches nothing new.
      learn(request.promptTokens, sending.usage.prompt);
      return sending;
    },
    notes: () => (largestRatio > NOTED_RATIO ? [noteOf(options, largestRatio)] : []),
  };
}

function noteOf({ address }: CallOptions, ratio: number): string {
  const more = Math.round((ratio - 1) * PERCENT);
  return `${address.provider.title} counts up to ${more} % more tokens in a prompt than estimated; from then on requests were reckoned with its count.`;
}

function tooLong({ address, secrets }: CallOptions, tokens: number): ReturnType<typeof failing<WireReply>> {
  const { provider, profile } = address;
  const circumstances = { provider, profile, requestId: null, secrets };
  return failing(readFailure({ kind: 'too-long', tokens }, circumstances));
}

const countShape = z.object({ data: z.object({ total_tokens: z.number().int().positive() }) });

/** `POST /tokenizers/estimate-token-count`; null when it gave no number, for whatever reason. */
async function countPrompt(options: CallOptions, { messages }: ModelRequest): Promise<number | null> {
  const { client, address, timer, signal } = options;
  const over = new AbortController();
  const patience = timer.wait(COUNT_PATIENCE_MS, over.signal).then(() => over.abort());
  try {
    const answer = await client.post<unknown>('/tokenizers/estimate-token-count', {
      body: { model: wireModel(address.provider, address.profile.id), messages },
      signal: AbortSignal.any([signal, over.signal]),
    });
    return countShape.parse(answer).data.total_tokens + toolTokens(address.extraBody);
  } catch {
    // Not a failure of the review: it goes on with the estimate it would have had anyway.
    return null;
  } finally {
    over.abort();
    await patience;
  }
}

// As the vendor's own page has it for English and code, on the safe side.
const CHARACTERS_PER_TOKEN = 3;

/** The endpoint takes no tools; ours are none but what `extra-body` may hold. */
function toolTokens({ tools }: CallOptions['address']['extraBody']): number {
  return tools === undefined ? 0 : Math.ceil(JSON.stringify(tools).length / CHARACTERS_PER_TOKEN);
}

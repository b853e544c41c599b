import { modelProfile } from '../../../src/core/model/models.ts';
import { providerProfile } from '../../../src/core/model/providers.ts';
import type { ModelRequest } from '../../../src/core/prompt/request.ts';
import type { Breakdown } from '../../../src/kimi/breakdown.ts';
import { readFailure } from '../../../src/kimi/failures.ts';
import type { Send, Sending, Signs } from '../../../src/kimi/ticket.ts';
import type { VirtualTime } from './time.ts';

/** What an account is allowed, and how its provider behaves. Left out: no limit. */
export type AccountRules = {
  readonly concurrency?: number;
  readonly rpm?: number;
  readonly tpm?: number;
  /** Whether refusals for concurrency tell the number. Default true. */
  readonly announced?: boolean;
  /** Everything is refused for overload from..to, in clock milliseconds. */
  readonly storm?: { readonly from: number; readonly to: number };
  /** How long each answer takes in all, by request. */
  readonly answerMs: (request: ModelRequest) => number;
  /** From admission to the first sign of the answer. */
  readonly firstSignMs?: number;
  /** One way. */
  readonly latencyMs?: number;
  /** A failure out of the blue, told at arrival; null lets the request in. */
  readonly whim?: (request: ModelRequest) => Breakdown | null;
};

export type SimulatedAccount = {
  readonly send: Send<string>;
  /** Every request as it arrived. */
  readonly arrivals: readonly {
    readonly at: number;
    /** Null while it runs. */
    readonly endedAt: number | null;
    readonly name: string;
    readonly refused: boolean;
  }[];
  /** The most that were let in at once. */
  readonly peak: () => number;
  /** The most that the client had under way at once, refused ones included. */
  readonly peakSent: () => number;
};

export const SIMULATED_OUTPUT_TOKENS = 1_000;
const MINUTE_MS = 60_000;
const TOO_MANY = 429;
const NO_SIGNAL = new AbortController().signal;
const WHO = 'Your account org-5d0bb1e0f2c84a7d <ak-f7doublekey0kimi> request';

export const CIRCUMSTANCES = {
  provider: providerProfile('moonshot'),
  profile: modelProfile('kimi-k2.6', 'moonshot'),
  requestId: null,
  secrets: [],
};

export function rateLimited(text: string): Breakdown {
  return { kind: 'refused', status: TOO_MANY, type: 'rate_limit_reached_error', text, retryAfter: null };
}

export function overloaded(): Breakdown {
  const text = 'The engine is currently overloaded, please try again later';
  return { kind: 'refused', status: TOO_MANY, type: 'engine_overloaded_error', text, retryAfter: '1' };
}

/** An account that keeps its limits as the Open Platform does, in virtual time and without a network. */
export function simulateAccount(time: VirtualTime, rules: AccountRules): SimulatedAccount {
  const { clock, timer } = time;
  const arrivals: { at: number; endedAt: number | null; name: string; refused: boolean }[] = [];
  const charges: { at: number; tokens: number }[] = [];
  let running = 0;
  let peak = 0;
  let underWay = 0;
  let peakSent = 0;

  function refusal(request: ModelRequest): Breakdown | null {
    const now = clock.now();
    const whim = rules.whim?.(request) ?? null;
    if (whim !== null) return whim;
    if (rules.storm !== undefined && now >= rules.storm.from && now < rules.storm.to) return overloaded();
    const lastMinute = arrivals.filter(({ at }) => at > now - MINUTE_MS).length;
    if (rules.rpm !== undefined && lastMinute > rules.rpm)
      return rateLimited(
        `${WHO} reached organization max RPM: ${rules.rpm}, please try again after 1 seconds`,
      );
    if (rules.concurrency !== undefined && running >= rules.concurrency)
      return rateLimited(
        rules.announced === false
          ? 'Too many requests'
          : `${WHO} reached max organization concurrency: ${rules.concurrency}, please try again after 0 seconds`,
      );
    const charge = request.promptTokens + SIMULATED_OUTPUT_TOKENS;
    const charged = charges.filter(({ at }) => at > now - MINUTE_MS);
    const sum = charged.reduce((total, { tokens }) => total + tokens, charge);
    if (rules.tpm !== undefined && sum > rules.tpm)
      return rateLimited(`${WHO} reached organization TPM rate limit, current: ${sum}, limit: ${rules.tpm}`);
    charges.push({ at: now, tokens: charge });
    return null;
  }

  async function answer(request: ModelRequest, signs: Signs): Promise<Sending<string>> {
    const latencyMs = rules.latencyMs ?? 0;
    await timer.wait(latencyMs, NO_SIGNAL);
    const at = clock.now();
    const arrival: (typeof arrivals)[number] = { at, endedAt: null, name: request.name, refused: false };
    arrivals.push(arrival);
    const told = refusal(request);
    if (told !== null) {
      arrival.refused = true;
      arrival.endedAt = at;
      await timer.wait(latencyMs, NO_SIGNAL);
      return { kind: 'failure', failure: readFailure(told, CIRCUMSTANCES), usage: NOTHING, requestId: null };
    }
    running += 1;
    peak = Math.max(peak, running);
    const firstSignMs = rules.firstSignMs ?? 0;
    await timer.wait(firstSignMs + latencyMs, NO_SIGNAL);
    signs.admitted();
    signs.firstToken();
    await timer.wait(Math.max(0, rules.answerMs(request) - firstSignMs - latencyMs * 2), NO_SIGNAL);
    running -= 1;
    arrival.endedAt = clock.now();
    await timer.wait(latencyMs, NO_SIGNAL);
    return { kind: 'reply', reply: request.name, usage: NOTHING, requestId: null };
  }

  async function send(request: ModelRequest, signs: Signs): Promise<Sending<string>> {
    underWay += 1;
    peakSent = Math.max(peakSent, underWay);
    const sending = await answer(request, signs);
    underWay -= 1;
    return sending;
  }

  return { send, arrivals, peak: () => peak, peakSent: () => peakSent };
}

const NOTHING = { prompt: 0, cached: 0, completion: 0, reasoning: 0 };

export function simulatedRequest(
  name: string,
  promptTokens: number,
  prefix?: ModelRequest['prefix'],
): ModelRequest {
  return {
    name,
    messages: [{ role: 'user', content: name }],
    thinking: 'disabled',
    outputTokensMax: SIMULATED_OUTPUT_TOKENS,
    promptTokens,
    cacheKey: 'octo/engine#1',
    ...(prefix === undefined ? {} : { prefix }),
  };
}

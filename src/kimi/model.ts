import pLimit, { type LimitFunction } from 'p-limit';
import type { ModelProfile, ProviderName, ProviderProfile } from '../core/model/profile.ts';
import type { Answer } from '../core/prompt/request.ts';
import type { Settings } from '../core/settings/settings.ts';
import { ReviewError, remedyFor } from '../errors.ts';
import type { Clock, Log, Model, Models } from '../ports.ts';
import { baseUrlOf } from './base-url.ts';
import { openClient, type WireReply } from './call.ts';
import { openDeadline } from './deadline.ts';
import { readFailure } from './failures.ts';
import { askWithFallback } from './fallback.ts';
import { openPool } from './pool.ts';
import { sizedCalls } from './prompt-size.ts';
import { sharedSlots } from './shared-slots.ts';
import { openRedisLeases } from './shared-slots-redis.ts';
import { type GradualOptions, gradualSlots, type OpenSlots } from './slots.ts';
import type { Settled } from './ticket.ts';
import { systemTimer, type Timer } from './timer.ts';
import { admissionCharge } from './to-wire.ts';
import type { CallLimits } from './watch.ts';

export type ModelsOptions = {
  readonly keys: { readonly primary: string | null; readonly fallback: string | null };
  /** A Redis that all runs of the account can reach, to share its slots among them; null without one. */
  readonly redisUrl?: string | null;
  /** `kimi-review/VERSION`. */
  readonly userAgent: string;
  /** The tables of the core: an edge takes no functions from it. */
  readonly catalogue: {
    readonly provider: (name: ProviderName) => ProviderProfile;
    readonly model: (id: string, provider: ProviderName) => ModelProfile;
  };
  readonly log: Log;
  readonly clock: Clock;
  /** 0 to 1. */
  readonly random: () => number;
  /** Fires when the run is over. */
  readonly signal?: AbortSignal;
  readonly timer?: Timer;
  readonly timeouts?: CallLimits;
};

// Kimi's own limit on concurrent requests, and ours.
const CONCURRENCY_MAX = 30;

// Long silences occur inside healthy answers; Node's own limit of 300 s between two reads is never reached.
// 32,768 tokens at the 24 per second seen at Moonshot take 23 minutes.
const TIMEOUTS: CallLimits = { idleMs: 240_000, callMs: 1_800_000 };
const MS_PER_MINUTE = 60_000;

/** Opens models under one cap for all they send. Open once per run. */
export function openModels(options: ModelsOptions): Models {
  return { open: (settings) => openModel(options, settings) };
}

function openModel(options: ModelsOptions, settings: Settings): Model {
  const cap = Math.max(1, Math.min(CONCURRENCY_MAX, settings.maxConcurrency));
  // The fallback has an account and a pace of its own, but the cap holds for both together.
  const gate = pLimit(cap);
  const deadline = openDeadline({
    afterMs: settings.timeoutMinutes * MS_PER_MINUTE,
    clock: options.clock,
    timer: options.timer ?? systemTimer,
    signal: options.signal ?? new AbortController().signal,
  });
  const shared = { cap, gate, signal: deadline.signal };
  const primary = openAccount(options, { ...primaryOf(options, settings), ...shared });
  const second = fallbackOf(options, settings);
  const fallback = second === null ? null : openAccount(options, { ...second, ...shared });
  const both = { primary: primary.ask, fallback: fallback?.ask ?? null, log: options.log };
  return {
    ask: async (request) =>
      orCancelled(await deadline.during(() => askWithFallback(both, request)), options.signal),
    promptTokens: (request) => Math.max(primary.promptTokens(request), fallback?.promptTokens(request) ?? 0),
    notes: () => [...new Set([...primary.notes(), ...(fallback?.notes() ?? [])])],
  };
}

/** A request that ends with a cancelled job did not run out of time, and must not say so. */
function orCancelled(answer: Answer, signal: AbortSignal | undefined): Answer {
  if (answer.kind === 'reply' || signal?.aborted !== true) return answer;
  const code = 'CANCELLED';
  return { ...answer, code, message: 'The job was cancelled.', remedy: remedyFor(code) };
}

type Account = {
  readonly provider: ProviderProfile;
  readonly profile: ModelProfile;
  readonly key: string;
  readonly baseURL: string;
  readonly extraBody: Settings['extraBody'];
};

/** What both accounts of a run have in common. `signal` fires when nobody waits any more. */
type Shared = { readonly cap: number; readonly gate: LimitFunction; readonly signal: AbortSignal };

function openAccount(
  options: ModelsOptions,
  { provider, profile, key, baseURL, extraBody, cap, gate, signal }: Account & Shared,
): Required<Model> {
  const { userAgent, log, clock, random, keys } = options;
  const timer = options.timer ?? systemTimer;
  const client = openClient({ apiKey: key, baseURL, userAgent });
  const address = { provider, profile, extraBody };
  const { redisUrl = null } = options;
  const secrets = [keys.primary, keys.fallback, redisUrl].filter((secret) => secret !== null);
  const limits = options.timeouts ?? TIMEOUTS;
  const calls = sizedCalls({ client, address, secrets, limits, clock, timer, signal });
  const pool = openPool<WireReply>({
    cap,
    charge: (request) => admissionCharge({ ...request, promptTokens: calls.promptTokens(request) }, address),
    send: (request, signs) => gate(() => calls.send(request, signs)),
    runEnded: readFailure({ kind: 'run-ended' }, { provider, profile, requestId: null, secrets }),
    slots: slotsOf(redisUrl, { key, baseURL, timer, random, signal, log }),
    title: provider.title,
    clock,
    timer,
    random,
    log,
    signal,
  });
  return {
    ask: async (request) => answerOf(await pool.ask(request), profile.id),
    promptTokens: calls.promptTokens,
    notes: () => [...pool.notes(), ...calls.notes()],
  };
}

function slotsOf(
  redisUrl: string | null,
  { key, baseURL, ...options }: GradualOptions & { key: string; baseURL: string; log: Log },
): OpenSlots {
  if (redisUrl === null) return gradualSlots(options);
  const account = { address: baseURL, key };
  // Not `max-concurrency`: that is how much of the account this run may use at most.
  return sharedSlots({
    ...options,
    limit: CONCURRENCY_MAX,
    open: () => openRedisLeases(redisUrl, account),
  });
}

function answerOf(settled: Settled<WireReply>, model: string): Answer {
  const { usage, requests, refusals, queuedMs, answeredMs, requestId } = settled;
  const calls = { requests, refusals, queuedMs, answeredMs, requestId, model };
  if (settled.kind === 'failure') {
    const { code, message, remedy } = settled.failure;
    return { kind: 'failure', code, message, remedy, usage, calls };
  }
  const { text, reasoning, toolCalls, finish, finishDetail } = settled.reply;
  return { kind: 'reply', text, reasoning, toolCalls, finish, finishDetail, usage, calls };
}

function primaryOf({ catalogue, keys }: ModelsOptions, settings: Settings): Account {
  const provider = catalogue.provider(settings.provider);
  if (keys.primary === null || keys.primary === '') {
    throw new ReviewError('KEY_MISSING', 'There is no API key: the input kimi-api-key is empty.');
  }
  return {
    provider,
    profile: servedModel(catalogue, { id: settings.model, provider }),
    key: keys.primary,
    baseURL: baseUrlOf(provider, settings.baseUrl),
    extraBody: settings.extraBody,
  };
}

function fallbackOf({ catalogue, keys }: ModelsOptions, settings: Settings): Account | null {
  if (settings.fallback === null) return null;
  const provider = catalogue.provider(settings.fallback.provider);
  const same = provider.name === settings.provider;
  const key = keys.fallback ?? (same ? keys.primary : null);
  if (key === null || key === '') {
    throw new ReviewError('KEY_MISSING', `There is no API key for the fallback at ${provider.title}.`, {
      remedy: 'Pass the key of the fallback provider as fallback-api-key, or remove fallback-provider.',
    });
  }
  return {
    provider,
    profile: servedModel(catalogue, { id: settings.fallback.model, provider }),
    key,
    // `base-url` and `extra-body` were written for the first provider; another one may not know them.
    baseURL: baseUrlOf(provider, same ? settings.baseUrl : null),
    extraBody: same ? settings.extraBody : {},
  };
}

function servedModel(
  catalogue: ModelsOptions['catalogue'],
  { id, provider }: { id: string; provider: ProviderProfile },
): ModelProfile {
  const profile = catalogue.model(id, provider.name);
  if (profile.retired === null) return profile;
  const { since, successor } = profile.retired;
  throw new ReviewError('KIMI_MODEL_NOT_FOUND', `The model ${id} was retired on ${since}.`, {
    remedy: `Set model to its successor, ${successor}.`,
  });
}

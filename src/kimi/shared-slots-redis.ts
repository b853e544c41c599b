import { createHash, randomUUID } from 'node:crypto';
import type { Redis, RedisOptions } from 'ioredis';
import * as z from 'zod';
import type { LeaseStore } from './shared-slots.ts';

/** Whose slots are shared: runs that ask the same provider with the same key. */
export type LeaseAccount = {
  readonly address: string;
  readonly key: string;
  /** How long a lease lasts that nobody renews. */
  readonly termMs?: number;
};

// A killed runner cannot give its leases back: they end by themselves after this time.
const LEASE_TERM_MS = 60_000;
const CONNECT_TIMEOUT_MS = 3_000;
const COMMAND_TIMEOUT_MS = 2_000;
const DISCONNECT_TIMEOUT_MS = 200;
// Leases are dated by the clocks of the runners. A clock that is off by more would end leases of others early.
const CLOCK_SKEW_MAX_MS = 20_000;
const RUNS_MAX = 10_000;
const TOLD_TERM_SECONDS = 3_600;
const DIGEST_CHARACTERS = 32;
const MS_PER_SECOND = 1_000;

/** Opens the leases of an account in Redis. Rejects with a sentence that holds no part of the address. */
export async function openRedisLeases(url: string, account: LeaseAccount): Promise<LeaseStore> {
  // Loaded when it is used: most runs share nothing.
  const [{ Redis }, { Semaphore }] = await Promise.all([import('ioredis'), import('redis-semaphore')]);
  const redis = new Redis(url, CONNECTION);
  // Why a connection failed is said here only. Without a listener it would be printed, address and all.
  const heard: { error: unknown } = { error: null };
  redis.on('error', (error) => {
    heard.error = error;
  });
  const told = <Result>(work: () => Promise<Result>) => inOwnWords(work, heard);
  await told(async () => {
    await redis.connect();
    await checkClock(redis);
  }).catch((cause: unknown) => {
    redis.disconnect();
    throw cause;
  });

  const name = `kimi-review:{${digestOf(account)}}`;
  const run = randomUUID();
  const { termMs = LEASE_TERM_MS } = account;
  const terms = { ...TERMS, lockTimeout: termMs };
  const free = (kind: 'slots' | 'runs', identifier: string, limit = RUNS_MAX) =>
    new Semaphore(redis, `${name}:${kind}`, limit, { ...terms, identifier });
  const taken = (kind: 'slots' | 'runs', identifier: string) =>
    new Semaphore(redis, `${name}:${kind}`, RUNS_MAX, { ...terms, identifier, acquiredExternally: true });

  return {
    take: (limit) =>
      told(async () => {
        const identifier = randomUUID();
        return (await free('slots', identifier, limit).tryAcquire()) ? identifier : null;
      }),
    keep: (identifier) => told(() => taken('slots', identifier).tryAcquire()),
    give: (identifier) => told(() => taken('slots', identifier).release()),
    enlist: () =>
      told(async () => {
        if (!(await taken('runs', run).tryAcquire())) await free('runs', run).tryAcquire();
      }),
    look: () =>
      told(async () => {
        const since = Date.now() - termMs;
        const [count, limit] = await Promise.all([
          redis.zcount(`semaphore:${name}:runs`, since, '+inf'),
          redis.get(`${name}:told`),
        ]);
        return { runs: Math.max(1, count), told: limit === null ? null : Number(limit) };
      }),
    tell: (limit) =>
      told(async () => {
        await redis.set(`${name}:told`, limit, 'EX', TOLD_TERM_SECONDS);
      }),
    close: () => told(() => taken('runs', run).release()).finally(() => redis.disconnect()),
  };
}

// One try and short times: a run that cannot reach Redis goes on without it.
const CONNECTION: RedisOptions = {
  lazyConnect: true,
  connectTimeout: CONNECT_TIMEOUT_MS,
  disconnectTimeout: DISCONNECT_TIMEOUT_MS,
  commandTimeout: COMMAND_TIMEOUT_MS,
  enableOfflineQueue: false,
  // Needs INFO, which hosted services may forbid.
  enableReadyCheck: false,
  maxRetriesPerRequest: 0,
  retryStrategy: () => null,
};

const TERMS = {
  acquireTimeout: COMMAND_TIMEOUT_MS,
  acquireAttemptsLimit: 1,
  retryInterval: 0,
  // The library renews in a timer whose failure nobody could catch: it would end the process.
  refreshInterval: 0,
};

/** Equal for equal accounts, and says nothing about the key. */
function digestOf({ address, key }: LeaseAccount): string {
  return createHash('sha256')
    .update(JSON.stringify(['kimi-review slots', address, key]))
    .digest('hex')
    .slice(0, DIGEST_CHARACTERS);
}

async function checkClock(redis: Redis): Promise<void> {
  const [seconds] = await redis.time();
  const skewMs = Math.abs(Date.now() - Number(seconds) * MS_PER_SECOND);
  if (skewMs <= CLOCK_SKEW_MAX_MS) return;
  const off = Math.round(skewMs / MS_PER_SECOND);
  throw new Error(`the clock of this machine is ${off} s off the clock of Redis`, { cause: OWN_WORDS });
}

const OWN_WORDS = Symbol('fit for a public log');

/** Passes on what failed in our words: the library's hold the address. */
async function inOwnWords<Result>(work: () => Promise<Result>, heard: { error: unknown }): Promise<Result> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof Error && cause.cause === OWN_WORDS) throw cause;
    throw new Error(wordsFor(heard.error ?? cause), { cause });
  }
}

const errorShape = z.object({ message: z.string() }).catch({ message: '' });
const REFUSAL = /^(WRONGPASS|NOAUTH|NOPERM|READONLY|OOM|LOADING|MOVED|MISCONF|ERR)\b/;

function wordsFor(cause: unknown): string {
  const { message } = errorShape.parse(cause);
  const refused = REFUSAL.exec(message)?.[1];
  if (refused === 'WRONGPASS' || refused === 'NOAUTH') return 'Redis refused the password of redis-url';
  if (refused === 'MOVED') return 'Redis runs in cluster mode, which is not supported';
  if (refused !== undefined) return `Redis refused (${refused})`;
  if (/timed? ?out/i.test(message)) return 'Redis did not answer in time';
  return 'Redis cannot be reached';
}

import type { ApiClock } from './clock.ts';
import { type AccountIds, concurrencyReached, rpmReached, tokenRateReached } from './refusals.ts';

/** Limits of an account, shared by its keys and by all models. */
export type Limits = {
  readonly concurrency: number;
  readonly rpm: number;
  readonly tpm: number;
  readonly tpd: number;
};

export type TierNumber = 0 | 1 | 2 | 3 | 4 | 5;

const NONE = Number.POSITIVE_INFINITY;

/** The vendor's table of 2026-09-03. It moves: a client must not know it by heart. */
export const TIERS: Readonly<Record<TierNumber, Limits>> = {
  0: { concurrency: 1, rpm: 3, tpm: 500_000, tpd: 1_500_000 },
  1: { concurrency: 15, rpm: 100, tpm: 2_000_000, tpd: NONE },
  2: { concurrency: 40, rpm: 100, tpm: 3_000_000, tpd: NONE },
  3: { concurrency: 50, rpm: 200, tpm: 3_000_000, tpd: NONE },
  4: { concurrency: 60, rpm: 200, tpm: 4_000_000, tpd: NONE },
  5: { concurrency: 100, rpm: 300, tpm: 5_000_000, tpd: NONE },
};

const UNLIMITED: Limits = { concurrency: NONE, rpm: NONE, tpm: NONE, tpd: NONE };

export function limitsOf(tier: TierNumber | Limits | undefined): Limits {
  if (tier === undefined) return UNLIMITED;
  return typeof tier === 'number' ? TIERS[tier] : tier;
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** What the real texts advise; a held slot is not free that soon. */
const CONCURRENCY_WAIT_SECONDS = 0;
const RPM_WAIT_SECONDS = 1;

/** A sliding window: what happened within the last `lengthMs`. */
class Window {
  readonly #lengthMs: number;
  readonly #clock: ApiClock;
  #entries: { readonly at: number; readonly amount: number }[] = [];

  constructor(lengthMs: number, clock: ApiClock) {
    this.#lengthMs = lengthMs;
    this.#clock = clock;
  }

  sum(): number {
    const from = this.#clock.now() - this.#lengthMs;
    this.#entries = this.#entries.filter((entry) => entry.at > from);
    return this.#entries.reduce((total, entry) => total + entry.amount, 0);
  }

  add(amount: number): void {
    this.#entries.push({ at: this.#clock.now(), amount });
  }
}

/** Counts one account against its limits. */
export class Meter {
  readonly #limits: Limits;
  readonly #requests: Window;
  readonly #minute: Window;
  readonly #day: Window;
  #running = 0;

  constructor(limits: Limits, clock: ApiClock) {
    this.#limits = limits;
    this.#requests = new Window(MINUTE_MS, clock);
    this.#minute = new Window(MINUTE_MS, clock);
    this.#day = new Window(DAY_MS, clock);
  }

  /** Requests now running, this one included once it is in. */
  get running(): number {
    return this.#running;
  }

  /** Takes a slot. Every request counts towards RPM, also one that is then refused for whatever reason. */
  enter(ids: AccountIds): void {
    const { rpm, concurrency } = this.#limits;
    this.#requests.add(1);
    if (this.#requests.sum() > rpm) throw rpmReached(ids, rpm, RPM_WAIT_SECONDS);
    if (this.#running >= concurrency) throw concurrencyReached(ids, concurrency, CONCURRENCY_WAIT_SECONDS);
    this.#running += 1;
  }

  leave(): void {
    this.#running -= 1;
  }

  /** Charged at admission: prompt plus output cap, whatever is generated later. */
  charge(ids: AccountIds, tokens: number): void {
    const { tpm, tpd } = this.#limits;
    const minute = this.#minute.sum() + tokens;
    if (minute > tpm) throw tokenRateReached(ids, { window: 'TPM', current: minute, limit: tpm });
    const day = this.#day.sum() + tokens;
    if (day > tpd) throw tokenRateReached(ids, { window: 'TPD', current: day, limit: tpd });
    this.#minute.add(tokens);
    this.#day.add(tokens);
  }
}

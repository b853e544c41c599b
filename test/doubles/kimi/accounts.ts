import { createHash } from 'node:crypto';
import type { ApiClock } from './clock.ts';
import { type Limits, Meter } from './limits.ts';
import {
  type AccountIds,
  addressNotAllowed,
  apiClosed,
  DOUBLE_IDS,
  keyMissing,
  keyUnknown,
} from './refusals.ts';

/** How a key stands. Keys that are not listed are unknown and get 401. */
export type KeyState = 'valid' | 'other-platform' | 'no-balance' | 'ip-not-allowed' | 'closed';

/** `account` puts keys on separate accounts; without it all keys share one. */
export type KeyOptions = KeyState | { readonly state: KeyState; readonly account: string };

export const DEFAULT_KEY = 'sk-kimi-double';
const DEFAULT_ACCOUNT = 'double';

export type Account = { readonly name: string; readonly meter: Meter };

export type Caller = AccountIds & { readonly state: KeyState; readonly account: Account };

const BEARER = /^Bearer (\S+)$/;
const ORG_HEX = 32;
const KEY_HEX = 20;

export class Accounts {
  readonly #keys: ReadonlyMap<string, KeyOptions>;
  readonly #accounts = new Map<string, Account>();
  readonly #openMeter: () => Meter;

  constructor(keys: Readonly<Record<string, KeyOptions>>, limits: Limits, clock: ApiClock) {
    this.#keys = new Map(Object.entries(keys));
    this.#openMeter = () => new Meter(limits, clock);
  }

  /** Who is calling; refuses what the API refuses by key alone. */
  identify(authorization: string | undefined): Caller {
    if (authorization === undefined || authorization === '') throw keyMissing();
    const key = BEARER.exec(authorization)?.[1];
    const options = key === undefined ? undefined : this.#keys.get(key);
    if (key === undefined || options === undefined) throw keyUnknown();
    const { state, account: name } =
      typeof options === 'string' ? { state: options, account: DEFAULT_ACCOUNT } : options;
    if (state === 'other-platform') throw keyUnknown();
    if (state === 'ip-not-allowed') throw addressNotAllowed();
    if (state === 'closed') throw apiClosed();
    return { state, account: this.#accountNamed(name), ...idsOf(key, name) };
  }

  #accountNamed(name: string): Account {
    const known = this.#accounts.get(name);
    if (known !== undefined) return known;
    const account = { name, meter: this.#openMeter() };
    this.#accounts.set(name, account);
    return account;
  }
}

function idsOf(key: string, account: string): AccountIds {
  const hex = (text: string) => createHash('sha256').update(text).digest('hex');
  return {
    orgId: account === DEFAULT_ACCOUNT ? DOUBLE_IDS.orgId : `org-${hex(account).slice(0, ORG_HEX)}`,
    keyId: key === DEFAULT_KEY ? DOUBLE_IDS.keyId : `ak-${hex(key).slice(0, KEY_HEX)}`,
  };
}

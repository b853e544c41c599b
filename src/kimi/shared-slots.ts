import type { Log } from '../ports.ts';
import { type GradualOptions, gradualSlots, type OpenSlots, type Slots } from './slots.ts';

/** Where the runs of an account keep their leases. Every method rejects when the place cannot be reached. */
export type LeaseStore = {
  /** Takes a lease when fewer than `limit` are out; null when none is left. */
  take(limit: number): Promise<string | null>;
  /** Keeps a lease for another term; false when it is lost. */
  keep(lease: string): Promise<boolean>;
  give(lease: string): Promise<void>;
  /** Says that this run is at work, for another term. */
  enlist(): Promise<void>;
  look(): Promise<Sight>;
  /** Tells all runs how many requests the account allows at once. */
  tell(limit: number): Promise<void>;
  /** This run is not at work any more, for now. */
  close(): Promise<void>;
};

/** What a run sees of the others. */
export type Sight = {
  /** Runs at work, this one included. */
  readonly runs: number;
  /** The most the account was told to bear; null while nobody was told. */
  readonly told: number | null;
};

export type SharedOptions = GradualOptions & {
  /** Never more leases on the account. */
  readonly limit: number;
  /** Opens the store; rejects with a sentence fit for a public log. */
  readonly open: () => Promise<LeaseStore>;
  readonly log: Log;
};

/** How often leases are renewed: well within their term. */
const KEEP_INTERVAL_MS = 15_000;
// How often a run looks for a free slot, and how often one that has its share already.
const LOOK_INTERVAL_MS = 100;
const LOOK_INTERVAL_FULL_MS = 400;

type State = {
  readonly options: SharedOptions;
  readonly changed: () => void;
  store: LeaseStore | null;
  leases: string[];
  wanted: number;
  sight: Sight;
  taking: boolean;
  /** Calls off the renewal of leases; null while there is nothing to renew. */
  keeping: AbortController | null;
  /** What counts since the store failed; null while it works. */
  alone: Slots | null;
  readonly notes: string[];
};

/**
 * One budget for all runs of an account. Each request under way holds a lease; a run that holds more than its
 * share gives one back with every request that ends, so that a late run is not kept waiting for an early one.
 * When the store fails the run goes on by itself, and says so.
 */
export function sharedSlots(options: SharedOptions): OpenSlots {
  return (changed) => {
    const sight = { runs: 1, told: null };
    const begun = { store: null, leases: [], wanted: 0, sight, taking: false, keeping: null, alone: null };
    const state: State = { options, changed, ...begun, notes: [] };
    return {
      held: () => state.alone?.held() ?? state.leases.length,
      want(count) {
        state.wanted = count;
        if (state.alone === null) attempt(state, meet(state));
        else state.alone.want(count);
      },
      freed() {
        if (state.alone === null && state.leases.length > shareOf(state)) attempt(state, giveBack(state, 1));
      },
      told(limit) {
        state.sight = { ...state.sight, told: limit };
        if (state.alone === null && state.store !== null) attempt(state, state.store.tell(limit));
      },
      notes: () => state.notes,
    };
  };
}

function limitOf({ options, sight }: State): number {
  return Math.max(1, Math.min(options.limit, sight.told ?? options.limit));
}

function shareOf(state: State): number {
  return Math.ceil(limitOf(state) / Math.max(1, state.sight.runs));
}

async function meet(state: State): Promise<void> {
  if (state.wanted > state.leases.length) await take(state);
  else await giveBack(state, state.leases.length - state.wanted);
  await rest(state);
}

/** Takes leases until there are as many as wanted. One at a time once the slots are scarce. */
async function take(state: State): Promise<void> {
  if (state.taking) return;
  state.taking = true;
  try {
    const store = await openStore(state);
    let atOnce = state.wanted;
    while (state.alone === null && state.wanted > state.leases.length && !state.options.signal.aborted) {
      if (state.leases.length >= shareOf(state)) await pause(state, LOOK_INTERVAL_FULL_MS);
      const tries = Math.min(atOnce, state.wanted - state.leases.length);
      const taken = await Promise.all(Array.from({ length: tries }, () => store.take(limitOf(state))));
      const leases = taken.filter((lease) => lease !== null);
      await receive(state, leases);
      atOnce = leases.length === tries ? atOnce * 2 : 1;
      if (leases.length === tries) continue;
      await pause(state, LOOK_INTERVAL_MS);
      state.sight = await store.look();
    }
  } finally {
    state.taking = false;
  }
}

async function openStore(state: State): Promise<LeaseStore> {
  if (state.store !== null) return state.store;
  const store = await state.options.open();
  state.store = store;
  await store.enlist();
  const { told } = state.sight;
  if (told !== null) await store.tell(told);
  state.sight = await store.look();
  state.keeping = new AbortController();
  void keepAll(state, state.keeping.signal);
  return store;
}

async function receive(state: State, leases: readonly string[]): Promise<void> {
  state.leases.push(...leases);
  // Less may be wanted by now than when they were asked for.
  await giveBack(state, state.leases.length - state.wanted);
  if (leases.length > 0) state.changed();
}

async function giveBack(state: State, count: number): Promise<void> {
  const { store } = state;
  if (count <= 0 || store === null) return;
  const spare = state.leases.splice(-count);
  await Promise.all(spare.map((lease) => store.give(lease)));
}

/** With nothing to ask, the run leaves the others alone, and nothing keeps its process alive. */
async function rest(state: State): Promise<void> {
  const { store } = state;
  if (store === null || state.taking || state.wanted > 0 || state.leases.length > 0) return;
  state.store = null;
  state.keeping?.abort();
  // What it could not take back ends by itself.
  await store.close().catch(() => {});
}

async function keepAll(state: State, stopped: AbortSignal): Promise<void> {
  for (;;) {
    await state.options.timer.wait(KEEP_INTERVAL_MS, stopped);
    const { store } = state;
    if (stopped.aborted || store === null || state.alone !== null) return;
    try {
      await Promise.all([store.enlist(), ...state.leases.map((lease) => keepOne(state, store, lease))]);
      state.sight = await store.look();
    } catch (cause) {
      return goAlone(state, cause);
    }
    attempt(state, meet(state));
  }
}

/** A lease that is lost, after a long sleep or a restart of the store, is taken anew as soon as one is free. */
async function keepOne(state: State, store: LeaseStore, lease: string): Promise<void> {
  if (!(await store.keep(lease))) state.leases = state.leases.filter((other) => other !== lease);
}

function attempt(state: State, work: Promise<void>): void {
  work.catch((cause: unknown) => goAlone(state, cause));
}

function goAlone(state: State, cause: unknown): void {
  if (state.alone !== null) return;
  const { options, store, changed } = state;
  const why = cause instanceof Error ? cause.message : 'it failed';
  const note = `The slots of the account are not shared with other runs: ${why}. This run goes on by itself.`;
  state.notes.push(note);
  options.log.warn(note);
  state.store = null;
  state.leases = [];
  state.keeping?.abort();
  state.alone = gradualSlots(options)(changed);
  // What cannot be reached cannot be told either; its leases end by themselves.
  store?.close().catch(() => {});
  state.alone.want(state.wanted);
  changed();
}

function pause({ options }: State, intervalMs: number): Promise<void> {
  return options.timer.wait(intervalMs * (1 + options.random()), options.signal);
}

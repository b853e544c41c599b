import pLimit, { type LimitFunction } from 'p-limit';
import type { ModelRequest } from '../core/prompt/request.ts';
import type { Clock, Log } from '../ports.ts';
import type { Failure } from './breakdown.ts';
import {
  afterSending,
  earliestStart,
  nextPace,
  type Outcome,
  type Pace,
  type Sent,
  startPace,
} from './pace.ts';
import { chooseNext } from './queue.ts';
import { afterFailure, nextTryAt, OVERLOAD_PATIENCE_MS } from './retry.ts';
import { type OpenSlots, OWN_SLOTS, type Slots } from './slots.ts';
import {
  book,
  type Failed,
  failing,
  newTicket,
  type Send,
  type Settled,
  settle,
  type Ticket,
} from './ticket.ts';
import type { Timer } from './timer.ts';
import {
  afterFailing,
  afterFirstToken,
  afterStart,
  holdBack,
  NO_WARM_UPS,
  orAt,
  type WarmUps,
} from './warm-up.ts';
import { paceNews } from './words.ts';

export type PoolOptions<Reply> = {
  /** Never more requests at once. */
  readonly cap: number;
  /** Prompt plus output cap of a request, in tokens, as far as they are known by now. */
  readonly charge: (request: ModelRequest) => number;
  readonly send: Send<Reply>;
  /** The failure of a request that the end of the run left unanswered. */
  readonly runEnded: Failure;
  /** What the other runs on the account leave to this one; everything when it is left out. */
  readonly slots?: OpenSlots;
  /** What people call the account's provider. */
  readonly title: string;
  readonly clock: Clock;
  readonly timer: Timer;
  /** 0 to 1. */
  readonly random: () => number;
  readonly log: Log;
  /** Fires when the run is over: nothing more is sent, and everything is settled. */
  readonly signal: AbortSignal;
};

export type Pool<Reply> = {
  ask(request: ModelRequest): Promise<Settled<Reply>>;
  /** Sentences for the reader about how the account was asked; usually none. */
  notes(): readonly string[];
};

type Running = { readonly sent: Sent; admitted: boolean };

type State<Reply> = {
  readonly options: PoolOptions<Reply>;
  readonly limit: LimitFunction;
  readonly slots: Slots;
  pace: Pace;
  warmUps: WarmUps;
  waiting: readonly Ticket<Reply>[];
  readonly running: Set<Running>;
  arrivals: number;
  /** Why nothing is sent any more: a refused key, an empty account, the end of the run. */
  closed: Failure | null;
  /** Calls off the wait for the next moment something may be sent. */
  alarm: AbortController;
};

/** Sends requests as fast as the account allows, and owns every retry. */
export function openPool<Reply>(options: PoolOptions<Reply>): Pool<Reply> {
  const state: State<Reply> = {
    options,
    limit: pLimit(options.cap),
    slots: (options.slots ?? OWN_SLOTS)(() => pump(state)),
    pace: startPace(options.cap),
    warmUps: NO_WARM_UPS,
    waiting: [],
    running: new Set(),
    arrivals: 0,
    closed: options.signal.aborted ? options.runEnded : null,
    alarm: new AbortController(),
  };
  options.signal.addEventListener('abort', () => close(state, options.runEnded), { once: true });
  return {
    ask: (request) => new Promise((resolve) => enter(state, request, resolve)),
    notes: () => state.slots.notes(),
  };
}

function enter<Reply>(
  state: State<Reply>,
  request: ModelRequest,
  resolve: (settled: Settled<Reply>) => void,
): void {
  const { charge, clock } = state.options;
  state.arrivals += 1;
  const order = state.arrivals;
  const ticket = newTicket({ order, charge: charge(request), request, queuedAt: clock.now(), resolve });
  if (state.closed === null) {
    state.waiting = [...state.waiting, ticket];
    pump(state);
  } else {
    settle(ticket, failing(state.closed), clock.now());
  }
}

/** Sends whatever may be sent now, sets the alarm for what may be sent later, and asks for the slots it needs. */
function pump<Reply>(state: State<Reply>): void {
  state.alarm.abort();
  const ready = sendReady(state);
  const { running, waiting, pace, slots } = state;
  // A run with something left to ask keeps one slot, even while it waits for its minute.
  const least = waiting.length === 0 ? running.size : Math.max(1, running.size);
  slots.want(Math.max(least, Math.min(pace.lanes, running.size + ready)));
}

/** Sends, and counts what is left that could go out too if there were lanes and slots for it. */
function sendReady<Reply>(state: State<Reply>): number {
  const { clock, timer, charge } = state.options;
  for (;;) {
    if (unanswered(state) >= state.pace.unansweredMax) return 0;
    const now = clock.now();
    for (const ticket of state.waiting) ticket.charge = charge(ticket.request);
    const { free, until } = holdBack(state.warmUps, state.waiting, now);
    const next = chooseNext(free, now, (charge) => earliestStart(state.pace, charge, now));
    const choice = orAt(next, until);
    if (choice.kind === 'none') return 0;
    if (choice.kind === 'wait') {
      const alarm = new AbortController();
      state.alarm = alarm;
      timer.wait(choice.until - now, alarm.signal).then(() => alarm.signal.aborted || pump(state));
      return 0;
    }
    if (state.running.size >= Math.min(state.pace.lanes, state.slots.held())) return free.length;
    if (choice.overtakes !== null) choice.overtakes.overtaken += 1;
    start(state, choice.item);
  }
}

/** Requests sent since the last signal that have shown no sign of an answer yet. */
function unanswered<Reply>({ running, pace }: State<Reply>): number {
  return [...running].filter(({ admitted, sent }) => !admitted && sent.epoch === pace.epoch).length;
}

function start<Reply>(state: State<Reply>, ticket: Ticket<Reply>): void {
  const { pace, running, options } = state;
  state.waiting = state.waiting.filter((other) => other !== ticket);
  const sent: Sent = {
    at: options.clock.now(),
    epoch: pace.epoch,
    inFlight: running.size + 1,
    charge: ticket.charge,
  };
  const run: Running = { sent, admitted: false };
  running.add(run);
  state.pace = afterSending(pace, sent);
  state.warmUps = afterStart(state.warmUps, ticket, sent.at);
  void state.limit(() => attempt(state, ticket, run));
}

async function attempt<Reply>(state: State<Reply>, ticket: Ticket<Reply>, run: Running): Promise<void> {
  const { clock, send } = state.options;
  const startedAt = clock.now();
  const sending = await send(ticket.request, {
    admitted() {
      admit(state, run);
      pump(state);
    },
    firstToken: () => warm(state, ticket),
  });
  state.running.delete(run);
  state.slots.freed();
  book(ticket, sending, clock.now() - startedAt);
  if (sending.kind === 'reply') {
    admit(state, run);
    warm(state, ticket);
    settle(ticket, sending, clock.now());
  } else {
    state.warmUps = afterFailing(state.warmUps, ticket);
    refuse(state, run, sending.failure);
    retryOrSettle(state, ticket, sending);
    if (stormLasts(state, sending.failure)) failWaiting(state, sending.failure);
  }
  pump(state);
}

function admit<Reply>(state: State<Reply>, run: Running): void {
  if (run.admitted) return;
  run.admitted = true;
  learn(state, { kind: 'admitted', sent: run.sent });
}

/** Whoever waited for this prefix may go. */
function warm<Reply>(state: State<Reply>, ticket: Ticket<Reply>): void {
  const before = state.warmUps;
  state.warmUps = afterFirstToken(before, ticket);
  if (state.warmUps !== before) pump(state);
}

function refuse<Reply>(state: State<Reply>, { sent }: Running, failure: Failure): void {
  const waitMs = failure.retry.kind === 'wait' ? failure.retry.ms : 0;
  learn(state, { kind: 'refused', sent, signal: failure.signal, waitMs });
  const { signal: told } = failure;
  if (told.kind === 'concurrency' && told.limit !== null) state.slots.told(told.limit);
  if (failure.signal.kind === 'closed') close(state, failure);
}

function retryOrSettle<Reply>(state: State<Reply>, ticket: Ticket<Reply>, sending: Failed<Reply>): void {
  const { clock, random } = state.options;
  const now = clock.now();
  ticket.trials = afterFailure(ticket.trials, sending.failure, now);
  const again = nextTryAt(ticket.trials, sending.failure, { now, chance: random() });
  if (again === null) settle(ticket, sending, now);
  else if (state.closed !== null) settle(ticket, failing(state.closed), now);
  else {
    ticket.notBefore = again;
    state.waiting = [...state.waiting, ticket];
  }
}

function stormLasts<Reply>({ pace, options }: State<Reply>, { signal }: Failure): boolean {
  if (signal.kind !== 'overload' || pace.storm === null) return false;
  return options.clock.now() - pace.storm.since >= OVERLOAD_PATIENCE_MS;
}

function learn<Reply>(state: State<Reply>, outcome: Outcome): void {
  const { clock, random, log, title } = state.options;
  const before = state.pace;
  state.pace = nextPace(before, outcome, { now: clock.now(), chance: random() });
  if (state.limit.concurrency !== state.pace.lanes) state.limit.concurrency = state.pace.lanes;
  const news = paceNews(before, state.pace, title);
  if (news !== null) log.info(news);
}

/** Nothing will be answered any more: what waits is told so, without asking. */
function close<Reply>(state: State<Reply>, failure: Failure): void {
  state.closed ??= failure;
  failWaiting(state, failure);
}

function failWaiting<Reply>(state: State<Reply>, failure: Failure): void {
  const { waiting, options } = state;
  state.waiting = [];
  state.alarm.abort();
  state.slots.want(state.running.size);
  for (const ticket of waiting) settle(ticket, failing(failure), options.clock.now());
}

import type { Signal } from './limits.ts';
import { earliestFor, logSent, OPEN_WINDOW, type RateWindow, takeBack } from './window.ts';

/** How fast this account may be asked, as learned so far. */
export type Pace = {
  /** Never more at once than this, whatever is learned. */
  readonly cap: number;
  /** What the account was told to bear: the cap until a refusal names a number. */
  readonly ceiling: number;
  /** How many at once from now on. */
  readonly lanes: number;
  /** The most that were seen to run side by side. */
  readonly proven: number;
  /** The least number at which one was refused; above the cap when none was. */
  readonly refusedAt: number;
  /** Admissions with all lanes busy since the lanes last changed. */
  readonly calm: number;
  /** A refusal below the limit it named: other runs use the account, and what they leave free changes. */
  readonly others: boolean;
  /** Counts signals taken in. What was sent before the last one belongs to it and says nothing new. */
  readonly epoch: number;
  /** Refusals for overload since the last admission. */
  readonly overloads: number;
  /** Nobody gets in: one request at a time asks whether it is over. */
  readonly storm: { readonly since: number; readonly level: number } | null;
  /** How many may be out without a first sign of an answer. */
  readonly unansweredMax: number;
  /** Clock time before which nothing goes out. */
  readonly pausedUntil: number;
  readonly requests: RateWindow;
  readonly tokens: RateWindow;
};

/** A request as it went out. */
export type Sent = {
  readonly at: number;
  readonly epoch: number;
  /** Requests running, this one included. */
  readonly inFlight: number;
  /** Prompt plus output cap, in tokens. */
  readonly charge: number;
};

export type Outcome =
  /** The first sign of an answer: the account let it in. */
  | { readonly kind: 'admitted'; readonly sent: Sent }
  | { readonly kind: 'refused'; readonly sent: Sent; readonly signal: Signal; readonly waitMs: number };

/** `chance` is a random number, 0 to 1: waits are spread, so that many runs do not come back at once. */
export type Moment = { readonly now: number; readonly chance: number };

// One lane more after this many admissions with all lanes busy ...
const CALM_ADMISSIONS = 4;
// ... and after this many where the next lane was refused before: at most one in sixty is then refused.
const PROBE_ADMISSIONS = 60;
// ... and after each one where other runs were seen: what one of them gives up is free for this one, and a
// refusal costs nothing. One lane per admission doubles the lanes within the time of an answer.
const OTHERS_ADMISSIONS = 1;
const STORM_OVERLOADS_MIN = 3;
const STORM_LANES_SHARE = 4;
const STORM_PAUSE_FIRST_MS = 1_000;
const STORM_PAUSE_MAX_MS = 8_000;
const JITTER_SHARE = 0.25;
// A rate was refused although our own count says it should not: somebody else uses the account too.
const SHARED_RATE_PAUSE_MS = 10_000;

export function startPace(cap: number): Pace {
  return {
    cap,
    ceiling: cap,
    lanes: cap,
    proven: 0,
    refusedAt: cap + 1,
    calm: 0,
    others: false,
    epoch: 0,
    overloads: 0,
    storm: null,
    unansweredMax: cap,
    pausedUntil: 0,
    requests: OPEN_WINDOW,
    tokens: OPEN_WINDOW,
  };
}

/** When a request of this size may go out by the clock; lanes are counted by the pool. */
export function earliestStart(pace: Pace, charge: number, now: number): number {
  const byRequests = earliestFor(pace.requests, 1, now);
  const byTokens = earliestFor(pace.tokens, charge, now);
  return Math.max(pace.pausedUntil, byRequests, byTokens);
}

/** A request goes out: a refused one counts towards requests per minute as well. */
export function afterSending(pace: Pace, { at, charge }: Sent): Pace {
  return {
    ...pace,
    requests: logSent(pace.requests, { at, amount: 1 }),
    tokens: logSent(pace.tokens, { at, amount: charge }),
  };
}

export function nextPace(pace: Pace, outcome: Outcome, moment: Moment): Pace {
  if (outcome.kind === 'admitted') return afterAdmission(pace, outcome.sent);
  const { sent, signal } = outcome;
  switch (signal.kind) {
    case 'concurrency':
      return leaveRoom(pace, afterCrowding(notCharged(pace, sent), sent, signal.limit), { outcome, moment });
    case 'requests':
    case 'tokens':
      return afterRateRefusal(notCharged(pace, sent), outcome, moment);
    case 'overload':
      return afterOverload(notCharged(pace, sent), outcome, moment);
    case 'none':
    case 'closed':
      return pace;
  }
}

function notCharged(pace: Pace, { at, charge }: Sent): Pace {
  return { ...pace, tokens: takeBack(pace.tokens, { at, amount: charge }) };
}

function afterAdmission(pace: Pace, sent: Sent): Pace {
  // Sent before the storm broke: that it is answered now does not say that others would be let in.
  if (pace.storm !== null && sent.epoch < pace.epoch) return pace;
  const open = {
    ...pace,
    overloads: 0,
    storm: null,
    unansweredMax: Math.min(pace.cap, pace.unansweredMax * 2),
  };
  // The rest of a burst that was partly refused shows how many got in; what is older shows nothing.
  if (sent.epoch < pace.epoch - 1) return open;
  return sent.epoch === pace.epoch ? creep(prove(open, sent), sent) : prove(open, sent);
}

function prove(pace: Pace, sent: Sent): Pace {
  const proven = Math.max(pace.proven, sent.inFlight);
  const refusedAt = proven >= pace.refusedAt ? pace.cap + 1 : pace.refusedAt;
  const lanes = Math.max(pace.lanes, Math.min(proven, pace.ceiling));
  return { ...pace, proven, refusedAt, lanes };
}

function creep(pace: Pace, sent: Sent): Pace {
  if (sent.inFlight < pace.lanes || pace.lanes >= pace.ceiling) return pace;
  const calm = pace.calm + 1;
  const needed = admissionsNeeded(pace);
  return calm < needed ? { ...pace, calm } : { ...pace, lanes: pace.lanes + 1, calm: 0 };
}

function admissionsNeeded({ others, lanes, refusedAt }: Pace): number {
  if (others) return OTHERS_ADMISSIONS;
  return lanes + 1 >= refusedAt ? PROBE_ADMISSIONS : CALM_ADMISSIONS;
}

function afterCrowding(pace: Pace, sent: Sent, announced: number | null): Pace {
  const ceiling = announced === null ? pace.ceiling : Math.min(pace.cap, announced);
  const others = pace.others || (announced !== null && sent.inFlight < announced);
  const refusedAt = others ? pace.cap + 1 : Math.min(pace.refusedAt, Math.max(2, sent.inFlight));
  const told = { ...pace, ceiling, refusedAt, others, lanes: Math.min(pace.lanes, ceiling) };
  // A burst of refusals is one signal: all of them were sent at the old pace.
  if (sent.epoch < pace.epoch) return told;
  const next = { ...told, calm: 0, epoch: pace.epoch + 1 };
  if (told.lanes < pace.lanes) return { ...next, proven: Math.min(pace.proven, ceiling) };
  const half = Math.max(1, Math.floor(Math.min(pace.lanes, sent.inFlight) / 2));
  // One lane too many was tried: the number before it is known to work.
  if (pace.proven < sent.inFlight) return { ...next, lanes: Math.max(half, Math.min(pace.proven, ceiling)) };
  // What used to work no longer does: others share the account, or its limit was tightened.
  return { ...next, lanes: half, proven: 0 };
}

/** With others on the account every question in turn would be refused at once: after a refusal all wait. */
function leaveRoom(
  before: Pace,
  after: Pace,
  { outcome, moment }: { outcome: Extract<Outcome, { kind: 'refused' }>; moment: Moment },
): Pace {
  if (!after.others || after.epoch === before.epoch) return after;
  const until = moment.now + outcome.waitMs * (1 + JITTER_SHARE * moment.chance);
  return { ...after, pausedUntil: Math.max(after.pausedUntil, until) };
}

function afterRateRefusal(
  pace: Pace,
  { sent, signal, waitMs }: Extract<Outcome, { kind: 'refused' }>,
  { now }: Moment,
): Pace {
  if (signal.kind !== 'requests' && signal.kind !== 'tokens') return pace;
  const window = pace[signal.kind];
  const learned = signal.perMinute !== null && signal.perMinute !== window.limit;
  const told = learned ? { ...pace, [signal.kind]: { ...window, limit: signal.perMinute } } : pace;
  if (sent.epoch < pace.epoch) return told;
  const pauseMs = learned ? 0 : Math.max(waitMs, SHARED_RATE_PAUSE_MS);
  return { ...told, epoch: pace.epoch + 1, pausedUntil: Math.max(pace.pausedUntil, now + pauseMs) };
}

function afterOverload(
  pace: Pace,
  { sent, waitMs }: Extract<Outcome, { kind: 'refused' }>,
  { now, chance }: Moment,
): Pace {
  if (sent.epoch < pace.epoch) return pace;
  const overloads = pace.overloads + 1;
  const needed = Math.max(STORM_OVERLOADS_MIN, Math.ceil(pace.lanes / STORM_LANES_SHARE));
  // A single one is that request's own bad luck; several in a row with no admission between are a storm.
  if (pace.storm === null && overloads < needed) return { ...pace, overloads };
  const level = pace.storm === null ? 0 : pace.storm.level + 1;
  const pauseMs = Math.min(STORM_PAUSE_MAX_MS, STORM_PAUSE_FIRST_MS * 2 ** level);
  return {
    ...pace,
    overloads,
    epoch: pace.epoch + 1,
    storm: { since: pace.storm?.since ?? now, level },
    unansweredMax: 1,
    pausedUntil: now + Math.max(waitMs, pauseMs) * (1 + JITTER_SHARE * chance),
  };
}

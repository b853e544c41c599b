type Entry = { readonly at: number; readonly amount: number };

/** What went out within the last minute, against a limit per minute; null while nobody has told one. */
export type RateWindow = { readonly limit: number | null; readonly sent: readonly Entry[] };

export const OPEN_WINDOW: RateWindow = { limit: null, sent: [] };

// A minute, and two seconds for the way, opening thirty connections included: the server counts arrivals, we
// count departures.
const WINDOW_MS = 62_000;

/** A sliding log keeps every minute within the limit, whichever way the server counts its minutes. */
export function logSent(window: RateWindow, entry: Entry): RateWindow {
  const sent = [...recent(window, entry.at), entry];
  return { ...window, sent };
}

/** Takes back what the server did not admit. */
export function takeBack(window: RateWindow, { at, amount }: Entry): RateWindow {
  const index = window.sent.findIndex((entry) => entry.at === at && entry.amount === amount);
  return index === -1 ? window : { ...window, sent: window.sent.toSpliced(index, 1) };
}

/** When `amount` may go out: `now`, or the moment enough of the last minute has passed. */
export function earliestFor(window: RateWindow, amount: number, now: number): number {
  const { limit } = window;
  if (limit === null) return now;
  const live = recent(window, now);
  let sum = live.reduce((total, entry) => total + entry.amount, amount);
  for (const entry of live) {
    if (sum <= limit) return now;
    sum -= entry.amount;
    if (sum <= limit) return entry.at + WINDOW_MS;
  }
  // Larger than the limit by itself: it waits for an empty minute, and then the server decides.
  const last = live.at(-1);
  return last === undefined ? now : last.at + WINDOW_MS;
}

function recent({ sent }: RateWindow, now: number): readonly Entry[] {
  return sent.filter((entry) => entry.at > now - WINDOW_MS);
}

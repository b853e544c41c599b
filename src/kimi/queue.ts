/** A request that waits for its turn. */
export type Waiting = {
  /** Counts arrivals. A retry keeps its number: it is not sent to the end of the line. */
  readonly order: number;
  /** Prompt plus output cap, in tokens. */
  readonly charge: number;
  /** Clock time before which it is not to be sent. */
  readonly notBefore: number;
  /** How often a later one was let through before it. */
  readonly overtaken: number;
};

export type Choice<Item extends Waiting> =
  | { readonly kind: 'go'; readonly item: Item; readonly overtakes: Item | null }
  /** Nothing may go out before this clock time. */
  | { readonly kind: 'wait'; readonly until: number }
  | { readonly kind: 'none' };

// Small questions slip past big ones, but after three of them the oldest goes, whatever its size: so neither
// waits for ever, and a big one that needs a whole empty minute gets it.
const OVERTAKEN_MAX = 3;

/** Whose turn it is. `earliest` says when a request of some size may go out. */
export function chooseNext<Item extends Waiting>(
  waiting: readonly Item[],
  now: number,
  earliest: (charge: number) => number,
): Choice<Item> {
  const ready = waiting.filter((item) => item.notBefore <= now);
  const later = waiting.filter((item) => item.notBefore > now).map((item) => item.notBefore);
  const oldest = first(ready, (item) => item.order);
  const smallest = first(ready, (item) => item.charge);
  if (oldest === null || smallest === null) {
    return later.length === 0 ? { kind: 'none' } : { kind: 'wait', until: Math.min(...later) };
  }
  const item = oldest.overtaken >= OVERTAKEN_MAX ? oldest : smallest;
  const at = earliest(item.charge);
  if (at <= now) return { kind: 'go', item, overtakes: item === oldest ? null : oldest };
  return { kind: 'wait', until: Math.min(at, ...later) };
}

/** The item with the least value; of equals the one that came first. */
function first<Item extends Waiting>(items: readonly Item[], value: (item: Item) => number): Item | null {
  return items.reduce<Item | null>((best, item) => {
    if (best === null || value(item) < value(best)) return item;
    return value(item) === value(best) && item.order < best.order ? item : best;
  }, null);
}

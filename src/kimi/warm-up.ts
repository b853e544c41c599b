import type { ModelRequest } from '../core/prompt/request.ts';
import type { Choice, Waiting } from './queue.ts';

/**
 * What is known of the prefixes that requests share, by id. The provider keeps a prefix once the first token
 * of an answer is out: requests sent at the same moment pay the full price each, so one of them goes first.
 */
export type WarmUps = ReadonlyMap<string, WarmUp>;

type WarmUp =
  /** An answer has begun: whoever comes now is served from the cache. */
  | { readonly kind: 'warm' }
  | {
      readonly kind: 'cold';
      /** The arrival number of the one that went first; null while none of them is under way. */
      readonly leader: number | null;
      /** Clock time from which the others wait no longer. */
      readonly until: number;
    };

type Sharing = Waiting & { readonly request: Pick<ModelRequest, 'prefix'> };

export const NO_WARM_UPS: WarmUps = new Map();

// What is held back comes a first token later, three to five seconds, and saves $0.79 per million tokens of
// its prefix (K2.6: 0.16 instead of 0.95). Below this it would save less than a third of a cent.
export const WARM_UP_TOKENS_MIN = 4_096;
// Counted from the first try of the first leader, so that no chain of failing leaders holds anybody longer. The
// first token comes after 3.4 s in the median; one that is out for this long has met with trouble, and time is
// then worth more than the cents.
export const WARM_UP_PATIENCE_MS = 30_000;

/** What may go out at all: of those with a cold prefix only one, the smallest, and none while one is under way. */
export function holdBack<Item extends Sharing>(
  warmUps: WarmUps,
  waiting: readonly Item[],
  now: number,
): {
  readonly free: readonly Item[];
  /** Clock time from which one of the others may go; infinite when none waits for a time. */
  readonly until: number;
} {
  const leaders = new Map<string, Item | null>();
  for (const item of waiting) {
    const id = coldPrefix(warmUps, item, now);
    if (id === null) continue;
    const best = leaders.get(id) ?? item;
    leaders.set(id, isLed(warmUps, id) ? null : goesFirst(item, best, now) ? item : best);
  }
  const isHeld = (item: Item): boolean => {
    const id = coldPrefix(warmUps, item, now);
    return id !== null && leaders.get(id) !== item;
  };
  const ends = waiting.filter(isHeld).map((item) => patienceEnd(warmUps, item));
  return { free: waiting.filter((item) => !isHeld(item)), until: Math.min(...ends) };
}

/** The choice, unless somebody who is held back may go sooner than it says. */
export function orAt<Item extends Waiting>(choice: Choice<Item>, until: number): Choice<Item> {
  if (choice.kind === 'go' || until === Number.POSITIVE_INFINITY) return choice;
  return { kind: 'wait', until: choice.kind === 'none' ? until : Math.min(choice.until, until) };
}

/** The first one out with a prefix leads the others. */
export function afterStart(warmUps: WarmUps, item: Sharing, now: number): WarmUps {
  const id = worthwhilePrefix(item);
  const before = id === null ? undefined : warmUps.get(id);
  if (id === null || before?.kind === 'warm' || isLed(warmUps, id)) return warmUps;
  const until = before?.until ?? now + WARM_UP_PATIENCE_MS;
  return new Map(warmUps).set(id, { kind: 'cold', leader: item.order, until });
}

/** The provider has read the prefix, whoever sent it. */
export function afterFirstToken(warmUps: WarmUps, item: Sharing): WarmUps {
  const id = worthwhilePrefix(item);
  if (id === null || warmUps.get(id)?.kind === 'warm') return warmUps;
  return new Map(warmUps).set(id, { kind: 'warm' });
}

/** A leader that was refused, or broke off before its first word, hands the lead to the next. */
export function afterFailing(warmUps: WarmUps, item: Sharing): WarmUps {
  const id = worthwhilePrefix(item);
  const before = id === null ? undefined : warmUps.get(id);
  if (id === null || before?.kind !== 'cold' || before.leader !== item.order) return warmUps;
  return new Map(warmUps).set(id, { ...before, leader: null });
}

function worthwhilePrefix({ request: { prefix } }: Sharing): string | null {
  return prefix === undefined || prefix.tokens < WARM_UP_TOKENS_MIN ? null : prefix.id;
}

/** The prefix an item may have to wait for; null when nothing holds it back. */
function coldPrefix(warmUps: WarmUps, item: Sharing, now: number): string | null {
  const id = worthwhilePrefix(item);
  const known = id === null ? undefined : warmUps.get(id);
  if (known === undefined) return id;
  return known.kind === 'warm' || now >= known.until ? null : id;
}

function isLed(warmUps: WarmUps, id: string): boolean {
  const known = warmUps.get(id);
  return known?.kind === 'cold' && known.leader !== null;
}

function patienceEnd(warmUps: WarmUps, item: Sharing): number {
  const known = warmUps.get(item.request.prefix?.id ?? '');
  return known?.kind === 'cold' ? known.until : Number.POSITIVE_INFINITY;
}

/** Whoever can go soonest; then the smallest, whose first token is there first. */
function goesFirst(item: Waiting, other: Waiting, now: number): boolean {
  const [at, otherAt] = [Math.max(now, item.notBefore), Math.max(now, other.notBefore)];
  if (at !== otherAt) return at < otherAt;
  return item.charge === other.charge ? item.order < other.order : item.charge < other.charge;
}

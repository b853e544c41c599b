import type { Timer } from './timer.ts';

/**
 * How many requests of this run may be under way, as far as the other runs on the account have a say in it.
 * The pace of the run, the cap and the rates are counted elsewhere.
 */
export type Slots = {
  /** Requests that may be under way right now. */
  held(): number;
  /** How many this run could use. */
  want(count: number): void;
  /** A request ended: its slot may be due to another run. */
  freed(): void;
  /** The account told how many it allows at once, for all runs together. */
  told(limit: number): void;
  /** Sentences for the reader; usually none. */
  notes(): readonly string[];
};

/** `changed` is called, never at once, when more slots are held than before. */
export type OpenSlots = (changed: () => void) => Slots;

export type GradualOptions = {
  readonly timer: Timer;
  /** 0 to 1. */
  readonly random: () => number;
  readonly signal: AbortSignal;
};

// Thirty slots open within a second and a half. A refusal is back from another continent within three or four
// steps: a full account refuses that many, not twenty-nine.
const STEP_MS = 50;
// Runs that one push starts at the same moment must not go on in step.
const JITTER_SHARE = 0.5;

/**
 * The slots of a run that cannot ask the others: the first request goes out at once, the next ones one after
 * another at uneven, short distances. What the account refuses on the way, the pace learns from.
 */
export function gradualSlots({ timer, random, signal }: GradualOptions): OpenSlots {
  return (changed) => {
    let held = 1;
    let wanted = 0;
    let opening = false;

    async function open(): Promise<void> {
      opening = true;
      while (wanted > held && !signal.aborted) {
        await timer.wait(STEP_MS * (1 + JITTER_SHARE * (2 * random() - 1)), signal);
        held += 1;
        changed();
      }
      opening = false;
    }

    return {
      held: () => held,
      want(count) {
        wanted = count;
        if (!opening && wanted > held) void open();
      },
      freed() {},
      told() {},
      notes: () => [],
    };
  };
}

/** No other run has a say. */
export const OWN_SLOTS: OpenSlots = () => ({
  held: () => Number.POSITIVE_INFINITY,
  want() {},
  freed() {},
  told() {},
  notes: () => [],
});

/**
 * Holds a run to its money ceiling. Before a call its worst case is set aside; after it, only what it really
 * cost stays spent. A call that does not fit waits for the calls under way, and is refused when none is left.
 */
export type Purse = {
  /** Resolves to true when `worstUsd` is set aside, to false when the ceiling leaves no room for it. */
  take(worstUsd: number): Promise<boolean>;
  /** Gives back `worstUsd` and books `actualUsd`. */
  settle(worstUsd: number, actualUsd: number): void;
};

/** `ceilingUsd` null means no ceiling. */
export function openPurse(ceilingUsd: number | null): Purse {
  let spent = 0;
  let reserved = 0;
  let waiting: (() => void)[] = [];
  const fits = (worstUsd: number) => ceilingUsd === null || spent + reserved + worstUsd <= ceilingUsd;
  return {
    take: async (worstUsd) => {
      while (!fits(worstUsd)) {
        if (reserved === 0) return false;
        await new Promise<void>((resolve) => waiting.push(resolve));
      }
      reserved += worstUsd;
      return true;
    },
    settle: (worstUsd, actualUsd) => {
      // Sums of fractions of a cent drift; with nothing under way the reserve is exactly zero.
      reserved = Math.max(0, reserved - worstUsd);
      if (reserved < Number.EPSILON) reserved = 0;
      spent += actualUsd;
      const woken = waiting;
      waiting = [];
      for (const wake of woken) wake();
    },
  };
}

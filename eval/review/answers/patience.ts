/** Holds back the failure of a question that waits for an answer until the run has asked all it can. */
export type Patience = {
  /** Something was asked. */
  touch(): void;
  /** Waits until nothing was asked for a while. */
  hold(): Promise<void>;
  /** True from the first failure on: what is asked now builds on answers that are not there. */
  isOver(): boolean;
};

/**
 * A failure tells the engine to go on without that answer, and its next questions would be about half of the
 * findings. So no failure is told while others are still being asked: `quietMs` without a question means none are.
 */
export function openPatience(quietMs: number): Patience {
  const held: (() => void)[] = [];
  let timer: NodeJS.Timeout | null = null;
  let over = false;
  const release = () => {
    over = true;
    for (const go of held.splice(0)) go();
  };
  const touch = () => {
    if (held.length === 0) return;
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(release, quietMs);
  };
  return {
    touch,
    hold: () =>
      new Promise((resolve) => {
        held.push(resolve);
        touch();
      }),
    isOver: () => over,
  };
}

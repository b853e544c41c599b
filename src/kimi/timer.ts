/** Waiting, as an argument: the only place where time passes. */
export type Timer = {
  /** Resolves after `ms`, or at once when `signal` fires; never rejects. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
};

export const systemTimer: Timer = {
  wait(ms, signal) {
    if (signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const finish = () => {
        clearTimeout(timeout);
        signal.removeEventListener('abort', finish);
        resolve();
      };
      const timeout = setTimeout(finish, ms);
      signal.addEventListener('abort', finish, { once: true });
    });
  },
};

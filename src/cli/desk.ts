import type { Progress } from './progress.ts';
import type { Screen } from './screen.ts';

/** Where a command runs and what it may use. */
export type Desk = {
  readonly folder: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly output: Screen;
  readonly progress: Progress;
  readonly now: () => number;
  /** Fires on Ctrl-C. */
  readonly interruption: AbortSignal;
};

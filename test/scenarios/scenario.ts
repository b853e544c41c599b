import type { GitHubOptions, PullSeed } from '../doubles/github/options.ts';
import type { RepositoryDescription, TestRepository } from '../doubles/github/repository.ts';
import type { GitHubDouble } from '../doubles/github/start.ts';
import type { KimiDouble, KimiOptions } from '../doubles/kimi/options.ts';
import type { ActionRun } from '../doubles/runner.ts';

/** The world once it is up: what a scenario may look at, or change while the step runs. */
export type Stage = {
  readonly repository: TestRepository;
  readonly github: GitHubDouble;
  readonly kimi: KimiDouble;
};

/** One run of the shipped bundle: what there is, what happens, and what must hold beyond the written record. */
export type Scenario = {
  readonly title: string;
  readonly repository: RepositoryDescription;
  readonly pull?: Partial<Omit<PullSeed, 'number' | 'base' | 'head'>> & {
    readonly head?: Partial<PullSeed['head']>;
  };
  /** More pull requests of the same head, for dispatches. */
  readonly otherPulls?: readonly number[];
  /** By default `pull_request` (opened) on pull request 7. */
  readonly event?: PerRun<{ readonly name: string; readonly payload: unknown }>;
  /** Over the harness's own `kimi-api-key`, `github-token`, `base-url` and `effort: quick`. An empty text takes one away. */
  readonly inputs?: PerRun<Readonly<Record<string, string>>>;
  readonly environment?:
    | Readonly<Record<string, string>>
    | ((stage: Stage) => Readonly<Record<string, string>>);
  /** How many times as fast the step's clock and timers run, and the provider's with them. */
  readonly timeLapse?: number;
  readonly github?: Partial<GitHubOptions>;
  readonly kimi?: KimiOptions;
  /**
   * `full`: the workspace holds base and head; `shallow`: only the merge of both, as actions/checkout leaves it
   * by default; `none` (default): the API is all there is.
   */
  readonly checkout?: 'full' | 'shallow' | 'none';
  /** How often the step runs on the same pull request; the record shows the last. */
  readonly runs?: number;
  /** Called when everything is up and before each run, the first one being run 1. */
  readonly before?: (stage: Stage, run: number) => void;
  readonly onStart?: (stage: Stage, kill: (signal: NodeJS.Signals) => void) => void;
  /** Checks that the record cannot say by itself. */
  readonly check?: (played: Played) => void | Promise<void>;
};

/** The same for every run, or by its number, the first one being run 1. */
export type PerRun<Value extends object> = Value | ((run: number) => Value);

export type Played = Stage & {
  readonly run: ActionRun;
  readonly earlier: readonly ActionRun[];
  /** How many requests each side had seen when the last run began, and how many check runs there were. */
  readonly seenBefore: { readonly github: number; readonly kimi: number; readonly checks: number };
};

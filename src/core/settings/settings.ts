import type { Severity } from '../findings/finding.ts';
import type { ProviderName } from '../model/profile.ts';

export const THINKING_CHOICES = ['auto', 'enabled', 'disabled'] as const;
export const EFFORT_CHOICES = ['auto', 'quick', 'standard', 'deep'] as const;
export const MODE_CHOICES = ['incremental', 'full'] as const;
export const FAIL_ON_CHOICES = ['never', 'blocker', 'major', 'minor', 'nit'] as const;

export type SettingSource = 'input' | 'file' | 'default';

/** A setting that changed, or could change, how a run goes; printed with where it came from. */
export type EffectiveSetting = {
  readonly name: string;
  readonly value: string;
  readonly source: SettingSource;
};

/** Which pull requests are not reviewed at all. */
export type SkipRules = {
  readonly drafts: boolean;
  readonly bots: boolean;
  /** Any of these labels skips. */
  readonly labels: readonly string[];
  /** When not empty, one of these labels is needed. */
  readonly requireLabels: readonly string[];
  /** Regular expressions on the title, case-insensitive. */
  readonly titles: readonly string[];
  readonly authors: readonly string[];
  /** Globs; when not empty the base branch must match one. */
  readonly baseBranches: readonly string[];
  /** Globs; a head branch that matches one is skipped. */
  readonly headBranches: readonly string[];
};

/** When `thinking: auto` switches thinking on. */
export type ThinkingRules = {
  /** Changed lines (additions + deletions) of a pack from which on the model thinks. */
  readonly changedLines: number;
  /** Changed files of a pack from which on the model thinks. */
  readonly files: number;
  /** Globs of paths that are always worth thinking about. */
  readonly riskyPaths: readonly string[];
};

export type Limits = {
  /** Tokens of context around the change, per request. */
  readonly contextTokens: number;
  /** GitHub requests a run may spend on reading files when there is no checkout. */
  readonly readRequests: number;
  /** A single file above this is never read whole, in bytes. */
  readonly fileBytes: number;
};

/** Words of the maintainers for the reviewer. */
export type Instruction = {
  /** Globs; empty stands for every path. */
  readonly paths: readonly string[];
  readonly text: string;
};

/** A rule of the house in plain words. A finding that comes from it cites its id. */
export type HouseRule = Instruction & {
  /** Unlike every other, also without regard to case. */
  readonly id: string;
  /** The severity of a finding from this rule; null leaves it to the reviewer. */
  readonly severity: Severity | null;
};

/** What is worth a comment under some paths; null stands for what holds everywhere. */
export type Threshold = {
  readonly paths: readonly string[];
  readonly minSeverity: Severity | null;
  readonly maxComments: number | null;
};

/** Everything a run may be told, decoded, with the source of each value. Secrets are not settings. */
export type Settings = {
  readonly provider: ProviderName;
  readonly baseUrl: string | null;
  readonly model: string;
  readonly fallback: { readonly provider: ProviderName; readonly model: string } | null;
  readonly thinking: (typeof THINKING_CHOICES)[number];
  readonly effort: (typeof EFFORT_CHOICES)[number];
  readonly maxConcurrency: number;
  readonly mode: (typeof MODE_CHOICES)[number];
  readonly language: string;
  readonly minSeverity: Severity;
  /** `auto`: by the size of the change. */
  readonly maxComments: number | 'auto';
  readonly failOn: (typeof FAIL_ON_CHOICES)[number];
  /** Dollars; null means no ceiling. */
  readonly budgetUsd: number | null;
  readonly timeoutMinutes: number;
  /** Merged last into every model request. */
  readonly extraBody: Readonly<Record<string, unknown>>;
  readonly paths: { readonly include: readonly string[]; readonly exclude: readonly string[] };
  readonly skip: SkipRules;
  readonly thinkingRules: ThinkingRules;
  readonly limits: Limits;
  readonly instructions: readonly Instruction[];
  readonly rules: readonly HouseRule[];
  /** In the order of the file: the last one that matches a path counts. */
  readonly thresholds: readonly Threshold[];
  /** Where the configuration file stands, or would stand, on the base branch. */
  readonly configPath: string;
  /** Where each value came from, in the order of the documentation. */
  readonly effective: readonly EffectiveSetting[];
  /** Problems that did not stop the run, for instance an unknown key with the nearest known one. */
  readonly warnings: readonly string[];
};

/** The inputs of the Action or the options of the command line, by kebab-case name. Empty means not given. */
export type Inputs = Readonly<Record<string, string>>;

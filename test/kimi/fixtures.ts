import { modelProfile } from '../../src/core/model/models.ts';
import type { ProviderName } from '../../src/core/model/profile.ts';
import { providerProfile } from '../../src/core/model/providers.ts';
import type { ModelRequest } from '../../src/core/prompt/request.ts';
import type { Settings } from '../../src/core/settings/settings.ts';
import { type ModelsOptions, openModels } from '../../src/kimi/model.ts';
import { systemTimer, type Timer } from '../../src/kimi/timer.ts';
import type { Clock, Model } from '../../src/ports.ts';
import { DEFAULT_KEY } from '../doubles/kimi/accounts.ts';

export const USER_AGENT = 'kimi-review/0.1.0';

export const SETTINGS: Settings = {
  provider: 'moonshot',
  baseUrl: null,
  model: 'kimi-k2.6',
  fallback: null,
  thinking: 'auto',
  effort: 'auto',
  maxConcurrency: 30,
  mode: 'incremental',
  language: 'English',
  minSeverity: 'nit',
  maxComments: 30,
  failOn: 'never',
  budgetUsd: null,
  // Long enough to be a minute of real time at the fastest clock of these tests.
  timeoutMinutes: 1_000,
  extraBody: {},
  paths: { include: [], exclude: [] },
  skip: {
    drafts: true,
    bots: true,
    labels: [],
    requireLabels: [],
    titles: [],
    authors: [],
    baseBranches: [],
    headBranches: [],
  },
  thinkingRules: { changedLines: 1, files: 1, riskyPaths: [] },
  instructions: [],
  rules: [],
  thresholds: [],
  limits: { contextTokens: 1, readRequests: 1, fileBytes: 1 },
  configPath: '.github/kimi-review.yml',
  effective: [],
  warnings: [],
};

export const REQUEST: ModelRequest = {
  name: 'review pack 1 of 1',
  messages: [
    { role: 'system', content: 'You review code.' },
    { role: 'user', content: 'Say OK.' },
  ],
  thinking: 'enabled',
  outputTokensMax: 16_000,
  promptTokens: 40,
  cacheKey: 'octo/engine#7',
};

const CATALOGUE = {
  provider: (name: ProviderName) => providerProfile(name),
  model: (id: string, provider: ProviderName) => modelProfile(id, provider),
};

const HALF = 0.5;

// In real time, however fast the clock of a test runs: a busy machine must not look like a stalled provider.
const PATIENCE_MS = 20_000;

/** Time that runs `1 / scale` times as fast, to match a double started with `clockScale`. */
function scaledTime(scale: number): { clock: Clock; timer: Timer } {
  return {
    clock: { now: () => performance.now() / scale },
    timer: { wait: (ms, signal) => systemTimer.wait(ms * scale, signal) },
  };
}

export type ModelStart = Partial<ModelsOptions> & {
  readonly settings: Partial<Settings>;
  readonly scale?: number;
};

/** A model as the entries open it, with whatever a test wants otherwise. */
export function openTestModel({ settings, scale = 1, ...options }: ModelStart): {
  model: Model;
  log: string[];
} {
  const log: string[] = [];
  const models = openModels({
    keys: { primary: DEFAULT_KEY, fallback: null },
    userAgent: USER_AGENT,
    catalogue: CATALOGUE,
    log: { step: (text) => log.push(text), info: (text) => log.push(text), warn: (text) => log.push(text) },
    random: () => HALF,
    ...scaledTime(scale),
    timeouts: { idleMs: PATIENCE_MS / scale, callMs: PATIENCE_MS / scale },
    ...options,
  });
  return { model: models.open({ ...SETTINGS, ...settings }), log };
}

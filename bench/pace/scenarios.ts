import type { AccountRules } from '../../test/kimi/simulation/account.ts';
import type { Known } from './oracle.ts';
import { NO_TARGETS, type Targets } from './row.ts';

/** An account nobody told us about, and what the oracle knows of it. */
export type Scenario = {
  readonly name: string;
  readonly calls: number;
  readonly promptTokens: number;
  readonly rules: AccountRules;
  readonly known: Known;
  readonly targets: Targets;
};

export const CAP = 30;
const CALLS = 200;
const PROMPT_TOKENS = 60_000;
// 60,000 of prompt and 1,000 of output, five times a minute.
const TPM_OF_FIVE = 305_000;
const ANSWER_MS = 20_000;
const QUICK_ANSWER_MS = 4_000;
const LIMITS = [1, 15, 50];
const UNTOLD_LIMITS = [1, 15, 20];
const RPM = 100;
const TOKEN_REQUESTS_PER_MINUTE = 5;
const STORM = { from: 20_000, to: 80_000 };

/** A makespan of at most 1.05 of the least possible, where the cap is the only limit there is. */
const CAP_TARGETS: Targets = { shareMin: 1 / 1.05, lateRefusedMax: 0 };
const UNKNOWN_LIMIT_TARGETS: Targets = { shareMin: 0.9, lateRefusedMax: 0.03 };

// First words of K2.6 come after 3.4 s in the median; the way to the server and back is short beside it.
const WIRE = { firstSignMs: 3_400, latencyMs: 50 };

export const SCENARIOS: readonly Scenario[] = [
  scenario('cap of 30, no other limit', {}),
  ...LIMITS.map((limit) => scenario(`account limit ${limit}, told in the refusal`, { concurrency: limit })),
  ...UNTOLD_LIMITS.map((limit) =>
    scenario(`account limit ${limit}, never told`, { concurrency: limit, announced: false }),
  ),
  scenario(`RPM ${RPM}, answers of 4 s`, { rpm: RPM }, QUICK_ANSWER_MS),
  scenario('TPM that admits 5 at a time', { tpm: TPM_OF_FIVE }),
  scenario('overload storm of 60 s', { storm: STORM }),
];

function targetsOf({ concurrency, rpm, tpm, storm }: Limits): Targets {
  if (storm !== undefined) return NO_TARGETS;
  const limited = rpm !== undefined || tpm !== undefined || (concurrency ?? CAP) < CAP;
  return limited ? UNKNOWN_LIMIT_TARGETS : CAP_TARGETS;
}

type Limits = Pick<AccountRules, 'concurrency' | 'announced' | 'rpm' | 'tpm' | 'storm'>;

function scenario(name: string, limits: Limits, answerMs = ANSWER_MS): Scenario {
  return {
    name,
    calls: CALLS,
    promptTokens: PROMPT_TOKENS,
    rules: {
      ...limits,
      ...WIRE,
      firstSignMs: Math.min(WIRE.firstSignMs, answerMs / 2),
      answerMs: () => answerMs,
    },
    known: {
      calls: CALLS,
      answerMs,
      lanes: Math.min(CAP, limits.concurrency ?? CAP),
      ...(limits.rpm === undefined ? {} : { rpm: limits.rpm }),
      ...(limits.tpm === undefined ? {} : { tokenRequestsPerMinute: TOKEN_REQUESTS_PER_MINUTE }),
      ...(limits.storm === undefined ? {} : { storm: limits.storm }),
    },
    targets: targetsOf(limits),
  };
}

const LONGEST_LOOPBACK_MS = 600_000;

/** What can be waited for in real time, one row of a kind. */
export const OVER_LOOPBACK: readonly Scenario[] = SCENARIOS.filter(
  ({ rules, known }) =>
    rules.tpm === undefined &&
    rules.announced !== false &&
    (rules.concurrency === undefined || rules.concurrency < CAP) &&
    (known.calls / known.lanes) * known.answerMs < LONGEST_LOOPBACK_MS,
);

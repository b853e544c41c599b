import type { ErrorCode } from '../errors.ts';
import type { Ended } from '../flow/under-check.ts';

/** What the shell is told; documented in `--help` and docs/command-line.md. */
export const EXIT = { fine: 0, findings: 1, usage: 2, incomplete: 3, interrupted: 130 } as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

export const EXIT_CODES_TEXT = `Exit codes:
  ${EXIT.fine}    the review is complete, with no finding at or above --fail-on
  ${EXIT.findings}    a finding at or above --fail-on
  ${EXIT.usage}    wrong usage or configuration
  ${EXIT.incomplete}    not everything could be reviewed, or something failed
  ${EXIT.interrupted}  stopped by Ctrl-C`;

/** Mistakes of whoever typed the command or wrote the configuration. */
const USAGE_CODES: readonly ErrorCode[] = ['INPUT_INVALID', 'CONFIG_INVALID', 'KEY_MISSING', 'TOKEN_MISSING'];

export function exitCodeOfError(code: ErrorCode): ExitCode {
  return USAGE_CODES.includes(code) ? EXIT.usage : EXIT.incomplete;
}

/** `posting`: the review was meant for the pull request, so not arriving there is a failure as well. */
export function exitCodeOf({ outcome, told }: Ended, posting: boolean): ExitCode {
  if (outcome.kind === 'failed') return exitCodeOfError(outcome.error.code);
  if (outcome.kind !== 'reviewed') return EXIT.fine;
  const { kind } = outcome.review.conclusion;
  if (kind === 'failure') return EXIT.findings;
  const arrived = !posting || (told && outcome.posting.supersededBy === null);
  return kind === 'neutral' || !arrived ? EXIT.incomplete : EXIT.fine;
}

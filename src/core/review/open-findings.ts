import { SEVERITIES, type Severity, severityRank } from '../findings/finding.ts';
import type { Settings } from '../settings/settings.ts';
import type { Words } from '../words/en.ts';
import type { StandingFinding, ThreadPlan } from './review.ts';
import { thresholdFor } from './thresholds.ts';

/** What is open on the pull request after this run: the numbers of the title, the outputs and `fail-on`. */
export type OpenFindings = {
  readonly total: number;
  /** How many of them were said by an earlier run. */
  readonly earlier: number;
  readonly bySeverity: Readonly<Record<Severity, number>>;
};

/**
 * New and standing findings that somebody asked to hear of. An earlier finding whose lines have changed since
 * and that was not found again is listed, but no longer counted: only resolving its thread would end it.
 */
export function openFindings(plan: ThreadPlan, settings: Settings): OpenFindings {
  const asked = isAskedFor(settings);
  const fresh = [...plan.post, ...plan.summary.map(({ placed }) => placed)]
    .map(({ finding, anchor }) => ({ severity: finding.severity, path: anchor.path }))
    .filter(asked);
  const earlier = plan.standing.filter(stillApplies).filter(asked);
  const all = [...fresh, ...earlier];
  const count = (severity: Severity): number => all.filter((each) => each.severity === severity).length;
  return {
    total: all.length,
    earlier: earlier.length,
    bySeverity: {
      blocker: count('blocker'),
      major: count('major'),
      minor: count('minor'),
      nit: count('nit'),
    },
  };
}

/** `fail-on` may reach further down than `min-severity`: what fails the check counts, and is not forgotten. */
export function isAskedFor(
  settings: Settings,
): (finding: { readonly severity: Severity; readonly path: string }) => boolean {
  const { failOn } = settings;
  const threshold = thresholdFor(settings);
  return ({ severity, path }) => {
    const rank = severityRank(severity);
    const isWanted = rank <= severityRank(threshold(path).minSeverity);
    return isWanted || (failOn !== 'never' && rank <= severityRank(failOn));
  };
}

/** False once GitHub calls the thread outdated, unless this run found the defect again, wherever it is now. */
export function stillApplies({ line, noted, foundAgain }: StandingFinding): boolean {
  return line !== null || noted === true || foundAgain === true;
}

/** How many open findings are at or above `fail-on`. */
export function failingFindings(open: OpenFindings, failOn: Settings['failOn']): number {
  if (failOn === 'never') return 0;
  return SEVERITIES.filter((severity) => severityRank(severity) <= severityRank(failOn))
    .map((severity) => open.bySeverity[severity])
    .reduce((sum, count) => sum + count, 0);
}

/** `3 findings: 1 major, 2 minor (1 from an earlier review)`. */
export function openFindingsTitle({ total, earlier, bySeverity }: OpenFindings, words: Words): string {
  const parts = SEVERITIES.filter((severity) => bySeverity[severity] > 0).map((severity) =>
    words.severityCount(`${bySeverity[severity]}`, words.severity[severity]),
  );
  const origin = earlier === 0 ? '' : words.earlier(earlier);
  return `${words.openFindings(words.findings(total), parts.join(', '))}${origin}`;
}

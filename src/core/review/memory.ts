import { severityRank } from '../findings/finding.ts';
import { settingsDigest } from '../settings/digest.ts';
import { type Posting, unposted } from './posting.ts';
import type { Memory, Review, StandingFinding } from './review.ts';

/** What a later run must know of this one. */
export function memoryOf(review: Review, posting: Posting): Memory {
  const { pull, settings, coverage, packs, plan } = review;
  const asked = ({ placed }: (typeof plan.summary)[number]): boolean =>
    severityRank(placed.finding.severity) <= severityRank(settings.minSeverity);
  const unsaid = [...unposted(plan.post, posting), ...plan.summary.filter(asked)].map(
    ({ placed }): StandingFinding => ({
      fingerprint: placed.fingerprint,
      severity: placed.finding.severity,
      category: placed.finding.category,
      title: placed.finding.title,
      path: placed.anchor.path,
      line: placed.anchor.line,
      noted: true,
    }),
  );
  const noted = [...unsaid, ...plan.standing.filter((finding) => finding.noted === true)];
  return {
    head: pull.head.sha,
    base: pull.base.sha,
    complete: coverage.failed === 0 && packs.every(({ state }) => state === 'read'),
    settingsDigest: settingsDigest(settings),
    ...(noted.length === 0 ? {} : { noted }),
  };
}

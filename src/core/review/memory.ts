import { settingsDigest } from '../settings/digest.ts';
import { isAskedFor } from './open-findings.ts';
import { type Posting, unposted } from './posting.ts';
import type { Memory, Review, StandingFinding } from './review.ts';

/** What a later run must know of this one. */
export function memoryOf(review: Review, posting: Posting): Memory {
  const { pull, settings, coverage, packs, plan, mergeBase } = review;
  const asked = isAskedFor(settings);
  const counted = plan.summary.filter(({ placed: { finding, anchor } }) =>
    asked({ severity: finding.severity, path: anchor.path }),
  );
  const unsaid = [...unposted(plan.post, posting), ...counted].map(
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
    ...(mergeBase === null || mergeBase === undefined ? {} : { mergeBase }),
    complete: coverage.failed === 0 && packs.every(({ state }) => state === 'read'),
    settingsDigest: settingsDigest(settings),
    ...(noted.length === 0 ? {} : { noted }),
  };
}

import { votesOf } from '../findings/confidence.ts';
import type { PlacedFinding } from '../findings/finding.ts';

/** Why a finding is told in the summary and not at its line, by what its check came to; null when it may stand there. */
export function doubtAbout(placed: PlacedFinding): string | null {
  const { verdict, finding } = placed;
  if (verdict === undefined) return null;
  if (!verdict.introduced) return 'it was there before this change';
  // Votes break the tie, and a blocker is never folded away for a doubt.
  if (verdict.kind !== 'unsure' || votesOf(placed) > 1 || finding.severity === 'blocker') return null;
  return verdict.reason === ''
    ? 'a second look could not confirm it'
    : `a second look could not confirm it: ${verdict.reason}`;
}

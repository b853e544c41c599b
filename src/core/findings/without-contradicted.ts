import type { Hits } from '../context/hits.ts';
import { absenceClaimOf, contradictionOf } from './absence.ts';
import type { DroppedFinding, PlacedFinding } from './finding.ts';

/** Sets aside the claims of absence that a search has proved wrong, each with the line that does. */
export function withoutContradicted(
  placed: readonly PlacedFinding[],
  hits: Hits,
): {
  readonly open: readonly PlacedFinding[];
  readonly contradicted: readonly (DroppedFinding & { readonly placed: PlacedFinding })[];
} {
  const open: PlacedFinding[] = [];
  const contradicted: (DroppedFinding & { placed: PlacedFinding })[] = [];
  for (const one of placed) {
    const claim = absenceClaimOf(one.finding);
    const proof = claim === null ? null : contradictionOf(claim, one.finding, hits);
    if (claim === null || proof === null) open.push(one);
    else {
      const reason = `a search found \`${claim.names[0] ?? ''}\` at ${proof.path}:${proof.line}`;
      contradicted.push({ finding: one.finding, reason, placed: one });
    }
  }
  return { open, contradicted };
}

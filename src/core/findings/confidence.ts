import type { Confidence, PlacedFinding } from './finding.ts';

/** How many readers reported it, each counted once. */
export function votesOf({ finding, sources }: PlacedFinding): number {
  return new Set((sources ?? [finding]).map(({ reader = '' }) => reader)).size;
}

/**
 * How sure a finding is, from what others made of it: a reader's word about itself is close to chance, so it
 * only decides where nobody else has looked.
 */
export function confidenceOf(placed: PlacedFinding): Confidence {
  const several = votesOf(placed) > 1;
  switch (placed.verdict?.kind) {
    case 'confirmed':
      return several || placed.finding.confidence !== 'low' ? 'high' : 'medium';
    case 'unsure':
      return several ? 'medium' : 'low';
    case 'refuted':
      return 'low';
    default:
      return several ? 'high' : placed.finding.confidence;
  }
}

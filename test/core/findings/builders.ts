import type { Anchor, PlacedFinding } from '../../../src/core/findings/finding.ts';
import { fingerprintOf } from '../../../src/core/findings/fingerprint.ts';
import { finding } from './generate.ts';

/** A finding at a line of its file. */
export function placedAt(
  line: number,
  fields: Parameters<typeof finding>[0] = {},
  more: Partial<PlacedFinding> = {},
): PlacedFinding {
  const own = finding({ quote: `code ${line}`, ...fields });
  const anchor: Anchor = { kind: 'line', path: own.path, side: own.side, line, startLine: null };
  return {
    finding: own,
    anchor,
    suggestion: { kind: 'none' },
    fingerprint: fingerprintOf(own),
    alsoAt: [],
    ...more,
  };
}

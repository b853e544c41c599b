import type { FilePatch } from '../diff/diff.ts';
import { suspicionsIn } from '../prompt/stranger-text.ts';
import type { Anchor, DroppedFinding, Finding, PlacedFinding } from './finding.ts';
import { fingerprintOf } from './fingerprint.ts';

/** No pack: these are seen by the program, not by the model. */
const OWN_PACK = 0;
const OWN_FINDINGS_PER_FILE_MAX = 3;

/**
 * What the program sees by itself in the added lines: a secret, which was kept from the model, and characters
 * nobody can see, which make code read differently from how it runs. The text itself is never repeated.
 */
export function ownFindings(patches: readonly FilePatch[]): PlacedFinding[] {
  return patches.flatMap((patch) => {
    const found = suspicionsIn([patch]).map(({ line, problem }) => ({
      line,
      finding: findingOf(patch.path, line, problem),
    }));
    const byTitle = Map.groupBy(found, ({ finding }) => finding.title);
    return [...byTitle.values()].slice(0, OWN_FINDINGS_PER_FILE_MAX).flatMap(([first, ...others]) => {
      if (first === undefined) return [];
      return [
        placedOf(
          patch.path,
          first,
          others.map(({ line }) => line),
        ),
      ];
    });
  });
}

/**
 * The model sees the mark in place of a secret and often tells of it too, in other words each time. Our own
 * finding stays the same from run to run, so it is the one that is posted.
 */
export function withoutRetold(
  placed: readonly PlacedFinding[],
  own: readonly PlacedFinding[],
): { kept: PlacedFinding[]; retold: DroppedFinding[] } {
  const told = new Set(own.flatMap(({ anchor, alsoAt }) => [anchor, ...alsoAt]).map(placeOf));
  const isRetold = ({ finding, anchor }: PlacedFinding): boolean =>
    finding.category === 'security' && finding.quote.includes(REDACTED_MARK) && told.has(placeOf(anchor));
  return {
    kept: placed.filter((one) => !isRetold(one)),
    retold: placed.filter(isRetold).map(({ finding }) => ({ finding, reason: RETOLD })),
  };
}

const REDACTED_MARK = '[redacted: ';
const RETOLD = 'another finding tells of the secret on this line';

function placeOf({ path, line }: Anchor): string {
  return `${path}:${line}`;
}

function findingOf(path: string, line: number, problem: string): Finding {
  const secret = problem.includes('secret');
  return {
    path,
    side: 'RIGHT',
    claimedLine: line,
    severity: 'major',
    category: 'security',
    confidence: 'medium',
    title: secret ? 'A secret is about to be committed' : 'Hidden characters are about to be committed',
    body: secret
      ? `${problem} Once pushed it must be treated as known to others: revoke it, and read it from the environment or a secret store instead.`
      : `${problem} Invisible and direction-changing characters let code read differently from how it runs. Remove them, or write them as escapes.`,
    quote: '',
    suggestion: null,
    pack: OWN_PACK,
  };
}

type Found = { readonly line: number; readonly finding: Finding };

function placedOf(path: string, first: Found, others: readonly number[]): PlacedFinding {
  const anchorAt = (line: number) => ({ kind: 'line', path, side: 'RIGHT', line, startLine: null }) as const;
  return {
    finding: first.finding,
    anchor: anchorAt(first.line),
    suggestion: { kind: 'none' },
    fingerprint: fingerprintOf(first.finding),
    alsoAt: others.map(anchorAt),
  };
}

import type { FilePatch } from '../diff/diff.ts';
import { suspicionsIn } from '../prompt/stranger-text.ts';
import type { Anchor, DroppedFinding, Finding, PlacedFinding } from './finding.ts';
import { unquotedFingerprintOf, withoutBlanks } from './fingerprint.ts';

/** No pack: these are seen by the program, not by the model. */
const OWN_PACK = 0;
/** Of one kind; the last one tells of all the further lines. */
const OWN_FINDINGS_PER_FILE_MAX = 3;

/**
 * What the program sees by itself in the added lines: a secret, which was kept from the model, and characters
 * nobody can see, which make code read differently from how it runs. The text itself is never repeated.
 */
export function ownFindings(patches: readonly FilePatch[]): PlacedFinding[] {
  return patches.flatMap((patch) => {
    const added = patch.hunks.flatMap(({ lines }) => lines).filter(({ kind }) => kind === 'added');
    const texts = new Map(added.map(({ newLine, text }) => [newLine, text]));
    const found = suspicionsIn([patch]).map(({ line, problem }) => ({
      line,
      text: withoutBlanks(texts.get(line) ?? ''),
      finding: findingOf(patch.path, line, problem),
    }));
    return [...Map.groupBy(found, ({ finding }) => finding.title).values()].flatMap(groupsOf).map(placedOf);
  });
}

/** One group for each text, so that settling one secret settles no other; beyond the limit, one for the rest. */
function groupsOf(found: readonly Found[]): Found[][] {
  const groups = [...Map.groupBy(found, ({ text }) => text).values()];
  if (groups.length <= OWN_FINDINGS_PER_FILE_MAX) return groups;
  const alone = groups.slice(0, OWN_FINDINGS_PER_FILE_MAX - 1);
  return [...alone, groups.slice(alone.length).flat()];
}

/**
 * The model sees the mark in place of a secret and often tells of it too, in other words each time. Our own
 * finding stays the same from run to run, so it is the one that is posted.
 */
export function withoutRetold(
  placed: readonly PlacedFinding[],
  own: readonly PlacedFinding[],
): { kept: PlacedFinding[]; retold: (DroppedFinding & { readonly placed: PlacedFinding })[] } {
  const told = new Set(own.flatMap(({ anchor, alsoAt }) => [anchor, ...alsoAt]).map(placeOf));
  const isRetold = ({ finding, anchor }: PlacedFinding): boolean =>
    finding.category === 'security' && finding.quote.includes(REDACTED_MARK) && told.has(placeOf(anchor));
  return {
    kept: placed.filter((one) => !isRetold(one)),
    retold: placed.filter(isRetold).map((one) => ({ finding: one.finding, reason: RETOLD, placed: one })),
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

type Found = { readonly line: number; readonly text: string; readonly finding: Finding };

function placedOf(group: readonly Found[]): PlacedFinding {
  const [first, ...others] = group;
  if (first === undefined) throw new RangeError('a group of findings is never empty');
  const { finding } = first;
  const anchorAt = ({ line }: Found) =>
    ({ kind: 'line', path: finding.path, side: 'RIGHT', line, startLine: null }) as const;
  const texts = [...new Set(group.map(({ text }) => text))];
  return {
    finding,
    anchor: anchorAt(first),
    suggestion: { kind: 'none' },
    fingerprint: unquotedFingerprintOf(finding, texts.join('\n')),
    alsoAt: others.map(anchorAt),
  };
}

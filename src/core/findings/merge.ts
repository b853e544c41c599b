import { type Anchor, type PlacedFinding, severityRank } from './finding.ts';
import { normalizedQuote, normalizedTitle } from './fingerprint.ts';
import { alikeTitles, sameTitles } from './similar-titles.ts';

/**
 * One root cause, one finding. Two are one when they are of one category, stand on the same or overlapping
 * lines and their titles say the same, or when the same code has the same title in several
 * files. Two defects of one line stay two: a lost one would be lost in silence. The most severe stays, then
 * the longest; the places of the others are kept beside it. Order is by first sight.
 */
export function mergeFindings(placed: readonly PlacedFinding[]): PlacedFinding[] {
  const groups: PlacedFinding[][] = [];
  for (const one of placed) {
    const related = groups.filter((group) => group.some((other) => isSame(one, other)));
    const [first, ...rest] = related;
    if (first === undefined) groups.push([one]);
    else {
      first.push(...rest.flat(), one);
      for (const group of rest) groups.splice(groups.indexOf(group), 1);
    }
  }
  return groups.map(joinedFindings);
}

function isSame(one: PlacedFinding, other: PlacedFinding): boolean {
  const samePlace = one.fingerprint === other.fingerprint || overlap(one.anchor, other.anchor);
  const sameCategory = one.finding.category === other.finding.category;
  if (samePlace && sameCategory && sameTitles(one.finding.title, other.finding.title)) return true;
  // Two readers word one defect in two ways; one reader who reports twice means two.
  const two = (one.finding.reader ?? '') !== (other.finding.reader ?? '');
  if (samePlace && two && alikeTitles(one.finding.title, other.finding.title)) return true;
  const code = normalizedQuote(one.finding);
  if (code === '' || code !== normalizedQuote(other.finding)) return false;
  return normalizedTitle(one.finding.title) === normalizedTitle(other.finding.title);
}

function overlap(a: Anchor, b: Anchor): boolean {
  if (a.kind === 'summary' || b.kind === 'summary' || a.path !== b.path || a.side !== b.side) return false;
  return (a.startLine ?? a.line) <= b.line && (b.startLine ?? b.line) <= a.line;
}

/** One finding for several of one root cause: the weightiest speaks, and the places of the others stand beside it. */
export function joinedFindings(group: readonly PlacedFinding[]): PlacedFinding {
  const [best = group[0], ...others] = [...group].sort(byWeight);
  if (best === undefined) throw new RangeError('a group of findings is never empty');
  if (others.length === 0) return best;
  const places = new Map(others.flatMap(placesOf).map((anchor) => [keyOf(anchor), anchor]));
  const own = new Set(placesOf(best).map(keyOf));
  const further = [...places].flatMap(([key, anchor]) => (own.has(key) ? [] : [anchor]));
  const sources = [best, ...others].flatMap((one) => one.sources ?? [one.finding]);
  return { ...best, alsoAt: [...best.alsoAt, ...further], sources };
}

/** A finding that can be shown at its line tells more than one that cannot. */
function byWeight(a: PlacedFinding, b: PlacedFinding): number {
  return (
    severityRank(a.finding.severity) - severityRank(b.finding.severity) ||
    Number(b.verdict?.kind === 'confirmed') - Number(a.verdict?.kind === 'confirmed') ||
    Number(a.anchor.kind === 'summary') - Number(b.anchor.kind === 'summary') ||
    b.finding.body.length - a.finding.body.length
  );
}

function placesOf(placed: PlacedFinding): Anchor[] {
  return [placed.anchor, ...placed.alsoAt];
}

/** Two summary places of one line are the same place, whatever their reasons say. */
function keyOf(anchor: Anchor): string {
  if (anchor.kind === 'summary') return ['summary', anchor.path, anchor.line ?? ''].join('\0');
  return [anchor.path, anchor.side, anchor.startLine ?? anchor.line, anchor.line].join('\0');
}

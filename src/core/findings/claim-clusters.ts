import { alikeAmong } from './alike.ts';
import type { PlacedFinding } from './finding.ts';
import { normalizedQuote } from './fingerprint.ts';
import { similarTitles } from './similar-titles.ts';

/** Two claims nearer than this in one file may be one root cause. */
const NEAR_LINES = 8;
/** More claims in one request get less thought each. */
const CLAIMS_PER_CHECK_MAX = 4;

/**
 * Claims that may be one root cause, together: only whoever checks them can tell, and must see both to do so.
 * Every claim is in exactly one cluster, in the order given.
 */
export function claimClusters(claims: readonly PlacedFinding[]): PlacedFinding[][] {
  const isAlike = alikeAmong(claims);
  const clusters: number[][] = [];
  for (const [index, claim] of claims.entries()) {
    const mayJoin = (other: number) => {
      const there = claims[other];
      if (there === undefined || claim.finding.pack !== there.finding.pack) return false;
      return isAlike(index, other) || mayBeSame(claim, there);
    };
    const home = clusters.find((cluster) => cluster.length < CLAIMS_PER_CHECK_MAX && cluster.some(mayJoin));
    if (home === undefined) clusters.push([index]);
    else home.push(index);
  }
  return clusters.map((cluster) => cluster.flatMap((index) => claims[index] ?? []));
}

function mayBeSame(one: PlacedFinding, other: PlacedFinding): boolean {
  const quote = normalizedQuote(one.finding);
  if (quote !== '' && quote === normalizedQuote(other.finding)) return true;
  if (one.anchor.path === other.anchor.path && linesApart(one, other) <= NEAR_LINES) return true;
  return similarTitles(one.finding.title, other.finding.title);
}

function linesApart({ anchor: one }: PlacedFinding, { anchor: other }: PlacedFinding): number {
  if (one.line === null || other.line === null) return Number.POSITIVE_INFINITY;
  const [first, second] = [firstLine(one), firstLine(other)];
  if (first <= other.line && second <= one.line) return 0;
  return first > other.line ? first - other.line : second - one.line;
}

function firstLine(anchor: PlacedFinding['anchor']): number {
  if (anchor.kind === 'summary') return anchor.line ?? 0;
  return anchor.startLine ?? anchor.line;
}

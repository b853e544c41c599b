import type { Diff } from '../../src/core/diff/diff.ts';
import type { Anchor, Finding, PlacedFinding } from '../../src/core/findings/finding.ts';
import type { Review } from '../../src/core/review/review.ts';
import { toHead } from './head-lines.ts';
import { type HeadPlace, type Told, toldId } from './told.ts';

/** What became of one finding of one reader. The shape of `Candidate` in `src/core/findings/candidate.ts`. */
export type Candidate = {
  readonly finding: Finding;
  readonly reader: string;
  readonly lostAt: Told['lostAt'];
  readonly reason: string | null;
  readonly placed: PlacedFinding | null;
  readonly merged: boolean;
};

/** TO BE REPLACED by `review.candidates` once a review has them: today it forgets who found what. */
export function candidatesOf({ plan, dropped }: Review): readonly Candidate[] {
  const kept = (placed: PlacedFinding, reason: string | null): Candidate => ({
    finding: placed.finding,
    reader: 'reader',
    lostAt: reason === null ? null : 'ranking',
    reason,
    placed,
    merged: false,
  });
  return [
    ...plan.post.map((placed) => kept(placed, null)),
    ...plan.summary.map(({ placed, reason }) => kept(placed, reason)),
    ...dropped.map(
      ({ finding, reason }): Candidate => ({
        finding,
        reader: 'reader',
        lostAt: 'evidence',
        reason,
        placed: null,
        merged: false,
      }),
    ),
  ];
}

/** A candidate as the scoring sees it: with its places by the lines of the head. */
export function toldOf({ finding, reader, lostAt, placed, merged }: Candidate, diff: Diff): Told {
  const { title, body, confidence, severity } = finding;
  const { path, quote } = placed?.finding ?? finding;
  return {
    id: toldId({ path, title, body, quote }),
    path,
    places: placed === null ? claimedPlaces(finding, diff) : placesOf(placed, diff),
    inDiff: placed?.anchor.kind === 'line',
    title,
    body,
    quote,
    quoted: placed !== null && quote.trim() !== '',
    confidence,
    severity,
    reader,
    lostAt,
    merged,
  };
}

function placesOf({ anchor, alsoAt, finding }: PlacedFinding, diff: Diff): HeadPlace[] {
  const places = [anchor, ...alsoAt].flatMap((one) => anchorPlaces(one, diff));
  return places.length === 0 ? claimedPlaces(finding, diff) : places;
}

function anchorPlaces(anchor: Anchor, diff: Diff): HeadPlace[] {
  if (anchor.line === null) return [];
  const { path, line } = anchor;
  if (anchor.kind === 'summary') return [{ path, first: line, last: line }];
  const side = anchor.side === 'LEFT' ? 'old' : 'new';
  return [toHead({ path, side, first: anchor.startLine ?? line, last: line }, diff)];
}

/** The only line there is of a finding that was not placed is the one the model named. */
function claimedPlaces({ path, side, claimedLine }: Finding, diff: Diff): HeadPlace[] {
  if (claimedLine === null) return [];
  const where = side === 'LEFT' ? 'old' : 'new';
  return [toHead({ path, side: where, first: claimedLine, last: claimedLine }, diff)];
}

import type { Diff } from '../../src/core/diff/diff.ts';
import type { Candidate } from '../../src/core/findings/candidate.ts';
import type { Anchor, Finding, PlacedFinding } from '../../src/core/findings/finding.ts';
import { toHead } from './head-lines.ts';
import { type HeadPlace, type Told, toldId } from './told.ts';

/** Whose findings those are that no model reported. */
const PROGRAM = 'program';

/** A candidate as the scoring sees it: with its places by the lines of the head. */
export function toldOf({ finding, reader, lostAt, placed, merged }: Candidate, diff: Diff): Told {
  const { title } = finding;
  const body = bodyOf(finding);
  const { path, quote } = placed?.finding ?? finding;
  // What speaks for others has been weighed by the check; of the others only their own word is known.
  const { confidence, severity } = merged ? finding : (placed?.finding ?? finding);
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
    reader: reader === '' ? PROGRAM : reader,
    lostAt,
    merged,
  };
}

function bodyOf({ body, trigger = '', effect = '', remedy = '' }: Finding): string {
  return [trigger, effect, remedy, body].filter((text) => text !== '').join('\n');
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

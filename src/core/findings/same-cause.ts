import { alikeAmong } from './alike.ts';
import { confidenceOf } from './confidence.ts';
import type { PlacedFinding } from './finding.ts';
import { joinedFindings } from './merge.ts';

/**
 * Joins what several readers found at several places, when their texts say that it is one thing: the function
 * that forgets and the table that is forgotten. One reader who reports twice means two. Law: each finding is in
 * one of the results, as itself or among the sources of another.
 */
export function joinSameCause(kept: readonly PlacedFinding[]): PlacedFinding[] {
  const isAlike = alikeAmong(kept);
  const groups: { readonly members: PlacedFinding[]; readonly indexes: number[] }[] = [];
  for (const [index, one] of kept.entries()) {
    const home = groups.find(
      ({ members, indexes }) =>
        members.every((other) => haveOtherReaders(one, other)) &&
        indexes.some((other) => isAlike(index, other)),
    );
    if (home === undefined) groups.push({ members: [one], indexes: [index] });
    else {
      home.members.push(one);
      home.indexes.push(index);
    }
  }
  return groups.map(({ members }) => {
    const joined = joinedFindings(members);
    if (members.length === 1) return joined;
    return { ...joined, finding: { ...joined.finding, confidence: confidenceOf(joined) } };
  });
}

function haveOtherReaders(one: PlacedFinding, other: PlacedFinding): boolean {
  return readersOf(one).isDisjointFrom(readersOf(other));
}

function readersOf({ finding, sources }: PlacedFinding): Set<string> {
  return new Set((sources ?? [finding]).map(({ reader = '' }) => reader));
}

import { type PlacedFinding, severityRank } from '../findings/finding.ts';
import { sameTitles, similarTitles } from '../findings/similar-titles.ts';
import type { Past } from './review.ts';

type Earlier = Past['findings'][number];

/**
 * Gives each finding of a run the fingerprint under which an earlier run told it. One piece of code can hold
 * several defects, so the fingerprint of the code is not enough: the titles must be alike, what is worse than
 * what was said is news, and no two findings are one earlier one. The others get a number: `0123abcd.2`.
 */
export function recognized(placed: readonly PlacedFinding[], past: readonly Earlier[]): PlacedFinding[] {
  const openFirst = past.toSorted(
    (one, other) => Number(other.state === 'open') - Number(one.state === 'open'),
  );
  const given = new Map<PlacedFinding, string>();
  const taken = new Set<string>();
  for (const alike of [sameTitles, similarTitles]) {
    for (const one of placed.filter((each) => !given.has(each))) {
      const said = openFirst.find(
        (earlier) =>
          !taken.has(earlier.fingerprint) &&
          isSaidBy(one, earlier) &&
          alike(one.finding.title, earlier.title),
      );
      if (said === undefined) continue;
      given.set(one, said.fingerprint);
      taken.add(said.fingerprint);
    }
  }
  for (const { fingerprint } of past) taken.add(fingerprint);
  return placed.map((one) => {
    const fingerprint = given.get(one) ?? freeFingerprint(one.fingerprint, taken);
    taken.add(fingerprint);
    return fingerprint === one.fingerprint ? one : { ...one, fingerprint };
  });
}

const NUMBER = /\.\d+$/;

function isSaidBy({ fingerprint, finding }: PlacedFinding, earlier: Earlier): boolean {
  const sameCode =
    earlier.fingerprint === fingerprint || earlier.fingerprint.replace(NUMBER, '') === fingerprint;
  return sameCode && severityRank(finding.severity) >= severityRank(earlier.severity);
}

function freeFingerprint(fingerprint: string, taken: ReadonlySet<string>): string {
  let free = fingerprint;
  for (let number = 2; taken.has(free); number += 1) free = `${fingerprint}.${number}`;
  return free;
}

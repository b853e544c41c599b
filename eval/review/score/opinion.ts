import type { KnownFalse } from '../case.ts';
import type { PlacedGolden } from '../head-lines.ts';
import type { Told } from '../told.ts';
import { fitsPlace } from './place.ts';

/** What is thought of a finding: the goldens it has the cause of, by index, and whether it is known to be wrong. */
export type Opinion = { readonly goldens: readonly number[]; readonly knownFalse: boolean };

export const NO_OPINION: Opinion = { goldens: [], knownFalse: false };

type Claims = { readonly goldens: readonly PlacedGolden[]; readonly knownFalse: readonly KnownFalse[] };

/** Without a judge: the text matches a pattern of the golden; one without patterns is matched by its place. */
export function roughOpinion(told: Told, { goldens, knownFalse }: Claims): Opinion {
  const text = `${told.title}\n${told.body}`;
  const says = (patterns: readonly RegExp[]) => patterns.some((pattern) => pattern.test(text));
  const fits = (index: number) => {
    const golden = goldens[index];
    return golden !== undefined && fitsPlace(told, golden);
  };
  const same = goldens.flatMap(({ patterns, places }, index) => {
    const isSame = patterns.length === 0 ? places.length > 0 && fits(index) : says(patterns);
    return isSame ? [index] : [];
  });
  // Words of a wrong claim may stand in a true finding beside it, so a golden at the right place wins here.
  const isTrue = same.some(fits);
  return { goldens: same, knownFalse: !isTrue && knownFalse.some(({ patterns }) => says(patterns)) };
}

import type { KnownFalse } from '../case.ts';
import type { PlacedGolden } from '../head-lines.ts';
import type { Told } from '../told.ts';
import { fitsPlace } from './place.ts';

/** What is thought of a finding: the goldens it has the cause of, by index, and whether it is known to be wrong. */
export type Opinion = { readonly goldens: readonly number[]; readonly knownFalse: boolean };

export const NO_OPINION: Opinion = { goldens: [], knownFalse: false };

type Claims = { readonly goldens: readonly PlacedGolden[]; readonly knownFalse: readonly KnownFalse[] };

/** Without a judge: the place fits, and the text matches a pattern of the golden. */
export function roughOpinion(told: Told, { goldens, knownFalse }: Claims): Opinion {
  const text = `${told.title}\n${told.body}`;
  const says = (patterns: readonly RegExp[]) => patterns.some((pattern) => pattern.test(text));
  const matched = goldens.flatMap((golden, index) => {
    const fits = golden.patterns.length === 0 ? golden.places.length > 0 : says(golden.patterns);
    return fits && fitsPlace(told, golden) ? [index] : [];
  });
  // Words of a wrong claim may stand in a true finding beside it, so a match with a golden wins here.
  return {
    goldens: matched,
    knownFalse: matched.length === 0 && knownFalse.some(({ patterns }) => says(patterns)),
  };
}

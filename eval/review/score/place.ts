import type { PlacedGolden } from '../head-lines.ts';
import type { Told } from '../told.ts';

/** How far a comment may stand from the lines of a golden, in lines. */
const NEAR_LINES = 10;

/** Whether a finding stands where a comment about the golden would be right. */
export function fitsPlace(
  { places, inDiff }: Pick<Told, 'places' | 'inDiff'>,
  golden: Pick<PlacedGolden, 'places' | 'outside'>,
): boolean {
  if (golden.places.length === 0) return true;
  if (golden.outside && inDiff) return true;
  return places.some((place) =>
    golden.places.some(
      ({ path, first, last }) =>
        path === place.path && place.first <= last + NEAR_LINES && place.last >= first - NEAR_LINES,
    ),
  );
}

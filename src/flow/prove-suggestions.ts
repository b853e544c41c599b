import { dataErrors } from '../core/findings/data-errors.ts';
import type { PlacedFinding } from '../core/findings/finding.ts';
import type { CodeTexts } from '../core/findings/place.ts';
import {
  applyTogether,
  conflictsAmong,
  type Offer,
  offersIn,
  withoutOffers,
} from '../core/findings/suggestion-set.ts';
import type { SourceText, Symbols } from '../ports.ts';

type Bench = { readonly texts: Pick<CodeTexts, 'head'>; readonly symbols: Pick<Symbols, 'syntaxErrors'> };

/**
 * Holds every suggestion that applies to the grammar of its language, alone and together with the others:
 * what is offered can be committed one by one or as a batch, and the file parses as well as it did before.
 * The findings come back in their order; a suggestion that fails is prose with the reason.
 */
export async function proveSuggestions(
  placed: readonly PlacedFinding[],
  bench: Bench,
): Promise<PlacedFinding[]> {
  const { head } = bench.texts;
  const parsing = withoutOffers(placed, await breakingAlone(offersIn(placed), bench));
  const apart = withoutOffers(parsing, conflictsAmong(parsing, head));
  const files = Map.groupBy(offersIn(apart), ({ anchor }) => anchor.path);
  const breaking: (readonly [PlacedFinding, string])[] = [];
  for (const offers of files.values()) breaking.push(...(await breakingTogether(offers, bench)));
  return withoutOffers(apart, new Map(breaking));
}

const BREAKS_ALONE = 'after it the file does not parse any more';
const BREAKS_TOGETHER =
  'after it and the other suggestions for this file together the file does not parse any more';
const CHANGES_NOTHING_TOGETHER = 'together with the other suggestions for this file it changes nothing';

async function breakingAlone(
  offers: readonly Offer[],
  { texts, symbols }: Bench,
): Promise<Map<PlacedFinding, string>> {
  const readable = offers.flatMap((offer) => {
    const text = texts.head.get(offer.anchor.path);
    return text === undefined ? [] : [{ offer, path: offer.anchor.path, text }];
  });
  const before = [...new Map(readable.map((source) => [source.path, source])).values()];
  const after = readable.map(({ offer, path, text }) => ({ path, text: applyTogether(text, [offer]) }));
  const counts = await errorsOf([...before, ...after], symbols);
  const errorsBefore = new Map(before.map(({ path }, index) => [path, counts[index] ?? null]));
  return new Map(
    readable.flatMap(({ offer, path }, index) =>
      isWorse(counts[before.length + index] ?? null, errorsBefore.get(path) ?? null)
        ? [[offer, BREAKS_ALONE] as const]
        : [],
    ),
  );
}

/** Nearly always none. Otherwise each joins those of higher rank if the file still parses with all of them. */
async function breakingTogether(
  offers: readonly Offer[],
  { texts, symbols }: Bench,
): Promise<(readonly [PlacedFinding, string])[]> {
  const path = offers[0]?.anchor.path ?? '';
  const text = texts.head.get(path);
  if (text === undefined || offers.length < 2) return [];
  const [before = null] = await errorsOf([{ path, text }], symbols);
  const problemWith = async (group: readonly Offer[]): Promise<string | null> => {
    const combined = applyTogether(text, group);
    if (combined === text) return CHANGES_NOTHING_TOGETHER;
    const [after = null] = await errorsOf([{ path, text: combined }], symbols);
    return isWorse(after, before) ? BREAKS_TOGETHER : null;
  };
  if ((await problemWith(offers)) === null) return [];
  const kept: Offer[] = [];
  const breaking: (readonly [PlacedFinding, string])[] = [];
  for (const offer of offers) {
    const problem = await problemWith([...kept, offer]);
    if (problem === null) kept.push(offer);
    else breaking.push([offer, problem]);
  }
  return breaking;
}

/** A text that nobody can parse, before or after, is not held against a suggestion. */
function isWorse(after: number | null, before: number | null): boolean {
  return after !== null && before !== null && after > before;
}

async function errorsOf(
  sources: readonly SourceText[],
  symbols: Bench['symbols'],
): Promise<(number | null)[]> {
  const counts = await symbols.syntaxErrors(sources);
  return sources.map(({ path, text }, index) => dataErrors(path, text) ?? counts[index] ?? null);
}

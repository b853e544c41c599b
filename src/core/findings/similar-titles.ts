import { normalizedTitle } from './fingerprint.ts';

/** Share of the longer title's words that the shorter one has. */
const SAME_SHARE_MIN = 2 / 3;
/** Share of the shorter title's words that both must have: a model words the same defect anew in every run. */
const SIMILAR_SHARE_MIN = 0.5;

const ALIKE_WORDS_MIN = 2;

/** Words that titles of any two defects may share. */
const FILLERS = new Set(
  'a an and are as at be by can could for from has have in is it its may not of on or that the this to was when will with'.split(
    ' ',
  ),
);

/** Cuts languages without blanks (Chinese, Japanese, Thai) into words too; `und` is no language. */
const WORDS = new Intl.Segmenter('und', { granularity: 'word' });

/**
 * Whether one of two titles says all that the other one says, and little more. A word that is swapped for
 * another makes two: "injection through the name parameter" is not "injection through the order parameter".
 */
export function sameTitles(one: string, other: string): boolean {
  const { shared, shorter, longer } = compared(one, other);
  return shared === shorter && shared >= SAME_SHARE_MIN * longer;
}

/** Whether two titles about the same code may be one defect, told by two runs. */
export function similarTitles(one: string, other: string): boolean {
  const { shared, shorter } = compared(one, other);
  return shared >= SIMILAR_SHARE_MIN * shorter;
}

/** The same for two readers of one run: a single word in common, such as `wrong`, says nothing. */
export function alikeTitles(one: string, other: string): boolean {
  return compared(one, other).shared >= ALIKE_WORDS_MIN && similarTitles(one, other);
}

type Compared = { readonly shared: number; readonly shorter: number; readonly longer: number };

function compared(one: string, other: string): Compared {
  const [left, right] = [contentWords(one), contentWords(other)];
  return {
    shared: left.intersection(right).size,
    shorter: Math.min(left.size, right.size),
    longer: Math.max(left.size, right.size),
  };
}

function contentWords(title: string): Set<string> {
  const segments = [...WORDS.segment(normalizedTitle(title))];
  const words = segments.filter(({ isWordLike }) => isWordLike === true).map(({ segment }) => segment);
  const telling = words.filter((word) => !FILLERS.has(word));
  return new Set(telling.length === 0 ? words : telling);
}

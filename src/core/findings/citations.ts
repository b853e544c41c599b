import type { Citation } from './finding.ts';

/** Lines that were really read, without their blanks: what evidence is held against. */
export type KnownLines = ReadonlySet<string>;

/** All lines of some texts. */
export function knownLines(texts: Iterable<string>): KnownLines {
  const known = new Set<string>();
  for (const text of texts) for (const line of text.split('\n')) known.add(withoutBlanks(line));
  return known;
}

/**
 * Whether a cited line stands anywhere in what was read. Its number and path are hints, as with quotes; a
 * line of nothing but brackets stands everywhere and proves nothing.
 */
export function isKnown({ text }: Citation, known: KnownLines): boolean {
  const line = withoutBlanks(text.replace(NUMBERED, ''));
  return (line.match(/[\p{L}\p{N}]/gu) ?? []).length >= TELLING_CHARACTERS_MIN && known.has(line);
}

/** Copied with the number and the sign of the prompt. */
const NUMBERED = /^\s*(?:\d{1,7}\s+)?\d{0,7}\s*[-+]?\s?\| ?/;
const TELLING_CHARACTERS_MIN = 3;

function withoutBlanks(line: string): string {
  return line.replace(/\s/g, '');
}

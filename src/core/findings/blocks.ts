/** A fenced block of an answer. `words` are those of its info string, in lower case. */
export type Block = {
  readonly words: readonly string[];
  readonly lines: readonly string[];
  readonly closed: boolean;
  /** Index of the first line after the block. */
  readonly next: number;
};

/** Lines at which a block that opened before may have to end. */
export type BlockEnds = {
  /** The next line that reads like a heading of a finding or a closing line. */
  readonly mark: number;
  /** The next heading of a finding with fields below it. */
  readonly section: number;
};

type Fence = { readonly character: string; readonly length: number; readonly words: readonly string[] };

const SHORTEST_FENCE = 3;
/** Nobody quotes more; without an end, hostile runs of fences would cost the square of the answer. */
const NESTED_LINES_MAX = 500;

/** Words that name the two blocks of the answer format; the first is the one we ask for. */
export const QUOTE_WORDS: readonly string[] = ['quote', 'quoted', 'original', 'before', 'existing'];
export const SUGGESTION_WORDS: readonly string[] = ['suggestion', 'suggested', 'replacement', 'fix', 'after'];

/**
 * The block that opens at line `start`, or null. The asked-for form is a run longer than any inside, but a
 * model often wraps fenced text in an equal run: so a block of three first tries to close nested blocks that
 * carry a language, then takes the first closing run. What is not closed before the next mark goes on to its
 * closing run, for quoted code may hold a line that looks like a mark, but never into the next section.
 */
export function readBlock(lines: readonly string[], start: number, until: BlockEnds): Block | null {
  const fence = openedBy(lines[start] ?? '');
  if (fence === null) return null;
  const short = fence.length === SHORTEST_FENCE;
  const endWithin = (within: number): number | null =>
    (short ? nestedEnd(lines, start, within) : null) ?? firstEnd(lines, start, { fence, within });
  const beyond = Math.min(until.section, start + NESTED_LINES_MAX);
  const end = short ? (endWithin(until.mark) ?? endWithin(beyond)) : endWithin(lines.length);
  const last = end ?? until.mark;
  return {
    words: fence.words,
    lines: lines.slice(start + 1, last),
    closed: end !== null,
    next: end === null ? until.mark : end + 1,
  };
}

/** A line of nothing but a fence, as is left over when a whole answer was wrapped in one. */
export function isBareFence(line: string): boolean {
  return /^\s*(`{3,}|~{3,})\s*(markdown|md|text|plaintext)?\s*$/.test(line);
}

function openedBy(line: string): Fence | null {
  const match = /^\s*(`{3,}|~{3,})([^`]*)$/.exec(line);
  const run = match?.[1];
  if (run === undefined) return null;
  const words = (match?.[2] ?? '').toLowerCase().match(/[a-z]+/g) ?? [];
  return { character: run.charAt(0), length: run.length, words };
}

function closes(line: string, fence: Pick<Fence, 'character' | 'length'>): boolean {
  const run = line.trim();
  return run.length >= fence.length && run === fence.character.repeat(run.length);
}

function firstEnd(
  lines: readonly string[],
  start: number,
  at: { fence: Fence; within: number },
): number | null {
  for (let index = start + 1; index < at.within; index += 1) {
    if (closes(lines[index] ?? '', at.fence)) return index;
  }
  return null;
}

/** Null when the runs inside do not pair up, or when a block of the answer format begins inside. */
function nestedEnd(lines: readonly string[], start: number, within: number): number | null {
  const fence = openedBy(lines[start] ?? '');
  let depth = 1;
  const last = Math.min(within, start + NESTED_LINES_MAX);
  for (let index = start + 1; fence !== null && index < last; index += 1) {
    const line = lines[index] ?? '';
    if (closes(line, fence)) depth -= 1;
    else {
      const inner = openedBy(line);
      if (inner?.words.some((word) => word === QUOTE_WORDS[0] || word === SUGGESTION_WORDS[0])) return null;
      if (inner !== null && inner.character === fence.character) depth += 1;
    }
    if (depth === 0) return index;
  }
  return null;
}

/** A line found by a search of the repository, or in texts that were read. */
type FoundLine = { readonly path: string; readonly line: number; readonly text: string };

/** Lines by word and path: who says what, and in how many files. */
export type Hits = ReadonlyMap<string, ReadonlyMap<string, readonly FoundLine[]>>;

/** Which of the words stand in which lines, whole: `price` is not in `priceList`. */
export function hitsOf(lines: Iterable<FoundLine>, words: readonly string[]): Hits {
  const names = new Set(words.filter((word) => NAME.test(word)));
  const phrases = words.filter((word) => !names.has(word));
  const hits = new Map<string, Map<string, FoundLine[]>>();
  const add = (word: string, line: FoundLine) => {
    const files = hits.get(word) ?? new Map<string, FoundLine[]>();
    hits.set(word, files);
    const found = files.get(line.path);
    if (found === undefined) files.set(line.path, [line]);
    else if (found.length < LINES_PER_FILE_MAX) found.push(line);
  };
  for (const line of lines) {
    for (const word of new Set(line.text.match(/[\w$]+/g) ?? [])) if (names.has(word)) add(word, line);
    for (const phrase of phrases) if (line.text.includes(phrase)) add(phrase, line);
  }
  return hits;
}

/** The same in texts at hand: for repositories that cannot be searched. */
export function* linesOfTexts(texts: ReadonlyMap<string, string>): Generator<FoundLine> {
  for (const [path, text] of texts) {
    for (const [index, line] of text.split('\n').entries()) {
      if (line.length <= LINE_CHARACTERS_MAX && line.trim() !== '')
        yield { path, line: index + 1, text: line };
    }
  }
}

const NAME = /^[\w$]+$/;
const LINES_PER_FILE_MAX = 12;
const LINE_CHARACTERS_MAX = 400;

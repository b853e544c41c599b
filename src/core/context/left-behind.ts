import type { Hits } from './hits.ts';
import { languageOf } from './languages.ts';
import { isTelling } from './names.ts';
import { type Neighbour, type Surroundings, spread } from './neighbour.ts';
import { compare } from './repository-paths.ts';
import { isTestPath } from './test-files.ts';
import type { Touched } from './touched.ts';

/** A line elsewhere that still says what the change replaced: the copy that somebody forgot. */
type Left = { readonly path: string; readonly lines: readonly number[]; readonly worth: number };

/**
 * Lines of other files that share most of the rare words of a line the change took away. One file more builds
 * the same key, parses the same header or repeats the same sum; it imports nothing from here and is named like
 * nothing here, so that only its words give it away.
 */
export function leftBehind(touched: Touched, hits: Hits): Left[] {
  const language = languageOf(touched.patch.path);
  if (language === null || isTestPath(touched.patch.path)) return [];
  const found = new Map<string, { lines: Set<number>; worth: number }>();
  for (const words of replacedLines(touched)) {
    const rare = words.filter((word) => spread(hits, word) > 0 && spread(hits, word) <= RARE_FILES_MAX);
    if (rare.length < WORDS_MIN) continue;
    for (const { path, line, shared } of linesSharing(rare, hits).values()) {
      const share = shared / words.length;
      if (shared < WORDS_MIN || share < SHARE_MIN) continue;
      if (path === touched.patch.path || path === touched.patch.oldPath || languageOf(path) !== language)
        continue;
      const one = found.get(path) ?? { lines: new Set<number>(), worth: 0 };
      found.set(path, { lines: one.lines.add(line), worth: Math.max(one.worth, share) });
    }
  }
  // What many files say is a habit of the house, not a forgotten copy.
  if (found.size > FOUND_MAX) return [];
  return [...found]
    .map(([path, { lines, worth }]) => ({ path, lines: [...lines].sort((a, b) => a - b), worth }))
    .sort((a, b) => b.worth - a.worth || compare(a.path, b.path));
}

/** The same as neighbours, of the files that were read. */
export function leftBehindAmong({ touched, files, hits }: Surroundings): Neighbour[] {
  const read = new Set(files.map(({ path }) => path));
  return touched.flatMap((one) =>
    leftBehind(one, hits)
      .filter(({ path }) => read.has(path) && !isTestPath(path))
      .map(({ path, lines, worth }): Neighbour => {
        return {
          path,
          reason: 'sibling of a changed file',
          of: [one.patch.path],
          centres: lines,
          worth: worth + 1,
        };
      }),
  );
}

const WORDS_MIN = 3;
const SHARE_MIN = 0.6;
const FOUND_MAX = 4;
const RARE_FILES_MAX = 40;
const LINES_MAX = 60;
const LINE_CHARACTERS_MAX = 400;

/** The telling words of each line that went and did not come back in other words alone. */
function replacedLines({ patch }: Touched): string[][] {
  const lines = patch.hunks.flatMap((hunk) => hunk.lines);
  const added = new Set(lines.filter(({ kind }) => kind === 'added').map(({ text }) => text.trim()));
  return lines
    .filter(
      ({ kind, text }) => kind === 'removed' && text.length <= LINE_CHARACTERS_MAX && !added.has(text.trim()),
    )
    .slice(0, LINES_MAX)
    .map(({ text }) => [...new Set(text.match(/[A-Za-z_$][\w$]{3,80}/g) ?? [])].filter(isTelling));
}

function linesSharing(words: readonly string[], hits: Hits) {
  const lines = new Map<string, { path: string; line: number; shared: number }>();
  for (const word of words) {
    for (const [path, found] of hits.get(word) ?? []) {
      for (const { line } of found) {
        const place = `${path}:${line}`;
        const one = lines.get(place) ?? { path, line, shared: 0 };
        lines.set(place, { ...one, shared: one.shared + 1 });
      }
    }
  }
  return lines;
}

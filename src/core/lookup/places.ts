import { declaredNames } from '../context/names.ts';
import type { Places } from './answers.ts';

type FoundLine = { readonly path: string; readonly line: number; readonly text: string };

/** Lines in which a name stands whole: `price` is not in `priceList`. */
export function wholeWordLines(lines: readonly FoundLine[], name: string): FoundLine[] {
  const escaped = name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const whole = new RegExp(`(?<![\\p{L}\\p{N}_$])${escaped}(?![\\p{L}\\p{N}_$])`, 'u');
  return lines.filter(({ text }) => whole.test(text));
}

/** Lines of a folder, or of one file. */
export function linesUnder(lines: readonly FoundLine[], under: string | null): readonly FoundLine[] {
  if (under === null) return lines;
  return lines.filter(({ path }) => path === under || path.startsWith(`${under}/`));
}

/** Some lines of each of some files, in the order of the repository. */
export function choosePlaces(lines: readonly FoundLine[]): Places {
  const byPath = Map.groupBy(lines, ({ path }) => path);
  const files = [...byPath]
    .slice(0, FILES_MAX)
    .map(([path, found]) => ({ path, lines: found.slice(0, LINES_PER_FILE_MAX).map(({ line }) => line) }));
  return { files, lineCount: lines.length, fileCount: byPath.size };
}

/** Files worth reading for the definition of a name: first those with a line that looks like one. */
export function definitionPaths(
  lines: readonly FoundLine[],
  name: string,
): { readonly paths: readonly string[]; readonly unread: number } {
  const declaring = lines.filter(({ text }) => declaredNames(text).includes(name));
  const all = new Set([...declaring, ...lines].map(({ path }) => path));
  return { paths: [...all].slice(0, FILES_MAX), unread: Math.max(0, all.size - FILES_MAX) };
}

/** What the API gives in one request. */
const FILES_MAX = 40;
const LINES_PER_FILE_MAX = 10;

import { besides } from './beside.ts';
import { extensionOf, folderOf, languageOf, nameOf, stemOf } from './languages.ts';
import { isTelling, usedNames } from './names.ts';
import type { Neighbour, Surroundings } from './neighbour.ts';
import type { ReadFile } from './reading.ts';
import { compare, type RepositoryPaths } from './repository-paths.ts';
import { isTestPath } from './test-files.ts';
import type { Touched } from './touched.ts';

/** Files beside a changed one that may follow the same pattern, by their names: the other handlers, migrations. */
export function likelySiblings(touched: readonly Touched[], paths: RepositoryPaths): string[] {
  const changed = new Set(touched.map(({ patch }) => patch.path));
  const found = touched.flatMap(({ patch }) => {
    if (isTestPath(patch.path)) return [];
    return besides(patch.path, paths)
      .filter((path) => !changed.has(path) && !isTestPath(path))
      .map((path) => ({ path, worth: likeness(patch.path, path) }))
      .sort((a, b) => b.worth - a.worth || compare(a.path, b.path))
      .slice(0, CANDIDATES_PER_FILE_MAX)
      .map(({ path }) => path);
  });
  return [...new Set(found)].slice(0, CANDIDATES_MAX);
}

/** Those of the read files that do what the change does, in the same words; and those that list its siblings. */
export function siblingsAmong({ touched, files, paths }: Surroundings): Neighbour[] {
  return touched.flatMap((one) => {
    const { path } = one.patch;
    if (isTestPath(path) || languageOf(path) === null) return numbered(one, files);
    const beside = new Set(besides(path, paths));
    const known = rarity(files);
    const alike = files
      .filter((file) => beside.has(file.path) && !isTestPath(file.path))
      .flatMap((file) => sibling(file, one, known) ?? [])
      .sort((a, b) => b.worth - a.worth || compare(a.path, b.path))
      .slice(0, SIBLINGS_PER_FILE_MAX);
    return [
      ...alike,
      ...twins(one, files, beside),
      ...(one.patch.status === 'added'
        ? [...registries(one, files, beside), ...dispatchers(one, files)]
        : []),
    ];
  });
}

const CANDIDATES_PER_FILE_MAX = 10;
const CANDIDATES_MAX = 50;
const SIBLINGS_PER_FILE_MAX = 3;
const ALIKE_MIN = 0.3;
const SAME_NAME = 0.25;
const TWINS_MAX = 2;
const LIKE_NAME = 0.3;
const MANNER_WORDS_MIN = 3;
/** A likeness of shape says less than one of names: at half of all words it is worth a look. */
const SHAPE = 0.6;
const SHAPE_CHARACTERS_MAX = 20_000;
const LISTED_MIN = 2;
const DISPATCHERS_MAX = 6;
const DEFINITIONS_SHOWN_MAX = 3;
const LINES_SHOWN_MAX = 4;

function partsOf(path: string): string[] {
  const words = stemOf(path).replaceAll(/([a-z\d])([A-Z])/g, '$1 $2');
  return words
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter((part) => part !== '');
}

/** The share of words two names have in common, those at the ends weighing more. */
function likeness(left: string, right: string): number {
  if (nameOf(left) === nameOf(right)) return 1;
  const [mine, theirs] = [partsOf(left), partsOf(right)];
  const shared = mine.filter((part) => theirs.includes(part)).length;
  const ends = Number(mine.at(-1) === theirs.at(-1)) + Number(mine[0] === theirs[0]);
  return (shared + ends) / (Math.max(mine.length, theirs.length) + 2);
}

/** In how many of the read files a word stands: one that all have tells nothing. */
function rarity(files: readonly ReadFile[]): (word: string) => number {
  return (word) => 1 / (1 + files.filter((file) => file.lines.has(word)).length / 2);
}

function sibling(file: ReadFile, one: Touched, weight: (word: string) => number): Neighbour | null {
  const own = new Set([...one.gone, ...one.changed, ...one.types]);
  const manner = [...one.manner].filter((word) => !own.has(word));
  const all = manner.reduce((sum, word) => sum + weight(word), 0);
  const shared = manner.filter((word) => file.lines.has(word));
  const words = shared.reduce((sum, word) => sum + weight(word), 0) / Math.max(all, 1);
  const names = new Set([...one.changed, ...one.gone]);
  const same = file.outline.definitions.filter(({ name, kind }) => kind === 'function' && names.has(name));
  const named = likeness(one.patch.path, file.path);
  const bases = file.outline.definitions.some((other) =>
    other.bases.some((base) => one.bases.includes(base)),
  );
  const manners = manner.length < MANNER_WORDS_MIN ? 0 : words + named * LIKE_NAME;
  const alike = manners + (same.length > 0 ? SAME_NAME : 0) + (bases ? SAME_NAME : 0);
  const worth = Math.max(alike, one.patch.status === 'added' ? shapeShared(one, file) * SHAPE : 0);
  if (worth < ALIKE_MIN) return null;
  return {
    path: file.path,
    reason: 'sibling of a changed file',
    of: [one.patch.path],
    centres: same.length > 0 ? same.map(({ startLine }) => startLine) : alikeIn(file, shared, one),
    worth,
  };
}

/** The same function somewhere else: a copy for another client, another platform, another version. */
function twins(one: Touched, files: readonly ReadFile[], beside: ReadonlySet<string>): Neighbour[] {
  const language = languageOf(one.patch.path);
  const names = new Set([...one.changed, ...one.gone].filter(isTelling));
  const found = files.flatMap((file) => {
    if (file.language !== language || beside.has(file.path) || isTestPath(file.path)) return [];
    const same = file.outline.definitions.filter(
      ({ name, kind, line, startLine }) => kind === 'function' && names.has(name) && line > startLine,
    );
    return same.length === 0 ? [] : [{ file, centres: same.map(({ startLine }) => startLine) }];
  });
  // A name that many files define is a habit, not a copy.
  if (found.length > TWINS_MAX) return [];
  return found.map(({ file, centres }) => ({
    path: file.path,
    reason: 'sibling of a changed file',
    of: [one.patch.path],
    centres,
    worth: SAME_NAME,
  }));
}

/** The share of all words of a new file, those of the language and of markup as well, that another has too. */
function shapeShared(one: Touched, file: ReadFile): number {
  const words = new Set(
    one.patch.hunks.flatMap(({ lines }) => lines.flatMap(({ text }) => text.match(/\w+/g) ?? [])),
  );
  const theirs = new Set(file.text.slice(0, SHAPE_CHARACTERS_MAX).match(/\w+/g) ?? []);
  const shared = [...words].filter((word) => theirs.has(word)).length;
  return words.size === 0 ? 0 : shared / words.size;
}

/** Where it is alike: the definitions that share most, or the first lines of a page that has none. */
function alikeIn(file: ReadFile, shared: readonly string[], one: Touched): number[] {
  const definitions = busiest(file, shared);
  if (definitions.length > 0) return definitions;
  const words = new Set([...shared, ...one.manner]);
  const lines = linesWith(file.text, words).slice(0, LINES_SHOWN_MAX);
  return lines.length > 0 ? lines : [1];
}

/** The definitions in which most of the shared words stand. */
function busiest(file: ReadFile, words: readonly string[]): number[] {
  const counted = file.outline.definitions
    .filter(({ kind }) => kind === 'function')
    .map((definition) => ({
      definition,
      count: words.filter((word) =>
        file.lines.get(word)?.some((line) => definition.startLine <= line && line <= definition.line),
      ).length,
    }))
    .filter(({ count }) => count > 1)
    .sort((a, b) => b.count - a.count || a.definition.startLine - b.definition.startLine);
  return counted.slice(0, DEFINITIONS_SHOWN_MAX).map(({ definition }) => definition.startLine);
}

/** Migrations and their like, where names are all there is: the nearest by name. */
function numbered(one: Touched, files: readonly ReadFile[]): Neighbour[] {
  const { path } = one.patch;
  if (isTestPath(path)) return [];
  const keys = new Set(one.keys);
  return files
    .filter((file) => folderOf(file.path) === folderOf(path) && extensionOf(file.path) === extensionOf(path))
    .map((file) => ({ file, shared: usedNames(file.text).filter((word) => keys.has(word)).length }))
    .filter(({ shared }) => shared > 0)
    .sort((a, b) => b.shared - a.shared || compare(b.file.path, a.file.path))
    .slice(0, SIBLINGS_PER_FILE_MAX)
    .map(({ file, shared }) => ({
      path: file.path,
      reason: 'sibling of a changed file',
      of: [path],
      centres: linesWith(file.text, keys),
      worth: 1 - 1 / (shared + 1),
    }));
}

/** Where several siblings of a new file are imported and it is not: a table it may have to enter. */
function registries(one: Touched, files: readonly ReadFile[], beside: ReadonlySet<string>): Neighbour[] {
  return files.flatMap((file) => {
    if (isTestPath(file.path) || beside.has(file.path) || file.imports.has(one.patch.path)) return [];
    const listed = [...file.imports].filter((path) => beside.has(path));
    if (listed.length < LISTED_MIN) return [];
    const stems = new Set(listed.flatMap((path) => [stemOf(path), ...partsOf(path)]));
    return [
      {
        path: file.path,
        reason: 'lists siblings of a changed file',
        of: [one.patch.path],
        centres: linesWith(file.text, stems),
        worth: listed.length,
      } as const,
    ];
  });
}

/** Who speaks of the interface that a new file implements without implementing it: it finds, lists or calls them. */
function dispatchers(one: Touched, files: readonly ReadFile[]): Neighbour[] {
  const language = languageOf(one.patch.path);
  const found = files.flatMap((file): Neighbour[] => {
    if (file.language !== language || isTestPath(file.path)) return [];
    const bases = one.bases.filter(
      (base) =>
        file.lines.has(base) &&
        !file.outline.definitions.some(({ name, bases: theirs }) => name === base || theirs.includes(base)),
    );
    if (bases.length === 0) return [];
    const centres = bases.flatMap((base) => file.lines.get(base) ?? []);
    const reason = 'lists siblings of a changed file';
    return [{ path: file.path, reason, of: [one.patch.path], centres, worth: bases.length }];
  });
  return found.length > DISPATCHERS_MAX ? [] : found;
}

function linesWith(text: string, words: ReadonlySet<string>): number[] {
  return text
    .split('\n')
    .flatMap((line, index) =>
      (line.match(/[\w-]+/g) ?? []).some((word) => words.has(word)) ? [index + 1] : [],
    );
}

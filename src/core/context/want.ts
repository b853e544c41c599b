import type { FilePatch } from '../diff/diff.ts';
import { importsOf } from './imports.ts';
import { folderOf, languageOf, stemOf } from './languages.ts';
import { changedNames, wordsOf } from './names.ts';
import { compare, nearestFirst, type RepositoryPaths } from './repository-paths.ts';
import { resolveImport } from './resolve-import.ts';
import type { SnippetReason } from './snippet.ts';
import { testsOf } from './test-files.ts';

/** A file worth reading, why, and for which changed files. Lists of these are in order of worth. */
export type Wanted = {
  readonly path: string;
  readonly reason: SnippetReason;
  readonly of: readonly string[];
  /** Names that tell which part of the file matters. */
  readonly names: ReadonlySet<string>;
};

/** What a change asks of the repository around it. `texts` are head texts of changed files, by path. */
export type Change = {
  readonly patches: readonly FilePatch[];
  readonly texts: ReadonlyMap<string, string>;
  readonly paths: RepositoryPaths;
};

const IMPORTS_MAX = 80;
/** A package of more files is narrowed to those the text speaks of by name. */
const PACKAGE_FILES_MAX = 3;
const CANDIDATES_PER_FILE_MAX = 12;
const CANDIDATES_MAX = 80;

/** Files the changed files import: most often wanted first. Changed files themselves are not among them. */
export function wantedImports(change: Change): Wanted[] {
  const wanted = new Map<string, Set<string>>();
  for (const patch of change.patches) {
    for (const path of importedBy(patch.path, change)) {
      const of = wanted.get(path) ?? new Set<string>();
      wanted.set(path, of.add(patch.path));
    }
  }
  const changed = new Set(change.patches.map((patch) => patch.path));
  const used = new Map(change.patches.map((patch) => [patch.path, wordsOf(changedLines(patch))]));
  return [...wanted]
    .filter(([path]) => !changed.has(path))
    .sort(([a, left], [b, right]) => right.size - left.size || compare(a, b))
    .slice(0, IMPORTS_MAX)
    .map(([path, of]) => {
      const names = new Set([...of].flatMap((source) => [...(used.get(source) ?? [])]));
      return { path, reason: 'imported by a changed file', of: [...of], names };
    });
}

/** Which changed files import which: the ties by which a large change is split. */
export function changedTies(change: Change): ReadonlyMap<string, readonly string[]> {
  const changed = new Set(change.patches.map((patch) => patch.path));
  return new Map(
    change.patches.map((patch) => [
      patch.path,
      importedBy(patch.path, change).filter((path) => changed.has(path)),
    ]),
  );
}

export function wantedTests(change: Change): Wanted[] {
  const changed = new Set(change.patches.map((patch) => patch.path));
  return change.patches.flatMap((patch) =>
    testsOf(patch, change.paths)
      .filter((path) => !changed.has(path))
      .map((path): Wanted => {
        const names = new Set(changedNames(patch));
        return { path, reason: 'test of a changed file', of: [patch.path], names };
      }),
  );
}

/** Files that may import the changed ones, when the repository cannot be searched: neighbours and barrels. */
export function likelyImporters(change: Change): string[] {
  const changed = new Set(change.patches.map((patch) => patch.path));
  const found = new Set<string>();
  for (const patch of change.patches) {
    const language = languageOf(patch.path);
    if (language === null) continue;
    const near = [folderOf(patch.path), folderOf(folderOf(patch.path))].flatMap(
      (folder) => change.paths.inFolder.get(folder) ?? [],
    );
    const same = [...new Set(near)].filter((path) => languageOf(path) === language && !changed.has(path));
    const barrels = same.filter((path) => BARREL_STEMS.has(stemOf(path)));
    const ordered = [...new Set([...barrels, ...nearestFirst(patch.path, same)])];
    for (const path of ordered.slice(0, CANDIDATES_PER_FILE_MAX)) found.add(path);
  }
  return [...found].slice(0, CANDIDATES_MAX);
}

const BARREL_STEMS: ReadonlySet<string> = new Set(['index', '__init__', 'mod', 'lib', 'main']);

/** Old and new path: whoever still imports the old one is broken. */
export function pathsOf(patch: FilePatch): string[] {
  return patch.status === 'renamed' ? [patch.path, patch.oldPath] : [patch.path];
}

function importedBy(path: string, change: Change): string[] {
  const text = change.texts.get(path);
  if (text === undefined) return [];
  const words = new Set([...wordsOf(text)].map((word) => word.toLowerCase()));
  return importsOf(path, text).flatMap((specifier) => {
    const files = resolveImport(path, specifier, change.paths);
    if (files.length <= PACKAGE_FILES_MAX) return files;
    return files.filter((file) => words.has(stemOf(file).replaceAll(/[_-]/g, '').toLowerCase()));
  });
}

function changedLines(patch: FilePatch): string {
  const lines = patch.hunks.flatMap((hunk) => hunk.lines.filter((line) => line.kind !== 'context'));
  return lines.map((line) => line.text).join('\n');
}

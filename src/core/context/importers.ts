import type { FilePatch } from '../diff/diff.ts';
import { importsOf } from './imports.ts';
import { languageOf } from './languages.ts';
import { changedNames, wordsOf } from './names.ts';
import { compare } from './repository-paths.ts';
import { resolveImport } from './resolve-import.ts';
import type { SnippetReason } from './snippet.ts';
import { isTestPath } from './test-files.ts';
import { type Change, pathsOf, type Wanted } from './want.ts';

const IMPORTERS_MAX = 40;
const IMPORTERS_PER_FILE_MAX = 8;

/**
 * Which of the read candidates do import or use a changed file. First those that import it and mention a
 * changed name, then those that mention one without an import (through a barrel, or a language that needs
 * none), then those that only import it.
 */
export function importersAmong(candidates: ReadonlyMap<string, string>, change: Change): Wanted[] {
  const targets = change.patches.map(targetOf);
  const judged = [...candidates].flatMap(([path, text]) => {
    const best = judge(path, text, { targets, change });
    return best === null ? [] : [best];
  });
  judged.sort((a, b) => a.worth - b.worth || compare(a.wanted.path, b.wanted.path));
  return withinShares(judged.map(({ wanted }) => wanted));
}

type Target = {
  readonly patch: FilePatch;
  readonly paths: ReadonlySet<string>;
  readonly names: readonly string[];
};

function targetOf(patch: FilePatch): Target {
  return { patch, paths: new Set(pathsOf(patch)), names: changedNames(patch) };
}

const IMPORTS_AND_MENTIONS = 0;
const MENTIONS = 1;
const IMPORTS = 2;
const TEST = 3;

type Judged = { readonly wanted: Wanted; readonly worth: number };

function judge(
  path: string,
  text: string,
  known: { readonly targets: readonly Target[]; readonly change: Change },
): Judged | null {
  const words = wordsOf(text);
  const imported = new Set(
    importsOf(path, text).flatMap((specifier) => resolveImport(path, specifier, known.change.paths)),
  );
  const hits = known.targets.flatMap((target) => {
    const names = target.names.filter((name) => words.has(name));
    const imports = [...target.paths].some((own) => imported.has(own));
    const mentions = names.length > 0 && languageOf(path) === languageOf(target.patch.path);
    if (!imports && !mentions) return [];
    const worth = imports && mentions ? IMPORTS_AND_MENTIONS : mentions ? MENTIONS : IMPORTS;
    return [{ of: target.patch.path, names, worth, imports }];
  });
  if (hits.length === 0) return null;
  const wanted: Wanted = {
    path,
    reason: reasonFor(
      path,
      hits.some((hit) => hit.imports),
    ),
    of: hits.map((hit) => hit.of),
    names: new Set(hits.flatMap((hit) => hit.names)),
  };
  const worth = Math.min(...hits.map((hit) => hit.worth));
  return { wanted, worth: isTestPath(path) ? worth + TEST : worth };
}

/** A test that imports a file is its test, whatever it is called; callers that ship come before it. */
function reasonFor(path: string, imports: boolean): SnippetReason {
  if (isTestPath(path)) return 'test of a changed file';
  return imports ? 'imports a changed file' : 'uses a changed name';
}

/** One popular file must not crowd out the callers of the others. */
function withinShares(ranked: readonly Wanted[]): Wanted[] {
  const taken = new Map<string, number>();
  const kept: Wanted[] = [];
  for (const wanted of ranked) {
    if (kept.length === IMPORTERS_MAX) break;
    if (!wanted.of.some((source) => (taken.get(source) ?? 0) < IMPORTERS_PER_FILE_MAX)) continue;
    for (const source of wanted.of) taken.set(source, (taken.get(source) ?? 0) + 1);
    kept.push(wanted);
  }
  return kept;
}

import { IMPORTING } from './candidates.ts';
import { fileKindOf } from './file-kinds.ts';
import { importsOf } from './imports.ts';
import { languageOf, nameOf } from './languages.ts';
import { isSolelyDeclaredIn, type Neighbour, type Surroundings, spread } from './neighbour.ts';
import { inOnePackage, type ReadFile } from './reading.ts';
import { resolveImport } from './resolve-import.ts';
import type { SnippetReason } from './snippet.ts';
import { isTestPath } from './test-files.ts';
import type { Touched } from './touched.ts';
import { pathsOf } from './want.ts';

/**
 * Files that use what changed: callers of removed names first, then callers that import the file, then
 * implementations of a changed type. Whether a file means this very name is proved by its imports or its
 * package; without that proof the name must be rare, and the file must not define it itself.
 */
export function usersAmong(around: Surroundings): Neighbour[] {
  const barrels = barrelsAmong(around);
  return around.files.flatMap((file) => {
    if (fileKindOf(file.path) !== 'code') return [];
    const uses = around.touched.flatMap((touched) => use(file, touched, { around, barrels }) ?? []);
    const [best] = uses.toSorted((a, b) => b.worth - a.worth);
    if (best === undefined) return [];
    const reason: SnippetReason = isTestPath(file.path) ? 'test of a changed file' : best.reason;
    const centres = [...new Set(uses.flatMap((one) => one.centres))].sort((a, b) => a - b);
    const manner = mannerOf(file, best, around.touched);
    return [{ path: file.path, reason, of: uses.map((one) => one.of), centres, worth: best.worth, manner }];
  });
}

/**
 * The first line in question that does not just import it, with its own names taken out: `_.find(_, _)` is said by
 * most, `find(_)` by one.
 */
function mannerOf(file: ReadFile, { centres }: Use, touched: readonly Touched[]): string {
  const lines = file.text.split('\n');
  const said = (centres.length > 0 ? centres : [1]).map((line) => lines[line - 1] ?? '');
  const line = said.find((one) => !IMPORTING.test(one)) ?? said[0] ?? '';
  const kept = new Set(touched.flatMap((one) => [...one.gone, ...one.changed, ...one.coupled, ...one.types]));
  return line
    .slice(0, MANNER_CHARACTERS_MAX)
    .replaceAll(/"[^"]*"|'[^']*'|`[^`]*`|\d+/g, '0')
    .replaceAll(/[A-Za-z_$][\w$]*/g, (word) => (kept.has(word) ? word : '_'))
    .replaceAll(/\s+/g, '');
}

const MANNER_CHARACTERS_MAX = 200;

type Use = {
  readonly reason: SnippetReason;
  readonly of: string;
  readonly centres: readonly number[];
  readonly worth: number;
};

type Known = { readonly around: Surroundings; readonly barrels: ReadonlyMap<string, ReadonlySet<string>> };

const GONE = 100;
const OLD_PATH = 95;
const IMPLEMENTS = 85;
const CHANGED = 80;
const CHANGED_UNPROVED = 50;
const COUPLED = 40;
const IMPORTS_ONLY = 10;
/** A name in more files than this means something else in some of them. */
const RARE_FILES_MAX = 12;
const CENTRES_MAX = 12;

function use(file: ReadFile, touched: Touched, { around, barrels }: Known): Use | null {
  const of = touched.patch.path;
  const imports = pathsOf(touched.patch).some(
    (path) =>
      file.imports.has(path) || [...(barrels.get(path) ?? [])].some((barrel) => file.imports.has(barrel)),
  );
  const reads = languageOf(of) === null ? linesNaming(file, nameOf(of)) : [];
  if (reads.length > 0) return { reason: 'imports a changed file', of, centres: reads, worth: COUPLED };
  const proved = imports || inOnePackage(file.path, of);
  const sameLanguage = languageOf(of) === file.language;
  const isSole = (name: string) => isSolelyDeclaredIn(pathsOf(touched.patch), name, around.hits);
  const implementation = sameLanguage ? implementing(file, touched, proved, around) : null;
  if (implementation !== null)
    return { reason: 'implements a changed type', of, centres: implementation, worth: IMPLEMENTS };
  const saysType = touched.types.some((type) => file.lines.has(type) && isCompound(type) && isSole(type));
  const meant = (name: string) => {
    if (!file.lines.has(name)) return false;
    if (proved) return true;
    const defines = file.outline.definitions.some((one) => one.name === name);
    if (!sameLanguage || defines || spread(around.hits, name) === 0) return false;
    // However many files say it: a telling name that nothing else declares is this one, and its methods are.
    return spread(around.hits, name) <= RARE_FILES_MAX || (isCompound(name) && isSole(name)) || saysType;
  };
  const linesOf = (names: readonly string[]) =>
    names.flatMap((name) => file.lines.get(name) ?? []).slice(0, CENTRES_MAX);
  const moved = file.imports.has(touched.patch.oldPath) && touched.patch.oldPath !== of;
  if (moved || (imports && touched.patch.status === 'removed')) {
    const centres = [...importLines(file, touched.patch.oldPath, around), ...linesOf(touched.changed)];
    return { reason: 'uses a removed name', of, centres, worth: OLD_PATH };
  }
  const gone = touched.gone.filter(meant);
  const changed = touched.changed.filter(meant);
  const reason: SnippetReason = proved ? 'imports a changed file' : 'uses a changed name';
  if (gone.length > 0)
    return { reason: 'uses a removed name', of, centres: linesOf([...gone, ...changed]), worth: GONE };
  if (changed.length > 0)
    return { reason, of, centres: linesOf(changed), worth: proved ? CHANGED : CHANGED_UNPROVED };
  const coupled = proved ? touched.coupled.filter((name) => file.lines.has(name)) : [];
  if (coupled.length > 0) return { reason, of, centres: linesOf(coupled), worth: COUPLED };
  if (!imports) return null;
  // The change touches no definition: what runs when the file is loaded concerns everyone who loads it.
  const loose = touched.gone.length === 0 && touched.changed.length === 0;
  return loose
    ? { reason: 'imports a changed file', of, centres: linesOf(touched.types), worth: IMPORTS_ONLY }
    : null;
}

/** Lines of what implements or extends a touched type; null when nothing does. */
function implementing(
  file: ReadFile,
  touched: Touched,
  proved: boolean,
  around: Surroundings,
): readonly number[] | null {
  const types = new Set([...touched.types, ...touched.gone]);
  const heirs = file.outline.definitions.filter(
    ({ kind, bases }) =>
      kind === 'type' &&
      bases.some(
        (base) =>
          types.has(base) &&
          (proved ||
            spread(around.hits, base) <= RARE_FILES_MAX ||
            isSolelyDeclaredIn(pathsOf(touched.patch), base, around.hits)),
      ),
  );
  const names = new Set([...touched.changed, ...touched.gone, ...touched.methods]);
  if (heirs.length > 0) {
    const overrides = file.outline.definitions.filter(
      ({ name, startLine }) =>
        names.has(name) && heirs.some((heir) => heir.startLine <= startLine && startLine <= heir.line),
    );
    return (overrides.length > 0 ? overrides : heirs).map(({ startLine }) => startLine);
  }
  if (file.language !== 'go' || touched.methods.length === 0) return null;
  const lines = file.text.split('\n');
  const methods = file.outline.definitions.filter(
    ({ name, startLine }) =>
      touched.methods.includes(name) && (lines[startLine - 1] ?? '').startsWith('func ('),
  );
  const has = new Set(methods.map(({ name }) => name));
  return touched.methods.every((name) => has.has(name)) ? methods.map(({ startLine }) => startLine) : null;
}

/** Where a file imports a path, by whatever words. */
function importLines(file: ReadFile, path: string, { paths }: Surroundings): number[] {
  const specifiers = importsOf(file.path, file.text).filter((specifier) =>
    resolveImport(file.path, specifier, paths).includes(path),
  );
  const lines = file.text.split('\n');
  const found = specifiers.map((specifier) => lines.findIndex((line) => line.includes(specifier)) + 1);
  return found.filter((line) => line > 0);
}

/** Where a file says the name of another in quotes. */
function linesNaming(file: ReadFile, name: string): number[] {
  const lines = file.text.split('\n');
  return lines.flatMap((line, at) =>
    line.includes(`${name}"`) || line.includes(`${name}'`) ? [at + 1] : [],
  );
}

/** More than one word: `sendWelcome` means one thing, `send` many. */
function isCompound(name: string): boolean {
  return /[a-z\d][A-Z]|[A-Za-z\d]_[A-Za-z\d]/.test(name);
}

/** Read files through which others reach a changed one: they import it and export again. */
function barrelsAmong({ files, touched }: Surroundings): Map<string, ReadonlySet<string>> {
  const barrels = new Map<string, ReadonlySet<string>>();
  for (const path of touched.flatMap((one) => pathsOf(one.patch))) {
    const through = files.filter((file) => file.imports.has(path) && EXPORTS_AGAIN.test(file.text));
    barrels.set(path, new Set(through.map((file) => file.path)));
  }
  return barrels;
}

export const EXPORTS_AGAIN =
  /\bexport\b[^;]{0,400}\bfrom\b|^\s*from\s+\.[\w.]*\s+import|\bpub\s+use\b|\b__all__\b/m;

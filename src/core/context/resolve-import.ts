import { posix } from 'node:path';
import { type Language, languageOf } from './languages.ts';
import type { RepositoryPaths } from './repository-paths.ts';
import { firstFile, firstOf, foldersAbove, type Question } from './resolve-candidates.ts';
import { resolveScript } from './resolve-script.ts';
import { fileBySuffix, filesOfFolder, folderBySuffix } from './resolve-suffix.ts';

/**
 * The files of the repository an import means; empty for the standard library, a package from elsewhere, or
 * a path that is not there. A package or namespace gives the files of its folder.
 */
export function resolveImport(from: string, specifier: string, paths: RepositoryPaths): readonly string[] {
  const language = languageOf(from);
  if (language === null || specifier === '') return [];
  const files = RESOLVERS[language]({ from, specifier, paths });
  return files.filter((path) => path !== from);
}

type Resolver = (question: Question) => readonly string[];

const RESOLVERS: Readonly<Record<Language, Resolver>> = {
  script: resolveScript,
  python: resolvePython,
  go: ({ from, specifier, paths }) => {
    const module = paths.project?.modules.find(
      ({ name }) => specifier === name || specifier.startsWith(`${name}/`),
    );
    if (module !== undefined) {
      const folder = posix.join(module.folder, specifier.slice(module.name.length + 1));
      return filesOfFolder(folder === '.' ? '' : folder, '.go', paths);
    }
    // A standard package has no dot in its first part; `./x` was dropped by Go modules.
    if (!(specifier.split('/')[0] ?? '').includes('.')) return [];
    return filesOfFolder(folderBySuffix(from, specifier.split('/'), paths), '.go', paths);
  },
  java: resolveJvm,
  kotlin: resolveJvm,
  rust: resolveRust,
  c: ({ from, specifier, paths }) => {
    const angled = specifier.startsWith('<');
    const name = angled ? specifier.slice(1, -1) : specifier;
    if (!angled) {
      const beside = firstFile([posix.join(posix.dirname(from), name), posix.normalize(name)], paths);
      if (beside.length > 0) return beside;
    }
    // `<string.h>` is the system's; `<project/string.h>` may be ours.
    return angled && !name.includes('/') ? [] : fileBySuffix(from, posix.normalize(name), paths);
  },
  csharp: ({ from, specifier, paths }) => {
    const parts = specifier.split('.');
    // `using Rates;` means the one folder of that name; `System` and the like are folders of nobody.
    const [only, ...others] = paths.foldersByName.get(parts.at(-1) ?? '') ?? [];
    const sole = others.length === 0 && parts.length === 1 ? (only ?? null) : null;
    return filesOfFolder(folderBySuffix(from, parts, paths) ?? sole, '.cs', paths);
  },
  ruby: ({ from, specifier, paths }) => {
    const name = specifier.endsWith('.rb') ? specifier : `${specifier}.rb`;
    if (specifier.startsWith('.')) return firstFile([posix.join(posix.dirname(from), name)], paths);
    return firstOf([firstFile([name, `lib/${name}`], paths), fileBySuffix(from, name, paths)]);
  },
  php: ({ from, specifier, paths }) => {
    if (specifier.startsWith('./')) return firstFile([posix.join(posix.dirname(from), specifier)], paths);
    // PSR-4 maps a leading part of the namespace to a folder of another name, so leading parts may go.
    const parts = specifier.split('\\');
    const root = paths.project?.namespaces.find(({ name }) => specifier.startsWith(name));
    if (root !== undefined) {
      const inside = specifier.slice(root.name.length).replaceAll('\\', '/');
      const told = firstFile([posix.join(root.folder, `${inside}.php`)], paths);
      if (told.length > 0) return told;
    }
    const tails = parts.slice(0, -1).map((_, start) => `${parts.slice(start).join('/')}.php`);
    return firstOf(tails.map((tail) => fileBySuffix(from, tail, paths)));
  },
  swift: ({ specifier, paths }) => filesOfFolder(`Sources/${specifier}`, '.swift', paths),
};

function resolvePython({ from, specifier, paths }: Question): readonly string[] {
  const dots = /^\.*/.exec(specifier)?.[0].length ?? 0;
  const parts = specifier
    .slice(dots)
    .split('.')
    .filter((part) => part !== '');
  if (dots > 0) {
    const above = foldersAbove(from)[dots - 1];
    return above === undefined ? [] : firstFile(pythonFiles(posix.join(above, ...parts)), paths);
  }
  const path = parts.join('/');
  const near = firstFile(
    foldersAbove(from).flatMap((folder) => pythonFiles(posix.join(folder, path))),
    paths,
  );
  if (near.length > 0 || parts.length < 2) return near;
  return firstOf(pythonFiles(path).map((file) => fileBySuffix(from, file, paths)));
}

function pythonFiles(path: string): string[] {
  return [`${path}.py`, `${path}/__init__.py`, `${path}.pyi`];
}

function resolveJvm({ from, specifier, paths }: Question): readonly string[] {
  const parts = specifier.split('.');
  if (parts.at(-1) === '*') {
    const folder = folderBySuffix(from, parts.slice(0, -1), paths);
    return [...filesOfFolder(folder, '.java', paths), ...filesOfFolder(folder, '.kt', paths)];
  }
  // `a.b.Type.member` and `a.b.Type.Inner` mean the file of Type.
  const lengths = [parts.length, parts.length - 1, parts.length - 2].filter((length) => length >= 2);
  const names = lengths.map((length) => parts.slice(0, length).join('/'));
  return firstOf(
    names.flatMap((name) => ['.java', '.kt'].map((ending) => fileBySuffix(from, `${name}${ending}`, paths))),
  );
}

function resolveRust({ from, specifier, paths }: Question): readonly string[] {
  const home = rustHome(from);
  if (specifier.startsWith('mod '))
    return firstFile(rustFiles(posix.join(home, specifier.slice('mod '.length))), paths);
  const [first = '', ...rest] = specifier.split('::');
  if (first === 'self') return rustModule(home, rest, paths);
  if (first === 'super') return rustModule(posix.dirname(home), rest, paths);
  const source = from.lastIndexOf('src/');
  if (first === 'crate')
    return source < 0 ? [] : rustModule(from.slice(0, source + 'src'.length), rest, paths);
  const crates = [first, first.replaceAll('_', '-')].flatMap((name) => paths.foldersByName.get(name) ?? []);
  return firstOf(crates.map((crate) => rustModule(`${crate}/src`, rest, paths, [`${crate}/src/lib.rs`])));
}

/** The folder in which the submodules of a file lie. */
function rustHome(from: string): string {
  const folder = posix.dirname(from);
  return /(?:^|\/)(?:mod|lib|main)\.rs$/.test(from) ? folder : from.replace(/\.rs$/, '');
}

/** The longest leading part of a module path that is a file: the rest names things inside it. */
function rustModule(
  root: string,
  parts: readonly string[],
  paths: RepositoryPaths,
  last: readonly string[] = [],
) {
  const lengths = parts.map((_, index) => parts.length - index);
  const files = lengths.flatMap((length) => rustFiles(posix.join(root, ...parts.slice(0, length))));
  return firstFile([...files, ...last], paths);
}

function rustFiles(path: string): string[] {
  return [`${path}.rs`, `${path}/mod.rs`];
}

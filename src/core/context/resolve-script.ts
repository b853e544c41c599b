import { posix } from 'node:path';
import type { RepositoryPaths } from './repository-paths.ts';
import { firstFile, foldersAbove, type Question } from './resolve-candidates.ts';

/** JavaScript, TypeScript and what compiles to them: by what the manifests say, else by the usual habits. */
export function resolveScript({ from, specifier, paths }: Question): readonly string[] {
  const bare = specifier.replace(/(?<=.)[?#].*$/, '');
  if (bare.startsWith('.')) return firstFile(scriptFiles(posix.join(posix.dirname(from), bare)), paths);
  const told = byManifest(from, bare, paths);
  if (told.length > 0) return told;
  const scoped = /^@[\w-]{1,100}\/([\w.-]{1,100})(?:\/(.{1,300}))?$/.exec(bare);
  if (scoped !== null) {
    const inside = workspaceFiles(scoped[1] ?? '', scoped[2] ?? '', paths);
    if (inside.length > 0) return inside;
  }
  // `@/x`, `~/x` and `#x` are the usual aliases of the source folder.
  const alias = /^(?:[@~]\/|#\/?)(.{1,300})$/.exec(bare)?.[1];
  const rooted = alias ?? (bare.includes('/') ? bare : null);
  if (rooted === null) return [];
  return firstFile(
    foldersAbove(from).flatMap((folder) => [
      ...scriptFiles(posix.join(folder, rooted)),
      ...(alias === undefined ? [] : scriptFiles(posix.join(folder, 'src', rooted))),
    ]),
    paths,
  );
}

const SCRIPT_ENDINGS = [
  '.ts',
  '.tsx',
  '.mts',
  '.cts',
  '.js',
  '.jsx',
  '.mjs',
  '.cjs',
  '.d.ts',
  '.vue',
  '.svelte',
  '.json',
];

/** TypeScript's sources are imported by the name of their output. */
const SOURCE_OF_OUTPUT: readonly [RegExp, readonly string[]][] = [
  [/\.js$/, ['.ts', '.tsx', '.jsx']],
  [/\.jsx$/, ['.tsx']],
  [/\.mjs$/, ['.mts']],
  [/\.cjs$/, ['.cts']],
];

function scriptFiles(path: string): string[] {
  const sources = SOURCE_OF_OUTPUT.flatMap(([output, endings]) =>
    output.test(path) ? endings.map((ending) => path.replace(output, ending)) : [],
  );
  const named = SCRIPT_ENDINGS.map((ending) => `${path}${ending}`);
  return [path, ...sources, ...named, ...SCRIPT_ENDINGS.map((ending) => posix.join(path, `index${ending}`))];
}

/** By the `paths` of a tsconfig above the file, then by the names of this repository's packages. */
function byManifest(from: string, specifier: string, paths: RepositoryPaths): readonly string[] {
  const { aliases = [], packages = [] } = paths.project ?? {};
  for (const { folder, pattern, targets } of aliases) {
    if (folder !== '' && !from.startsWith(`${folder}/`)) continue;
    const rest = restOf(pattern, specifier);
    if (rest === null) continue;
    const found = firstFile(
      targets.flatMap((target) => scriptFiles(posix.normalize(target.replace('*', () => rest)))),
      paths,
    );
    if (found.length > 0) return found;
  }
  const owner = packages.find(({ name }) => specifier === name || specifier.startsWith(`${name}/`));
  if (owner === undefined) return [];
  const rest = specifier.slice(owner.name.length + 1);
  const entries = (owner.entries.get(rest) ?? []).flatMap((entry) => [entry, sourceOf(entry)]);
  const tails = [...entries, posix.join('src', rest), rest];
  return firstFile(
    tails.flatMap((tail) => scriptFiles(posix.join(owner.folder, tail))),
    paths,
  );
}

/** What `*` of a pattern stands for; null when the pattern does not fit. */
function restOf(pattern: string, specifier: string): string | null {
  const star = pattern.indexOf('*');
  if (star < 0) return pattern === specifier ? '' : null;
  const [before, after] = [pattern.slice(0, star), pattern.slice(star + 1)];
  const fits = specifier.startsWith(before) && specifier.endsWith(after);
  return fits && specifier.length >= before.length + after.length
    ? specifier.slice(before.length, specifier.length - after.length)
    : null;
}

/** What is built into a folder usually has its source in `src`. */
function sourceOf(entry: string): string {
  return entry.replace(/(^|\/)(?:dist|build|lib|out)\//, '$1src/').replace(/\.d\.[cm]?ts$|\.[cm]?js$/, '');
}

function workspaceFiles(name: string, rest: string, paths: RepositoryPaths): readonly string[] {
  const folders = paths.inFolder;
  const roots = ['packages', 'libs', 'apps', 'modules'].map((root) => `${root}/${name}`);
  const wanted = roots.filter((root) => folders.has(root) || folders.has(`${root}/src`));
  return firstFile(
    wanted.flatMap((root) => [
      ...scriptFiles(posix.join(root, 'src', rest)),
      ...scriptFiles(posix.join(root, rest)),
    ]),
    paths,
  );
}

import { posix } from 'node:path';
import type { RepositoryPaths } from './repository-paths.ts';
import { firstFile, foldersAbove, type Question } from './resolve-candidates.ts';

/** JavaScript, TypeScript and what compiles to them, without reading a tsconfig: by the usual habits. */
export function resolveScript({ from, specifier, paths }: Question): readonly string[] {
  const bare = specifier.replace(/[?#].*$/, '');
  if (bare.startsWith('.')) return firstFile(scriptFiles(posix.join(posix.dirname(from), bare)), paths);
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

import { posix } from 'node:path';
import * as z from 'zod';
import { folderOf, languageOf, nameOf } from './languages.ts';
import type { Alias, Package, Project, Root } from './project.ts';
import { nearestFirst, type RepositoryPaths } from './repository-paths.ts';

/** Manifests worth reading for the changed files: those above them, and the packages they may import. */
export function manifestsFor(changed: readonly string[], paths: RepositoryPaths): string[] {
  const names = new Set(changed.flatMap((path) => NAMES[languageOf(path) ?? 'none'] ?? []));
  const [first = ''] = changed;
  return [...names].flatMap((name) =>
    nearestFirst(first, paths.byName.get(name) ?? []).slice(0, FILES_PER_NAME_MAX),
  );
}

/** Reads what can be read; a manifest with an error in it says nothing. */
export function projectFrom(manifests: ReadonlyMap<string, string>): Project {
  const read = [...manifests].sort(([a], [b]) => folderOf(b).length - folderOf(a).length);
  const of = <Value>(name: RegExp, parse: (folder: string, text: string) => readonly Value[]) =>
    read.flatMap(([path, text]) => (name.test(nameOf(path)) ? parse(folderOf(path), text) : []));
  return {
    aliases: of(/^[jt]sconfig.*\.json$/, aliasesIn),
    packages: of(/^package\.json$/, packagesIn),
    modules: of(/^go\.mod$/, modulesIn),
    namespaces: of(/^composer\.json$/, namespacesIn),
  };
}

const FILES_PER_NAME_MAX = 20;

const NAMES: Readonly<Record<string, readonly string[]>> = {
  script: ['tsconfig.json', 'tsconfig.base.json', 'jsconfig.json', 'package.json'],
  go: ['go.mod'],
  php: ['composer.json'],
};

const STRINGS = z.union([z.string().transform((one) => [one]), z.array(z.string())]).catch([]);

const TSCONFIG = z.object({
  compilerOptions: z.object({
    baseUrl: z.string().optional(),
    paths: z.record(z.string(), STRINGS).catch({}),
  }),
});

function aliasesIn(folder: string, text: string): Alias[] {
  const config = TSCONFIG.safeParse(looseJson(text));
  if (!config.success) return [];
  const { baseUrl = '.', paths } = config.data.compilerOptions;
  const base = posix.join(folder, baseUrl);
  const own = Object.entries(paths).map(([pattern, targets]) => ({
    folder,
    pattern,
    targets: targets.map((target) => posix.join(base, target)),
  }));
  const rooted =
    config.data.compilerOptions.baseUrl === undefined
      ? []
      : [{ folder, pattern: '*', targets: [`${base}/*`] }];
  return [...own, ...rooted];
}

const PACKAGE = z.object({
  name: z.string(),
  exports: z.unknown().optional(),
  source: z.string().optional().catch(undefined),
  module: z.string().optional().catch(undefined),
  main: z.string().optional().catch(undefined),
});

function packagesIn(folder: string, text: string): Package[] {
  const manifest = PACKAGE.safeParse(looseJson(text));
  if (!manifest.success) return [];
  const { name, exports, source, module, main } = manifest.data;
  const entries = new Map<string, readonly string[]>();
  entries.set(
    '',
    [source, module, main].flatMap((path) => path ?? []),
  );
  const table = z.record(z.string(), z.unknown()).safeParse(exports);
  const dotted = table.success && Object.keys(table.data).some((key) => key.startsWith('.'));
  if (!dotted) entries.set('', [...leaves(exports), ...(entries.get('') ?? [])]);
  else
    for (const [key, value] of Object.entries(table.data))
      entries.set(key.replace(/^\.\/?/, ''), leaves(value));
  return [{ name, folder, entries }];
}

const LEAVES_DEPTH_MAX = 4;

/** All paths in the conditions of an export. */
function leaves(value: unknown, depth = 0): string[] {
  if (typeof value === 'string') return [value];
  const table = z.record(z.string(), z.unknown()).safeParse(value);
  if (!table.success || depth >= LEAVES_DEPTH_MAX) return [];
  return Object.values(table.data).flatMap((inner) => leaves(inner, depth + 1));
}

function modulesIn(folder: string, text: string): Root[] {
  const name = /^module\s{1,10}(\S{1,300})/m.exec(text)?.[1];
  return name === undefined ? [] : [{ name, folder }];
}

const NAMESPACES = z.record(z.string(), STRINGS).catch({});
const COMPOSER = z.object({
  autoload: z.object({ 'psr-4': NAMESPACES }).catch({ 'psr-4': {} }),
  'autoload-dev': z.object({ 'psr-4': NAMESPACES }).catch({ 'psr-4': {} }),
});

function namespacesIn(folder: string, text: string): Root[] {
  const manifest = COMPOSER.safeParse(looseJson(text));
  if (!manifest.success) return [];
  const roots = [manifest.data.autoload, manifest.data['autoload-dev']].flatMap((one) =>
    Object.entries(one['psr-4']),
  );
  return roots
    .flatMap(([name, folders]) =>
      folders.map((one) => ({ name, folder: posix.join(folder, one).replace(/\/$/, '') })),
    )
    .sort((a, b) => b.name.length - a.name.length);
}

/** JSON with comments and commas too many, as tsconfig allows; undefined for what is neither. */
function looseJson(text: string): unknown {
  const plain = text
    .replaceAll(
      /("(?:[^"\\\n]|\\.)*")|\/\/[^\n]*|\/\*[\s\S]*?\*\//g,
      (_, quoted: string | undefined) => quoted ?? '',
    )
    .replaceAll(/,(\s*[}\]])/g, '$1');
  try {
    return JSON.parse(plain);
  } catch {
    return undefined;
  }
}

import { folderOf, nameOf } from './languages.ts';
import type { Project } from './project.ts';

/** The paths of a revision, laid out so that an import is resolved without walking all of them. */
export type RepositoryPaths = {
  readonly files: ReadonlySet<string>;
  /** Paths by file name. */
  readonly byName: ReadonlyMap<string, readonly string[]>;
  /** Files directly inside a folder, by the folder's path. */
  readonly inFolder: ReadonlyMap<string, readonly string[]>;
  /** Folders that hold files, by the last part of their path. */
  readonly foldersByName: ReadonlyMap<string, readonly string[]>;
  /** What manifests say about names and folders, where they were read. */
  readonly project?: Project;
};

export function repositoryPaths(paths: Iterable<string>): RepositoryPaths {
  const files = new Set([...paths].sort());
  const byName = new Map<string, string[]>();
  const inFolder = new Map<string, string[]>();
  for (const path of files) {
    add(byName, nameOf(path), path);
    add(inFolder, folderOf(path), path);
  }
  const foldersByName = new Map<string, string[]>();
  for (const folder of inFolder.keys()) {
    if (folder !== '') add(foldersByName, nameOf(folder), folder);
  }
  return { files, byName, inFolder, foldersByName };
}

/** How many folders two paths share from the root: the measure of what is near. */
function nearness(left: string, right: string): number {
  const others = right.split('/');
  const parts = left.split('/');
  const apart = parts.findIndex((part, index) => part !== others[index]);
  return apart < 0 ? parts.length : apart;
}

/** Nearest to `from` first, then by path, so that equal input gives equal order. */
export function nearestFirst(from: string, paths: readonly string[]): string[] {
  return [...paths].sort((a, b) => nearness(from, b) - nearness(from, a) || compare(a, b));
}

/** By code unit: the same order on every machine, whatever its locale. */
export function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function add(map: Map<string, string[]>, key: string, value: string): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

import { nameOf } from './languages.ts';
import { nearestFirst, type RepositoryPaths } from './repository-paths.ts';

/** The file whose path ends with `suffix`, whole parts only; the nearest one when there are several. */
export function fileBySuffix(from: string, suffix: string, paths: RepositoryPaths): readonly string[] {
  const named = paths.byName.get(nameOf(suffix)) ?? [];
  const matching = named.filter((path) => path === suffix || path.endsWith(`/${suffix}`));
  return nearestFirst(from, matching).slice(0, 1);
}

/**
 * The folder an import path means when the leading parts (a module's address, a root namespace) are not
 * folders: the one that shares most trailing parts, and at least two, or all that the folder has. Null when
 * none does.
 */
export function folderBySuffix(
  from: string,
  parts: readonly string[],
  paths: RepositoryPaths,
): string | null {
  const candidates = paths.foldersByName.get(parts.at(-1) ?? '') ?? [];
  let best: string | null = null;
  let bestShared = 0;
  for (const folder of nearestFirst(from, candidates)) {
    const own = folder.split('/');
    const shared = sharedTail(own, parts);
    if (shared > bestShared && (shared >= 2 || shared === own.length)) {
      best = folder;
      bestShared = shared;
    }
  }
  return best;
}

/** The files of a folder with one ending; none for null. */
export function filesOfFolder(
  folder: string | null,
  ending: string,
  paths: RepositoryPaths,
): readonly string[] {
  if (folder === null) return [];
  return (paths.inFolder.get(folder) ?? []).filter((path) => path.endsWith(ending) && !isGoTest(path));
}

function isGoTest(path: string): boolean {
  return path.endsWith('_test.go');
}

function sharedTail(left: readonly string[], right: readonly string[]): number {
  const limit = Math.min(left.length, right.length);
  let shared = 0;
  while (shared < limit && left[left.length - 1 - shared] === right[right.length - 1 - shared]) shared += 1;
  return shared;
}

import { importerWords } from './importer-words.ts';
import { extensionOf, folderOf, nameOf } from './languages.ts';
import type { RepositoryPaths } from './repository-paths.ts';
import { isTestPath } from './test-files.ts';
import type { Touched } from './touched.ts';

/** Files of the same folder and kind, and files of the same name in the folders beside it. */
export function besides(path: string, paths: RepositoryPaths): string[] {
  const extension = extensionOf(path);
  const folder = folderOf(path);
  const inFolder = (paths.inFolder.get(folder) ?? []).filter((other) => extensionOf(other) === extension);
  const parent = folderOf(folder);
  const cousins = (paths.byName.get(nameOf(path)) ?? []).filter(
    (other) => folder !== '' && folderOf(folderOf(other)) === parent,
  );
  return [...new Set([...inFolder, ...cousins])].filter((other) => other !== path);
}

/** What stands where siblings of a new file are imported: the table it may be missing from. */
export function siblingWords({ patch }: Touched, paths: RepositoryPaths): string[] {
  if (patch.status !== 'added' || isTestPath(patch.path)) return [];
  return besides(patch.path, paths).slice(0, LISTED_MAX).flatMap(importerWords);
}

const LISTED_MAX = 3;

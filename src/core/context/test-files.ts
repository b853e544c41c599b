import type { FilePatch } from '../diff/diff.ts';
import { extensionOf, folderOf, nameOf, stemOf } from './languages.ts';
import { nearestFirst, type RepositoryPaths } from './repository-paths.ts';

const TESTS_PER_FILE_MAX = 3;

/** Tests of a changed file by the naming habits of its language, the nearest first. */
export function testsOf(patch: FilePatch, paths: RepositoryPaths): string[] {
  if (isTestPath(patch.path)) return [];
  const named = testNames(patch.path).flatMap((name) => paths.byName.get(name) ?? []);
  const inTestFolder = (paths.byName.get(nameOf(patch.path)) ?? []).filter(
    (path) => path !== patch.path && isTestPath(path),
  );
  const all = [...new Set([...named, ...inTestFolder])];
  return nearestFirst(patch.path, all).slice(0, TESTS_PER_FILE_MAX);
}

/** True for a file that tests others, by its name or folder. */
export function isTestPath(path: string): boolean {
  const name = nameOf(path);
  return (
    /(?:[._-](?:test|spec)\.[a-z]+$)|(?:^test_.*\.py$)|(?:(?:Test|Tests|Spec)\.[a-z]+$)/.test(name) ||
    folderOf(path)
      .split('/')
      .some((folder) => TEST_FOLDERS.has(folder.toLowerCase()))
  );
}

const TEST_FOLDERS: ReadonlySet<string> = new Set(['test', 'tests', '__tests__', 'spec', 'specs', 'testing']);

const SCRIPT_ENDINGS: readonly string[] = ['ts', 'tsx', 'mts', 'js', 'jsx', 'mjs', 'cjs'];

function testNames(path: string): string[] {
  const stem = stemOf(path);
  const extension = extensionOf(path);
  if (SCRIPT_ENDINGS.includes(extension)) {
    return SCRIPT_ENDINGS.flatMap((ending) => [`${stem}.test.${ending}`, `${stem}.spec.${ending}`]);
  }
  const snake = [`test_${stem}.${extension}`, `${stem}_test.${extension}`, `${stem}_spec.${extension}`];
  const camel = ['Test', 'Tests', 'Spec', 'IT'].map((ending) => `${stem}${ending}.${extension}`);
  return [...snake, ...camel];
}

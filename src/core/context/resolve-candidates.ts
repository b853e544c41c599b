import type { RepositoryPaths } from './repository-paths.ts';

/** An import as written, and where. */
export type Question = {
  readonly from: string;
  readonly specifier: string;
  readonly paths: RepositoryPaths;
};

/** Folders above a file, the nearest first; the root is the empty string. */
export function foldersAbove(from: string): string[] {
  const parts = from.split('/').slice(0, -1);
  return [...parts.map((_, index) => parts.slice(0, parts.length - index).join('/')), ''];
}

/** The first candidate that is a file, as a list of one or none. */
export function firstFile(candidates: readonly string[], paths: RepositoryPaths): readonly string[] {
  const file = candidates.find((candidate) => paths.files.has(candidate));
  return file === undefined ? [] : [file];
}

/** The first answer that is not empty. */
export function firstOf(answers: readonly (readonly string[])[]): readonly string[] {
  return answers.find((answer) => answer.length > 0) ?? [];
}

import { fileKindOf } from './file-kinds.ts';
import { languageOf } from './languages.ts';

type Listed = {
  readonly entries: readonly { readonly path: string; readonly size: number }[];
  readonly complete: boolean;
};

/** A repository of up to this many files and bytes is read whole where it cannot be searched: 5 requests by API. */
const FILES_MAX = 200;
const BYTES_MAX = 1_500_000;
const FILE_BYTES_MAX = 100_000;

/** All paths of a small repository that hold code, settings, schemas or prose; null for a larger one. */
export function wholeWhenSmall(tree: Listed): string[] | null {
  if (!tree.complete) return null;
  const telling = tree.entries.filter(
    ({ path, size }) => size <= FILE_BYTES_MAX && (languageOf(path) !== null || fileKindOf(path) !== 'code'),
  );
  const bytes = telling.reduce((sum, { size }) => sum + size, 0);
  return telling.length <= FILES_MAX && bytes <= BYTES_MAX ? telling.map(({ path }) => path) : null;
}

/** Bytes git unpacks in about half a second: a second search is worth that. */
const QUICK_BYTES_MAX = 60_000_000;

export function isQuicklySearched(tree: Listed): boolean {
  return tree.complete && tree.entries.reduce((sum, { size }) => sum + size, 0) <= QUICK_BYTES_MAX;
}

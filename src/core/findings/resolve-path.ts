import type { Diff, FilePatch } from '../diff/diff.ts';

/** The file a finding is about: a patch of the diff, or a file that was read beside it. */
export type ResolvedPath = { readonly path: string; readonly patch: FilePatch | null };

/**
 * Finds the file a model meant: the path itself, the old name of a rename, a file that was read, then an
 * ending (`a.ts` for `src/a.ts`) or one leading folder too many (`b/src/a.ts`), if exactly one file fits.
 */
export function resolvePath(
  written: string,
  diff: Diff,
  texts: ReadonlyMap<string, string>,
): ResolvedPath | null {
  const exact =
    diff.patches.find(({ path }) => path === written) ??
    diff.patches.find(({ oldPath, status }) => status === 'renamed' && oldPath === written);
  if (exact !== undefined) return { path: exact.path, patch: exact };
  if (texts.has(written)) return { path: written, patch: null };
  const changed = onlyOne(diff.patches.filter(({ path }) => isNearly(path, written)));
  if (changed !== null) return { path: changed.path, patch: changed };
  const read = onlyOne([...texts.keys()].filter((path) => isNearly(path, written)));
  return read === null ? null : { path: read, patch: null };
}

function isNearly(path: string, written: string): boolean {
  if (path.endsWith(`/${written}`)) return true;
  return written.endsWith(`/${path}`) && !written.slice(0, -path.length - 1).includes('/');
}

function onlyOne<T>(candidates: readonly T[]): T | null {
  const [first] = candidates;
  return candidates.length === 1 && first !== undefined ? first : null;
}

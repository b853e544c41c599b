/** What stands in the way of reading a file, as the end of a sentence; null when nothing does. */
export type Shelf = { readonly problemWith: (path: string) => string | null };

type Listed = { readonly path: string; readonly mode: string; readonly size: number };

/** Judged by the file listing, before anything is asked of the repository. */
export function shelfOf(
  tree: { readonly entries: readonly Listed[]; readonly complete: boolean },
  fileBytesMax: number,
): Shelf {
  const entries = new Map(tree.entries.map((entry) => [entry.path, entry]));
  return {
    problemWith: (path) => {
      const entry = entries.get(path);
      if (entry === undefined) return tree.complete ? 'it is not in the repository at this revision' : null;
      if (entry.mode === SYMLINK_MODE || entry.mode === SUBMODULE_MODE) return 'it is a link';
      return entry.size > fileBytesMax
        ? `it has ${entry.size} bytes, more than limits.file-bytes (${fileBytesMax})`
        : null;
    },
  };
}

const SYMLINK_MODE = '120000';
const SUBMODULE_MODE = '160000';

/**
 * Why a path may not be asked for, as the end of a sentence; null when it may. Judged by its letters alone, for
 * every system it might one day be read on: the same path is refused everywhere.
 */
export function pathProblem(path: string): string | null {
  if (path === '') return 'it is empty';
  if (path.length > PATH_CHARACTERS_MAX) return `it has more than ${PATH_CHARACTERS_MAX} characters`;
  if (path.includes('\0')) return 'it holds a NUL character';
  if (path.includes('\\')) return 'it holds a backslash; folders are separated by /';
  if (path.startsWith('/') || DRIVE.test(path)) return 'it is absolute';
  const parts = path.split('/');
  if (parts.includes('')) return 'it holds an empty part';
  if (parts.some((part) => part === '.' || part === '..')) return 'it holds . or .. as a part';
  return parts.some(isGitFolder) ? 'it leads into .git' : null;
}

type Entry = { readonly path: string; readonly mode: string };
type Listing = { readonly entries: readonly Entry[]; readonly complete: boolean };

/** A revision seen as a door: only what stands in its file listing as a file comes through. */
export type Door = { readonly problemWith: (path: string) => string | null };

export function doorTo({ entries, complete }: Listing): Door {
  const modes = new Map(entries.map(({ path, mode }) => [path, mode]));
  const linkProblem = (path: string): string | null => {
    const mode = modes.get(path);
    if (mode === SYMLINK_MODE) return 'a symbolic link, which is not followed';
    return mode === SUBMODULE_MODE ? 'a submodule, which is not entered' : null;
  };
  return {
    problemWith: (path) => {
      const problem = pathProblem(path);
      if (problem !== null) return problem;
      const own = linkProblem(path);
      if (own !== null) return `it is ${own}`;
      const through = foldersOf(path)
        .map(linkProblem)
        .find((found) => found !== null);
      if (through !== undefined) return `it leads through ${through}`;
      // A listing that was cut proves nothing about what is not in it.
      return modes.has(path) || !complete ? null : 'there is no such file at this revision';
    },
  };
}

/** Linux allows longer ones; nobody has them in a repository. */
const PATH_CHARACTERS_MAX = 1_000;
const SYMLINK_MODE = '120000';
const SUBMODULE_MODE = '160000';
const DRIVE = /^[A-Za-z]:/;

/** Names that some file system takes for `.git`: other case, trailing dots, streams, characters it ignores. */
function isGitFolder(part: string): boolean {
  const plain = part
    .normalize('NFKC')
    .replaceAll(/\p{Default_Ignorable_Code_Point}/gu, '')
    .replace(/:.*$/s, '')
    .replace(/[. ]+$/, '')
    .toLowerCase();
  return plain === '.git' || plain === 'git~1';
}

/** `a` and `a/b` of `a/b/c`. */
function foldersOf(path: string): string[] {
  const parts = path.split('/');
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('/'));
}

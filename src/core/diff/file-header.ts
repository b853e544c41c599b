import type { FileKind, FilePatch, FileStatus } from './diff.ts';
import { unquotePath } from './path-quoting.ts';

/** What the lines above the hunks of one file say. */
export type FileHeader = Pick<FilePatch, 'path' | 'oldPath' | 'status' | 'kind' | 'oldMode' | 'newMode'>;

const SYMLINK_MODE = '120000';
const SUBMODULE_MODE = '160000';
const NOWHERE = '/dev/null';

/**
 * Reads the header of one file; null when it names no path. Names are taken from the lines that hold one
 * name each (`rename to`, `+++`) before `diff --git`, which cannot be split when a path contains ` b/`.
 */
export function readFileHeader(lines: readonly string[]): FileHeader | null {
  const status = statusOf(lines);
  const both = pathOfBoth(lines[0] ?? '');
  const oldPath = named(lines, ['rename from ', 'copy from ']) ?? prefixed(lines, '--- ', 'a/') ?? both;
  const newPath = named(lines, ['rename to ', 'copy to ']) ?? prefixed(lines, '+++ ', 'b/') ?? both;
  const path = newPath ?? oldPath;
  if (path === null || path === '') return null;
  const modes = modesOf(lines);
  const moved = status === 'renamed' || status === 'copied';
  return {
    path,
    oldPath: moved ? (oldPath ?? path) : path,
    status,
    kind: kindOf(lines, status === 'removed' ? modes.oldMode : modes.newMode),
    ...modes,
  };
}

/** What to call a file whose header cannot be read. */
export function headerTitle(lines: readonly string[]): string {
  return (lines[0] ?? '').replace(/^diff --\w+ /, '');
}

function statusOf(lines: readonly string[]): FileStatus {
  if (value(lines, 'new file mode ') !== null || value(lines, '--- ') === NOWHERE) return 'added';
  if (value(lines, 'deleted file mode ') !== null || value(lines, '+++ ') === NOWHERE) return 'removed';
  if (value(lines, 'rename to ') !== null) return 'renamed';
  return value(lines, 'copy to ') === null ? 'modified' : 'copied';
}

function modesOf(lines: readonly string[]): Pick<FileHeader, 'oldMode' | 'newMode'> {
  const kept = /^\S+\.\.\S+ (\d{6})$/.exec(value(lines, 'index ') ?? '')?.[1] ?? null;
  return {
    oldMode: value(lines, 'old mode ') ?? value(lines, 'deleted file mode ') ?? kept,
    newMode: value(lines, 'new mode ') ?? value(lines, 'new file mode ') ?? kept,
  };
}

function kindOf(lines: readonly string[], mode: string | null): FileKind {
  if (mode === SYMLINK_MODE) return 'symlink';
  if (mode === SUBMODULE_MODE) return 'submodule';
  const binary = lines.some((line) => /^Binary files .* differ$/s.test(line) || line === 'GIT binary patch');
  return binary ? 'binary' : 'text';
}

function named(lines: readonly string[], prefixes: readonly string[]): string | null {
  const written = prefixes.map((prefix) => value(lines, prefix)).find((found) => found !== null);
  return written === undefined || written === null ? null : unquotePath(written);
}

/** Git ends `---` and `+++` names that hold a blank with a tab; a tab of the name itself would be quoted. */
function prefixed(lines: readonly string[], line: string, prefix: string): string | null {
  const path = unquotePath(value(lines, line)?.replace(/\t.*$/s, '') ?? '');
  return path.startsWith(prefix) ? path.slice(prefix.length) : null;
}

/** `diff --git a/NAME b/NAME`: without a rename both halves are equal, whatever the name contains. */
function pathOfBoth(line: string): string | null {
  const names = line.slice('diff --git '.length);
  const half = (names.length - 1) / 2;
  const left = unquotePath(names.slice(0, half));
  const right = unquotePath(names.slice(half + 1));
  const equal = left.startsWith('a/') && right.startsWith('b/') && left.slice(2) === right.slice(2);
  return Number.isInteger(half) && equal ? left.slice(2) : null;
}

function value(lines: readonly string[], prefix: string): string | null {
  return lines.find((line) => line.startsWith(prefix))?.slice(prefix.length) ?? null;
}

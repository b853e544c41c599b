import type { FileKind, FilePatch, FileStatus } from '../core/diff/diff.ts';
import type { FileRow } from '../core/diff/raw-diff.ts';
import type { Tree, TreeEntry } from '../ports.ts';

/** What differs between two trees. `rows` still need their texts; `patches` are files without text lines. */
export type TreeDifference = { readonly rows: readonly FileRow[]; readonly patches: readonly FilePatch[] };

/** Compares by content id, leaving out the known paths; null when a listing was cut or names no contents. */
export function compareTrees(base: Tree, head: Tree, known: ReadonlySet<string>): TreeDifference | null {
  if (!base.complete || !head.complete) return null;
  if ([...base.entries, ...head.entries].some((entry) => entry.blob === undefined)) return null;
  const before = new Map(base.entries.map((entry) => [entry.path, entry]));
  const after = new Map(head.entries.map((entry) => [entry.path, entry]));
  const paths = [...new Set([...before.keys(), ...after.keys()])].filter((path) => !known.has(path)).sort();
  const rows: FileRow[] = [];
  const patches: FilePatch[] = [];
  for (const path of paths) {
    const sides = { before: before.get(path) ?? null, after: after.get(path) ?? null };
    if (sides.before?.blob === sides.after?.blob && sides.before?.mode === sides.after?.mode) continue;
    const kind = kindOf(sides);
    if (kind === 'text') rows.push(rowOf(path, sides));
    else patches.push(specialPatch(path, kind, sides));
  }
  return { rows, patches };
}

type Sides = { readonly before: TreeEntry | null; readonly after: TreeEntry | null };

const SUBMODULE_MODE = '160000';
const SYMLINK_MODE = '120000';

function kindOf({ before, after }: Sides): FileKind {
  const modes = [before?.mode, after?.mode];
  if (modes.includes(SUBMODULE_MODE)) return 'submodule';
  return modes.includes(SYMLINK_MODE) ? 'symlink' : 'text';
}

function statusOf({ before, after }: Sides): FileStatus & FileRow['status'] {
  if (before === null) return 'added';
  return after === null ? 'removed' : 'modified';
}

/** A tree counts no lines, so the zeroes here prove nothing. */
function rowOf(path: string, sides: Sides): FileRow {
  const counts = { additions: 0, deletions: 0, patch: null, doubtful: true };
  return { path, previousPath: null, status: statusOf(sides), ...counts };
}

function specialPatch(path: string, kind: FileKind, sides: Sides): FilePatch {
  const modes = { oldMode: sides.before?.mode ?? null, newMode: sides.after?.mode ?? null };
  return {
    path,
    oldPath: path,
    status: statusOf(sides),
    kind,
    ...modes,
    hunks: [],
    additions: 0,
    deletions: 0,
  };
}

import type { FilePatch, UnreadFile } from './diff.ts';

/**
 * Makes paths unique. Git shows a change of type (a file that becomes a symlink) as a removal and an addition
 * of the same path: these two become one modification of the kind the head has. Any other repetition means
 * the text is not one diff, and the path is given up with a reason.
 */
export function joinSamePaths(patches: readonly FilePatch[]): { patches: FilePatch[]; unread: UnreadFile[] } {
  const byPath = new Map<string, FilePatch>();
  const unread: UnreadFile[] = [];
  for (const patch of patches) {
    const earlier = byPath.get(patch.path);
    const joined = earlier === undefined ? patch : joinTypeChange(earlier, patch);
    if (joined === null) unread.push({ path: patch.path, reason: 'it occurs more than once in the diff' });
    else byPath.set(patch.path, joined);
  }
  return { patches: [...byPath.values()], unread };
}

function joinTypeChange(removed: FilePatch, added: FilePatch): FilePatch | null {
  if (removed.status !== 'removed' || added.status !== 'added') return null;
  const hunks = [...removed.hunks, ...added.hunks];
  return {
    ...added,
    status: 'modified',
    oldMode: removed.oldMode,
    hunks: hunks.map((hunk, index) => ({ ...hunk, id: `${hunk.path}#${index + 1}` })),
    additions: added.additions,
    deletions: removed.deletions,
  };
}

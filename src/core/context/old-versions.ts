import type { FilePatch } from '../diff/diff.ts';
import type { Definition } from './outline.ts';
import type { Snippet } from './snippet.ts';
import { cutSnippet, linesOf } from './spans.ts';
import type { Version } from './version.ts';

/**
 * Functions as they were before, where the change rewrote them so often back and forth that the old one cannot
 * be read from the diff any more.
 */
export function oldVersions(
  patches: readonly FilePatch[],
  versions: ReadonlyMap<string, { readonly head: Version; readonly old: Version }>,
): Snippet[] {
  return patches.flatMap((patch) => {
    const old = versions.get(patch.path)?.old ?? null;
    if (old === null || patch.status === 'removed' || patch.status === 'added') return [];
    const lines = linesOf(old.text);
    return old.outline.definitions
      .filter((one) => one.kind === 'function' && rewritten(patch, one))
      .slice(0, FUNCTIONS_PER_FILE_MAX)
      .map((one) => {
        const head = {
          path: patch.oldPath,
          revision: 'base',
          reason: 'before the change',
          of: [patch.path],
        } as const;
        return cutSnippet(head, lines, { startLine: one.startLine, line: one.line });
      });
  });
}

const FUNCTIONS_PER_FILE_MAX = 3;
const FUNCTION_LINES_MAX = 150;
const REMOVED_LINES_MIN = 6;
/** Runs of removed lines with other lines between them. */
const RUNS_MIN = 3;

function rewritten(patch: FilePatch, { startLine, line }: Definition): boolean {
  if (line - startLine > FUNCTION_LINES_MAX) return false;
  let removed = 0;
  let runs = 0;
  for (const hunk of patch.hunks) {
    let running = false;
    for (const one of hunk.lines) {
      const inside =
        one.kind === 'removed' && one.oldLine !== null && one.oldLine >= startLine && one.oldLine <= line;
      if (inside) removed += 1;
      if (inside && !running) runs += 1;
      running = inside;
    }
  }
  return removed >= REMOVED_LINES_MIN && runs >= RUNS_MIN;
}

import type { Neighbour } from './neighbour.ts';
import { compare } from './repository-paths.ts';
import type { Touched } from './touched.ts';

/**
 * Files that changed with a changed file in most of its commits, and are not in this change. `commits` are the
 * paths of each commit; sweeping commits tell nothing and are left out.
 */
export function companionsOf(
  touched: readonly Touched[],
  commits: readonly (readonly string[])[],
): Neighbour[] {
  const changed = new Set(touched.flatMap(({ patch }) => [patch.path, patch.oldPath]));
  const telling = commits.filter((paths) => paths.length > 1 && paths.length <= COMMIT_FILES_MAX);
  return touched.flatMap(({ patch }) => {
    const own = telling.filter((paths) => paths.includes(patch.oldPath));
    const counts = new Map<string, number>();
    for (const path of own.flat()) if (!changed.has(path)) counts.set(path, (counts.get(path) ?? 0) + 1);
    return [...counts]
      .filter(([, count]) => count >= TOGETHER_MIN && count / own.length >= SHARE_MIN)
      .sort(([a, left], [b, right]) => right - left || compare(a, b))
      .slice(0, COMPANIONS_PER_FILE_MAX)
      .map(([path, count]) => ({
        path,
        reason: 'changed together before',
        of: [patch.path],
        centres: [],
        worth: count / own.length,
      }));
  });
}

const COMMIT_FILES_MAX = 25;
const TOGETHER_MIN = 3;
const SHARE_MIN = 0.5;
const COMPANIONS_PER_FILE_MAX = 2;

import type { FilePatch } from '../diff/diff.ts';
import type { Settings } from '../settings/settings.ts';

/** What people still read: about three comments, and more only where there is more to read. */
const COMMENTS_FEW = 3;
/** Changed lines that are reviewed in one go. */
const SMALL_CHANGE_LINES = 150;
const LINES_PER_COMMENT = 100;
/** On changes of over a thousand lines others find between seven and eight problems. */
const COMMENTS_BY_SIZE_MAX = 8;

/**
 * How many comments a run may post. With `auto` by the size of what it reads: with a fixed three, a third of the
 * true findings of our large cases stayed in the summary.
 */
export function commentLimit(
  { maxComments }: Pick<Settings, 'maxComments'>,
  patches: readonly Pick<FilePatch, 'additions' | 'deletions'>[],
): number {
  if (maxComments !== 'auto') return maxComments;
  const lines = patches.reduce((sum, { additions, deletions }) => sum + additions + deletions, 0);
  const more = Math.floor(Math.max(0, lines - SMALL_CHANGE_LINES) / LINES_PER_COMMENT);
  return Math.min(COMMENTS_FEW + more, COMMENTS_BY_SIZE_MAX);
}

import type { FilePatch } from '../diff/diff.ts';
import { linesOf } from './spans.ts';

/**
 * The text before the change, by taking the hunks back out of the text after it; null when they do not fit.
 * So the old version costs no request. With a part of the hunks it is the text before that part.
 */
export function oldTextOf(patch: FilePatch, headText: string): string | null {
  if (patch.status === 'added') return '';
  const head = linesOf(headText);
  const old: string[] = [];
  let next = 0;
  for (const hunk of patch.hunks) {
    // A hunk without lines on the right side names the line before it.
    const start = hunk.newLines === 0 ? hunk.newStart : hunk.newStart - 1;
    if (start < next || start > head.length) return null;
    old.push(...head.slice(next, start));
    next = start;
    for (const line of hunk.lines) {
      if (line.kind !== 'added') old.push(line.text);
      if (line.kind === 'removed') continue;
      if (head[next] !== line.text) return null;
      next += 1;
    }
  }
  return [...old, ...head.slice(next)].join('\n');
}

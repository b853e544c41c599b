import type { ContextPack } from '../../src/core/budget/context-pack.ts';
import type { Snippet } from '../../src/core/context/snippet.ts';
import type { FilePatch } from '../../src/core/diff/diff.ts';

/** Lines of a file at the head, 1-based, both included. */
export type Place = { readonly path: string; readonly first: number; readonly last: number };

/**
 * True when all lines of the place were sent: in a snippet, or on the right side of a hunk. A changed file is
 * shown as it was, so that a line the change leaves alone stands there under its old number.
 */
export function isCovered({ path, first, last }: Place, packs: readonly ContextPack[]): boolean {
  const snippets = packs.flatMap((pack) => pack.snippets).filter((snippet) => snippet.path === path);
  const packed = packs.flatMap((pack) => pack.patches).filter(({ patch }) => patch.path === path);
  const [patch] = packed.map((one) => one.patch);
  const inHunks = new Set(
    packed.flatMap(({ parts }) =>
      parts.flatMap(({ hunk, from, to }) => hunk.lines.slice(from, to).map(({ newLine }) => newLine)),
    ),
  );
  const isShown = (line: number): boolean => {
    if (inHunks.has(line)) return true;
    const old = patch === undefined ? line : oldLineOf(patch, line);
    return snippets.some((snippet) => shows(snippet, snippet.revision === 'head' ? line : old));
  };
  for (let line = first; line <= last; line += 1) if (!isShown(line)) return false;
  return true;
}

/** The number a line of the head had before the change; null for one that the change added. */
export function oldLineOf({ hunks }: Pick<FilePatch, 'hunks'>, line: number): number | null {
  let moved = 0;
  for (const hunk of hunks) {
    // A hunk without lines on the right side names the line before it.
    const start = hunk.newLines === 0 ? hunk.newStart + 1 : hunk.newStart;
    if (line < start) break;
    if (line < start + hunk.newLines)
      return hunk.lines.find(({ newLine }) => newLine === line)?.oldLine ?? null;
    moved += hunk.oldLines - hunk.newLines;
  }
  return line + moved;
}

/** An outline shows single lines of its range. */
function shows({ startLine, line, numbers }: Snippet, wanted: number | null): boolean {
  if (wanted === null) return false;
  return numbers === undefined ? startLine <= wanted && wanted <= line : numbers.includes(wanted);
}

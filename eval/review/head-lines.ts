import type { Diff, FilePatch } from '../../src/core/diff/diff.ts';
import type { Golden, Place } from './case.ts';
import type { HeadPlace } from './told.ts';

/** A golden with its places by the lines of the head. */
export type PlacedGolden = Omit<Golden, 'places'> & {
  readonly places: readonly HeadPlace[];
  /** None of its places is in a hunk: a comment on a changed line that causes it is right too. */
  readonly outside: boolean;
};

export function placeGolden(golden: Golden, diff: Diff): PlacedGolden {
  const places = golden.places.map((place) => toHead(place, diff));
  return { ...golden, places, outside: places.length > 0 && !places.some((place) => isInHunk(place, diff)) };
}

/** Lines of the old side become the lines of the head they stood at. */
export function toHead({ path, side, first, last }: Place, diff: Diff): HeadPlace {
  const patch = patchOf(diff, path);
  if (patch === null) return { path, first, last };
  if (side === 'new') return { path: patch.path, first, last };
  return { path: patch.path, first: headLine(patch, first), last: headLine(patch, last) };
}

function patchOf(diff: Diff, path: string): FilePatch | null {
  return diff.patches.find((patch) => patch.path === path || patch.oldPath === path) ?? null;
}

/** Where an old line is, or would be: a removed one is at the kept or added line before it. */
function headLine(patch: FilePatch, oldLine: number): number {
  let shift = 0;
  for (const { lines } of patch.hunks) {
    const olds = lines.flatMap((line) => (line.oldLine === null ? [] : [line.oldLine]));
    const news = lines.flatMap((line) => (line.newLine === null ? [] : [line.newLine]));
    const lastOld = olds.at(-1);
    if (lastOld === undefined) {
      shift += news.length;
      continue;
    }
    if (oldLine < (olds[0] ?? 0)) break;
    if (oldLine <= lastOld) {
      const index = lines.findIndex((line) => line.oldLine === oldLine);
      const before = lines.slice(0, index + 1).findLast(({ newLine }) => newLine !== null);
      return before?.newLine ?? news[0] ?? oldLine;
    }
    shift += news.length - olds.length;
  }
  return oldLine + shift;
}

function isInHunk({ path, first, last }: HeadPlace, diff: Diff): boolean {
  const hunks = patchOf(diff, path)?.hunks ?? [];
  return hunks.some(({ lines }) =>
    lines.some(({ newLine }) => newLine !== null && newLine >= first && newLine <= last),
  );
}

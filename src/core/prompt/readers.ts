import { clustersOf } from '../budget/clusters.ts';
import type { ContextPack } from '../budget/context-pack.ts';
import { isProse } from './changed-texts.ts';
import type { Effort } from './effort.ts';
import { allLenses, type Lens, lensesFor } from './lenses.ts';

/** One reading of a pack. All readers of a pack share one prompt and differ in its last section. */
export type Reader = {
  /** Unique among the readers of a pack; `whole` for the one who reads all of it. */
  readonly name: string;
  /** Paths whose changes this reader answers for, for the account of what was read; empty for none. */
  readonly covers: readonly string[];
  /** What the last section says beyond that this is the whole change, or a part of it. */
  readonly task: string;
};

/** In changes of up to 14 files one reader missed nothing in our cases; of larger ones nothing is known. */
const FILES_PER_READER_MAX = 16;
/** Related files that one reader can hold in mind. */
const FILES_PER_GROUP = 10;
/** Second looks of a deep review, each in another order: what comes first is read best. */
const SECOND_LOOKS = 2;
/** Beside whoever covers the change: more lenses found nothing more in our cases. */
const LENSES_STANDARD_MAX = 2;

/** Who reads a pack. Law: each patch of the pack is covered by exactly one reader. */
export function readersOf(
  pack: ContextPack,
  { effort, words }: { readonly effort: Effort; readonly words: string },
): readonly Reader[] {
  const paths = pack.patches.map(({ patch }) => patch.path);
  if (effort === 'quick' || paths.every(isProse)) return [wholeReader(paths)];
  const covering = paths.length <= FILES_PER_READER_MAX ? [wholeReader(paths)] : groupReaders(pack);
  const lenses = effort === 'deep' ? allLenses() : lensesFor({ pack, words }).slice(0, LENSES_STANDARD_MAX);
  const again = effort === 'deep' ? secondLooks(paths) : [];
  return [...covering, ...lenses.map(lensReader), ...again];
}

export function wholeReader(paths: readonly string[]): Reader {
  return { name: 'whole', covers: paths, task: '' };
}

function lensReader({ name, task }: Lens): Reader {
  return { name, covers: [], task };
}

/** Groups of files tied by imports, so that what belongs together is read together. */
function groupReaders(pack: ContextPack): Reader[] {
  const groups = groupsOf(pack);
  return groups.map((paths, index) => ({
    name: `files ${index + 1} of ${groups.length}`,
    covers: paths,
    task: `The change is large, so several readers share it. You read the changes in these files, every line of them: ${listOf(paths)}. The rest is there so that you understand them. Report what is wrong in your files, and elsewhere only what follows from them.`,
  }));
}

function groupsOf(pack: ContextPack): string[][] {
  const paths = pack.patches.map(({ patch }) => patch.path);
  const ties = pack.snippets
    .filter(({ reason }) => reason === 'changed file')
    .map(({ path, of }) => [path, ...of]);
  const groups: string[][] = [];
  const most = evenShare(paths.length);
  for (const cluster of clustersOf([...new Set(paths)], ties)) {
    const size = Math.min(most, evenShare(cluster.length));
    for (let first = 0; first < cluster.length; first += size) {
      const piece = cluster.slice(first, first + size);
      const home = groups.find((group) => group.length + piece.length <= most);
      if (home === undefined) groups.push([...piece]);
      else home.push(...piece);
    }
  }
  return groups;
}

/** So many files that all groups are of about one size: whoever is left with a single file knows too little. */
function evenShare(files: number): number {
  return Math.ceil(files / Math.max(1, Math.ceil(files / FILES_PER_GROUP)));
}

function secondLooks(paths: readonly string[]): Reader[] {
  const orders = [paths.toReversed(), rotated(paths)];
  return orders.slice(0, SECOND_LOOKS).map((order, index) => ({
    name: `again ${index + 1}`,
    covers: [],
    task: `Another reader reads this change too; you do not know what they found. Read the changes in this order, and take the most time for the first ones: ${listOf(order)}.`,
  }));
}

function rotated(paths: readonly string[]): string[] {
  const middle = Math.ceil(paths.length / 2);
  return [...paths.slice(middle), ...paths.slice(0, middle)];
}

const PATHS_LISTED_MAX = 60;

/** Paths are strangers' text and stand in our words here: as JSON they stay one string each. */
function listOf(paths: readonly string[]): string {
  const rest = paths.length - PATHS_LISTED_MAX;
  const shown = paths.slice(0, PATHS_LISTED_MAX).map((path) => JSON.stringify(path));
  return `${shown.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

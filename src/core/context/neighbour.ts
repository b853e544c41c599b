import type { Hits } from './hits.ts';
import { declaredNames } from './names.ts';
import type { GatherPlan } from './plan.ts';
import type { ReadFile } from './reading.ts';
import type { RepositoryPaths } from './repository-paths.ts';
import type { Ask } from './search-plan.ts';
import type { SnippetReason } from './snippet.ts';
import type { Touched } from './touched.ts';

/** A file around the change, why it is worth showing, and the lines that matter in it. */
export type Neighbour = {
  readonly path: string;
  readonly reason: SnippetReason;
  readonly of: readonly string[];
  readonly centres: readonly number[];
  /** More is better; of one reason only. */
  readonly worth: number;
  /** How it says it: neighbours alike in this show the same, so one of each manner comes first. */
  readonly manner?: string;
  /** Beyond the first helping of its reason: shown by the lines in question alone. */
  readonly narrow?: boolean;
};

/** Everything that is known when neighbours are judged. */
export type Surroundings = {
  readonly touched: readonly Touched[];
  /** What each changed file imports, by its path. */
  readonly imported: ReadonlyMap<string, ReadonlySet<string>>;
  readonly files: readonly ReadFile[];
  readonly asks: readonly Ask[];
  readonly hits: Hits;
  readonly paths: RepositoryPaths;
  readonly plan: GatherPlan;
};

/** Whether nothing but these files declares a name, as far as the search has seen: whoever says it means them. */
export function isSolelyDeclaredIn(paths: readonly string[], name: string, hits: Hits): boolean {
  const declaring = [...(hits.get(name) ?? [])].filter(([, lines]) =>
    lines.some(({ text }) => declaredNames(text).includes(name)),
  );
  return declaring.length > 0 && declaring.every(([path]) => paths.includes(path));
}

/** In how many files a word was found. */
export function spread(hits: Hits, word: string): number {
  return hits.get(word)?.size ?? 0;
}

import { hitsOf, linesOfTexts } from '../../../src/core/context/hits.ts';
import { wordsInQuestion } from '../../../src/core/context/judge.ts';
import type { Surroundings } from '../../../src/core/context/neighbour.ts';
import { WHOLE_PLAN } from '../../../src/core/context/plan.ts';
import { readFile } from '../../../src/core/context/reading.ts';
import { repositoryPaths } from '../../../src/core/context/repository-paths.ts';
import { roughOutline } from '../../../src/core/context/rough-outline.ts';
import { searchPlan } from '../../../src/core/context/search-plan.ts';
import { type Touched, touchedBy } from '../../../src/core/context/touched.ts';
import { rebuildPatch } from '../../../src/core/diff/rebuild.ts';

export type Files = Readonly<Record<string, string>>;

/** A file before and after the change; an empty text is no file. */
export type Edit = {
  readonly path: string;
  readonly oldPath?: string;
  readonly old: string;
  readonly now: string;
};

/** What is known around a change where everything was searched and read. */
export function surroundingsOf(edit: Edit, around: Files): Surroundings {
  const touched = [touchedOf(edit)];
  const paths = repositoryPaths([edit.path, edit.oldPath ?? edit.path, ...Object.keys(around)]);
  const asks = searchPlan(touched, WHOLE_PLAN, paths);
  const texts = new Map([...Object.entries(around), [edit.path, edit.now] as const]);
  const words = wordsInQuestion(touched);
  const files = Object.entries(around).map(([path, text]) =>
    readFile({ path, text, outline: roughOutline(text) }, words, paths),
  );
  const hits = hitsOf(
    linesOfTexts(texts),
    asks.map(({ word }) => word),
  );
  return { touched, imported: new Map(), files, asks, hits, paths, plan: WHOLE_PLAN };
}

export function touchedOf({ path, oldPath = path, old, now }: Edit): Touched {
  const status = old === '' ? 'added' : now === '' ? 'removed' : oldPath === path ? 'modified' : 'renamed';
  const version = (text: string) => (text === '' ? null : { text, outline: roughOutline(text) });
  const versions = { head: version(now), old: version(old) };
  return touchedBy(rebuildPatch({ path, oldPath, status }, old, now), versions);
}

/** As many files as told, each at a path and with a text made from its number. */
export function many(count: number, file: (number: number) => readonly [path: string, text: string]): Files {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => file(index + 1)));
}

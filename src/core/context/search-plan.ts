import { siblingWords } from './beside.ts';
import { importerWords } from './importer-words.ts';
import { spellingsOf } from './keys.ts';
import { languageOf } from './languages.ts';
import { isTelling } from './names.ts';
import type { GatherPlan } from './plan.ts';
import type { RepositoryPaths } from './repository-paths.ts';
import type { Touched } from './touched.ts';
import { pathsOf } from './want.ts';

/** What a word is searched for. */
export type Role =
  | 'gone'
  | 'changed'
  | 'import'
  | 'type'
  | 'base'
  | 'method'
  | 'used'
  | 'near'
  | 'key'
  | 'column';

/** A word, what for, and for which changed file; `name` is what the change itself calls it. */
export type Ask = { readonly word: string; readonly name: string; readonly role: Role; readonly of: string };

/**
 * Everything one pass over the repository should look for. Each kind of word has its share, and within it every
 * changed file takes its turn, so that neither a large change nor a talkative file crowds out the others.
 */
export function searchPlan(touched: readonly Touched[], plan: GatherPlan, paths: RepositoryPaths): Ask[] {
  const asks: Ask[] = [];
  const take = (role: Role, wordsMax: number, wordsOf: (one: Touched) => readonly Word[]) => {
    asks.push(...inTurns(touched, wordsOf, wordsMax).map((word) => ({ ...word, role })));
  };
  if (plan.graph || plan.tests) {
    take('gone', GONE_MAX, (one) => plain(one.gone.filter(isTelling)));
    take('changed', CHANGED_MAX, (one) => plain(one.changed.filter(isTelling)));
    take('changed', COUPLED_MAX, (one) => plain(one.coupled.filter(isTelling)));
    take('import', IMPORT_MAX, (one) => plain(pathsOf(one.patch).flatMap(importerWords)));
  }
  if (plan.graph) {
    take('type', TYPES_MAX, (one) => plain(one.types.filter(isTelling)));
    take('method', METHODS_MAX, (one) => one.methods.flatMap((name) => methodWords(one.patch.path, name)));
    take('used', USED_MAX, (one) => plain(one.used));
    take('near', NEAR_MAX, (one) => plain(one.near));
  }
  if (plan.siblings) take('import', SIBLINGS_MAX, (one) => plain(siblingWords(one, paths)));
  if (plan.graph || plan.siblings) take('base', BASES_MAX, (one) => plain(one.bases));
  if (plan.keys || plan.mentions) {
    take('key', KEYS_MAX, (one) => one.keys.flatMap(spelled));
    take('key', KEYS_NEAR_MAX, (one) => one.keysNear.flatMap(spelled));
    take('column', COLUMNS_MAX, (one) => plain(one.used));
    // A column or a setting is often a plain property in the code that reads it.
    take('key', PROPERTIES_MAX, (one) => one.used.flatMap((name) => spelled(name).slice(1)));
  }
  return asks;
}

type Word = { readonly word: string; readonly name: string };

const GONE_MAX = 40;
const CHANGED_MAX = 60;
const COUPLED_MAX = 20;
const SIBLINGS_MAX = 24;
const IMPORT_MAX = 60;
const TYPES_MAX = 30;
const METHODS_MAX = 12;
const USED_MAX = 90;
const NEAR_MAX = 60;
const BASES_MAX = 20;
const KEYS_MAX = 80;
const KEYS_NEAR_MAX = 40;
const PROPERTIES_MAX = 60;
/** No more than are searched for anyway. */
const COLUMNS_MAX = USED_MAX;

function plain(names: readonly string[]): Word[] {
  return names.map((name) => ({ word: name, name }));
}

function spelled(key: string): Word[] {
  return [key, ...spellingsOf(key)].map((word) => ({ word, name: key }));
}

/** Go says nowhere that a type implements an interface: its methods have to be found by their receivers. */
function methodWords(path: string, name: string): Word[] {
  return languageOf(path) === 'go' ? [{ word: `) ${name}(`, name }] : [];
}

function inTurns(
  touched: readonly Touched[],
  wordsOf: (one: Touched) => readonly Word[],
  wordsMax: number,
): (Word & { readonly of: string })[] {
  const lists = touched.map((one) => ({ of: one.patch.path, words: wordsOf(one) }));
  const longest = Math.max(0, ...lists.map(({ words }) => words.length));
  const taken: (Word & { readonly of: string })[] = [];
  const distinct = new Set<string>();
  for (let turn = 0; turn < longest; turn += 1) {
    for (const { of, words } of lists) {
      const word = words[turn];
      if (word === undefined) continue;
      if (!distinct.has(word.word) && distinct.size >= wordsMax) continue;
      distinct.add(word.word);
      taken.push({ ...word, of });
    }
  }
  return taken;
}

import { de } from './de.ts';
import { en, type Words } from './en.ts';

/** The words for a reader; `note` says so where there are none in the language asked for. */
export type Language = { readonly words: Words; readonly note: string | null };

/** The catalogue that a setting means: a tag such as `de-AT`, or a name in English or in the language itself. */
export function languageOf(setting: string): Language {
  const name = setting.trim().toLowerCase();
  const language = name.replace(/[-_ (].*$/, '');
  const words = CATALOGUES.get(name) ?? CATALOGUES.get(language);
  if (words !== undefined) return { words, note: null };
  return { words: en, note: `Fixed words are in English: there is no catalogue for ${setting}.` };
}

const CATALOGUES: ReadonlyMap<string, Words> = new Map(
  [
    { words: en, names: ['en', 'english'] },
    { words: de, names: ['de', 'german', 'deutsch'] },
  ].flatMap(({ words, names }) => names.map((name) => [name, words] as const)),
);

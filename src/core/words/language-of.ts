import { de } from './de.ts';
import { en, type Words } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import { it } from './it.ts';
import { ja } from './ja.ts';
import { ko } from './ko.ts';
import { pl } from './pl.ts';
import { pt } from './pt.ts';
import { ru } from './ru.ts';
import { zh } from './zh.ts';

/** The words for a reader; `note` says so where there are none in the language asked for. */
export type Language = { readonly words: Words; readonly note: string | null };

/** The words that a setting means: a tag such as `de-AT`, or a name in English or in the language itself. */
export function languageOf(setting: string): Language {
  const name = setting.trim().toLowerCase();
  // What is behind the first part names a country or a way of writing.
  const [language = ''] = name.split(/[-_ (]/, 1);
  const words = TRADITIONAL.test(name) ? undefined : (BY_NAME.get(name) ?? BY_NAME.get(language));
  if (words !== undefined) return { words, note: null };
  return { words: en, note: `Fixed words are in English: there is no catalogue for ${setting}.` };
}

/** Who reads traditional characters is not given simplified ones. */
const TRADITIONAL = /^zh-(?:.*-)?(?:hant|tw|hk|mo)\b|traditional|繁/;

/** Every language, with its tag first, then its names in lower case. */
export const LANGUAGES: readonly { readonly words: Words; readonly names: readonly string[] }[] = [
  { words: en, names: ['en', 'english'] },
  { words: de, names: ['de', 'german', 'deutsch'] },
  { words: es, names: ['es', 'spanish', 'español', 'castellano'] },
  { words: fr, names: ['fr', 'french', 'français'] },
  { words: it, names: ['it', 'italian', 'italiano'] },
  { words: ja, names: ['ja', 'japanese', '日本語'] },
  { words: ko, names: ['ko', 'korean', '한국어'] },
  { words: pl, names: ['pl', 'polish', 'polski'] },
  { words: pt, names: ['pt', 'portuguese', 'português'] },
  { words: ru, names: ['ru', 'russian', 'русский'] },
  { words: zh, names: ['zh', 'chinese', 'mandarin', '中文', '简体中文', '汉语'] },
];

const BY_NAME: ReadonlyMap<string, Words> = new Map(
  LANGUAGES.flatMap(({ words, names }) => names.map((name) => [name, words] as const)),
);

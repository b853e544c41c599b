import { describe, expect, it } from '@jest/globals';
import { de } from '../../../src/core/words/de.ts';
import { en } from '../../../src/core/words/en.ts';
import { fr } from '../../../src/core/words/fr.ts';
import { ja } from '../../../src/core/words/ja.ts';
import { LANGUAGES, languageOf } from '../../../src/core/words/language-of.ts';
import { pt } from '../../../src/core/words/pt.ts';
import { zh } from '../../../src/core/words/zh.ts';

describe('the words for a language', () => {
  it.each([
    ['en', en],
    ['en-GB', en],
    ['English', en],
    ['English (British)', en],
    ['de', de],
    ['de-AT', de],
    ['DE', de],
    ['German', de],
    ['Deutsch', de],
    ['français', fr],
    ['pt-BR', pt],
    ['Portuguese (Brazil)', pt],
    ['日本語', ja],
    ['zh', zh],
    ['zh-CN', zh],
    ['zh-Hans', zh],
    ['Chinese', zh],
    ['Chinese (Simplified)', zh],
    ['中文', zh],
  ])('%s are found', (setting, words) => expect(languageOf(setting)).toEqual({ words, note: null }));

  it.each([
    'nl',
    'Klingon',
    'zh-TW',
    'zh-Hant-HK',
    'Chinese (Traditional)',
    '繁體中文',
    'defunct',
    'constructor',
  ])('%s are English, and a note says so', (setting) =>
    expect(languageOf(setting)).toEqual({
      words: en,
      note: `Fixed words are in English: there is no catalogue for ${setting}.`,
    }),
  );

  it('no name means two languages', () => {
    const names = LANGUAGES.flatMap((language) => language.names);
    expect(new Set(names).size).toBe(names.length);
  });
});

import { describe, expect, it } from '@jest/globals';
import { en } from '../../../src/core/words/en.ts';
import { LANGUAGES } from '../../../src/core/words/language-of.ts';
import { textsOf } from './texts.ts';

const ENGLISH = new Map(textsOf(en));
const OTHERS = LANGUAGES.filter(({ words }) => words !== en).map(({ words, names }) => ({
  tag: names[0] ?? '',
  words,
}));
/** What an agent, a reader of Markdown or GitHub would act on. */
const ACTIVE = ['*', '_', '`', '~', '<', '>', '[', ']', '|', '#', '@', '\\', '\n'];

const counted = (text: string): string[] => text.match(/⟦\d⟧|\{\d\}|\d+/g)?.toSorted() ?? [];

describe.each(OTHERS)('the words in $tag', ({ words }) => {
  const texts = textsOf(words);

  it('say everything English says', () => expect(texts.map(([name]) => name)).toEqual([...ENGLISH.keys()]));

  it.each(texts)('%s says something, and is not the key', (_name, text) => {
    expect(text.trim()).not.toBe('');
    expect(text).not.toContain('undefined');
  });

  it.each(texts)('%s holds every number and every text English holds', (name, text) =>
    expect(counted(text)).toEqual(counted(ENGLISH.get(name) ?? '')),
  );

  it.each(texts)('%s holds no mark that English has not', (name, text) => {
    const marks = (given: string): string[] => ACTIVE.filter((mark) => given.includes(mark));
    expect(marks(text)).toEqual(marks(ENGLISH.get(name) ?? ''));
  });

  it('starts and ends as a part of a sentence where English does', () => {
    const parts = ['earlier', 'changedSince', 'cost.alsoAnswered'];
    for (const name of parts) expect(new Map(texts).get(name)).toMatch(/^[ （]/);
  });
});

describe('counted nouns', () => {
  it.each([
    ['en', 1, '1 hunk'],
    ['en', 2, '2 hunks'],
    ['en', 0, '0 hunks'],
    ['de', 1, '1 Datei'],
    ['de', 3, '3 Dateien'],
    ['fr', 0, '0 fichier'],
    ['fr', 2, '2 fichiers'],
    ['ru', 1, '1 файл'],
    ['ru', 3, '3 файла'],
    ['ru', 11, '11 файлов'],
    ['ru', 21, '21 файл'],
    ['pl', 1, '1 plik'],
    ['pl', 4, '4 pliki'],
    ['pl', 12, '12 plików'],
    ['pl', 22, '22 pliki'],
    ['ja', 1, '1 ファイル'],
    ['zh', 5, '5 个文件'],
  ])('in %s, %d', (tag, count, text) => {
    const words = LANGUAGES.find(({ names }) => names[0] === tag)?.words ?? en;
    expect(tag === 'en' ? words.hunks(count) : words.files(count)).toBe(text);
  });

  it('show the number as it is given', () => expect(en.requests(1_200, '1,200')).toBe('1,200 requests'));
});

import { describe, expect, it } from '@jest/globals';
import { candidatesFrom, keyWorth } from '../../../src/core/context/candidates.ts';
import { hitsOf, linesOfTexts } from '../../../src/core/context/hits.ts';
import type { Role } from '../../../src/core/context/search-plan.ts';
import { type Files, many } from './surroundings.ts';

function candidates(word: string, role: Role, files: Files): string[] {
  const ask = { word, name: word, role, of: 'src/changed.ts' };
  return candidatesFrom([ask], hitsOf(linesOfTexts(new Map(Object.entries(files))), [word]), new Set());
}

describe('files worth reading', () => {
  const crowd = many(100, (number) => [`app/views/${100 + number}.ts`, 'priceOf(1);\n']);

  it('a crowd in one folder does not shut out a file elsewhere', () => {
    const found = candidates('priceOf', 'gone', { ...crowd, 'web/page.ts': 'priceOf(2);\n' });
    expect(found).toContain('web/page.ts');
  });

  it('a crowd alone has all the room there is, in order', () => {
    expect(candidates('priceOf', 'gone', crowd)).toEqual(Object.keys(crowd).slice(0, 70));
  });

  it('the first of a crowd come before a file elsewhere that is worth less', () => {
    const found = candidates('priceOf', 'gone', { ...crowd, 'app/page.py': 'priceOf(2)\n' });
    expect(found.slice(23, 26)).toEqual(['app/views/124.ts', 'app/page.py', 'app/views/125.ts']);
  });

  it('where settings are named so come before those that say it', () => {
    const found = candidates('strict_mode', 'key', {
      'a.yaml': 'check: strict_mode\n',
      'b.yaml': 'strict_mode: true\n',
    });
    expect(found).toEqual(['b.yaml', 'a.yaml']);
  });
});

describe('how much a line looks as if it defined a key', () => {
  it.each([
    ['a setting of that name', 'a.yaml', 'strict: true', 1],
    ['a setting of that name, in quotes', 'a.json', '  "strict": true,', 1],
    ['a setting of that name in a list', 'a.yaml', '- strict: true', 1],
    ['a word of a list', 'a.yaml', '- strict', 1],
    ['a table', 'a.toml', '[strict]', 1],
    ['the value of a setting', 'a.yaml', 'mode: strict', 0.5],
    ['the value of a setting, in quotes', 'a.json', '  "mode": "strict"', 0.5],
    ['the value of a setting of the environment', '.env', 'MODE=strict', 0.5],
    ['the value of a dotted setting', 'a.properties', 'app.mode = strict', 0.5],
    ['whatever a schema says', 'a.sql', 'mode = strict', 1],
    ['a field in code', 'a.ts', 'strict: true', 0.6],
  ])('%s', (_title, path, text, worth) => expect(keyWorth(path, text, 'strict')).toBe(worth));
});

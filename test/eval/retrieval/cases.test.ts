import { describe, expect, it } from '@jest/globals';
import { headText, placesOf } from '../../../eval/case-file/change.ts';
import { LANGUAGES } from '../../../eval/case-file/languages.ts';
import { backgroundFiles } from '../../../eval/retrieval/background.ts';
import { loadCases } from '../../../eval/retrieval/load.ts';
import { parseCase } from '../../../eval/retrieval/parse-case.ts';

const CASES_MIN = 60;
const LANGUAGES_MIN = 8;
const FILES_MIN = 3;

const set = loadCases('cases');
const cases = [...set, ...loadCases('held-out')];

describe('the retrieval set', () => {
  it('is large and varied enough to mean something', () => {
    expect(set.length).toBeGreaterThanOrEqual(CASES_MIN);
    expect(new Set(set.map(({ language }) => language)).size).toBeGreaterThanOrEqual(LANGUAGES_MIN);
  });

  it('tells every case once', () => {
    for (const told of [cases.map(({ title }) => title), cases.map(({ why }) => why)]) {
      expect(new Set(told).size).toBe(told.length);
    }
  });

  it.each(LANGUAGES)('has files nobody asks for in %s, none of which is a case’s own', (language) => {
    const background = Object.keys(backgroundFiles(language));
    const own = cases.filter((one) => one.language === language).flatMap(({ base }) => Object.keys(base));
    expect(background.length).toBeGreaterThan(100);
    expect(background.filter((path) => own.includes(path))).toEqual([]);
  });
});

describe.each(cases.map((one) => [one.name, one] as const))('%s', (_name, one) => {
  it('changes something', () => {
    const changed = Object.entries(one.head).filter(([path, text]) => text !== (one.base[path] ?? null));
    expect(changed.length + Object.keys(one.renames).length).toBeGreaterThan(0);
    expect(changed).toHaveLength(Object.keys(one.head).length);
    for (const path of Object.keys(one.renames)) expect(one.base).toHaveProperty([path]);
  });

  it('needs lines that stand in one place', () => {
    expect(one.needed.length).toBeGreaterThan(0);
    for (const { path, quote } of one.needed) {
      expect({ path, places: placesOf(headText(one, path) ?? '', quote).length }).toEqual({
        path,
        places: 1,
      });
    }
  });

  it('needs a file that the change leaves alone', () => {
    const untouched = one.needed.filter(({ path }) => one.head[path] === undefined);
    expect(untouched.length).toBeGreaterThan(0);
    expect(Object.keys(one.base).length).toBeGreaterThanOrEqual(FILES_MIN);
  });
});

describe('a case file', () => {
  const header = 'title: T\nlanguage: go\nkind: test\nwhy: W.\n';

  it('is read with edits, renames and deletions', () => {
    const text = `${header}=== base a.go\none\ntwo\n=== base b.go\nb\n=== base c.go\nc\n=== edit d.go\n<<<<\ntwo\n====\nthree\n>>>>\n=== rename a.go -> d.go\n=== delete b.go\n=== need c.go\nc\n`;
    expect(parseCase('sample', text)).toMatchObject({
      renames: { 'a.go': 'd.go' },
      head: { 'd.go': 'one\nthree\n', 'b.go': null },
      needed: [{ path: 'c.go', quote: 'c' }],
    });
  });

  it.each([
    ['an edit of a file that is not there', '=== edit a.go\n<<<<\na\n====\nb\n>>>>\n', /not in the base/],
    [
      'old lines that do not stand in the file',
      '=== base a.go\nb\n=== edit a.go\n<<<<\na\n====\nb\n>>>>\n',
      /exactly once/,
    ],
    [
      'old lines that stand in it twice',
      '=== base a.go\na\na\n=== edit a.go\n<<<<\na\n====\nb\n>>>>\n',
      /exactly once/,
    ],
    ['an edit without blocks', '=== base a.go\na\n=== edit a.go\nb\n', /without blocks/],
    ['a verb nobody knows', '=== basis a.go\na\n', /not known/],
    ['a rename of one path', '=== rename a.go\n', /old -> new/],
  ])('with %s is refused', (_what, sections, complaint) => {
    expect(() => parseCase('sample', header + sections)).toThrow(complaint);
  });
});

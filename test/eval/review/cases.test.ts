import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parseCase } from '../../../eval/review/parse-case.ts';
import { problemsOf } from '../problems.ts';

const FIXTURES = 'test/eval/fixtures/cases';
const FOLDERS = ['eval/cases', FIXTURES];

const files = FOLDERS.flatMap((folder) =>
  (existsSync(folder) ? readdirSync(folder) : [])
    .filter((name) => name.endsWith('.case'))
    .map((name) => [name.replace(/\.case$/, ''), readFileSync(join(folder, name), 'utf8')] as const),
);

describe('every case', () => {
  it.each(files)('%s is well-formed and gives nothing away', (name, text) => {
    expect(problemsOf(name, text)).toEqual([]);
  });

  it('is told once', () => {
    for (const told of [files.map(([name]) => name), files.map(([, text]) => text.split('\n', 1)[0])])
      expect(new Set(told).size).toBe(told.length);
  });
});

const HEADER = 'title: T\nlanguage: go\nshape: lost-error\nproof: changed\n';
const CHANGE =
  '=== base a.go\none\ntwo\nthree\n=== base b.go\nbee\n=== edit a.go\n<<<<\ntwo\n====\nzwei\n>>>>\n';
const KEYS = 'severity: high\ntier: A\ncategory: bug\ndescription: D\ngoes on: here\npatterns: x || y\n';
const GOLDEN = `=== golden a.go\n${KEYS}---\nzwei\n`;
const CLAIM = '=== known-false\ndescription: F\n';

describe('a case file', () => {
  it('is read with its goldens, their places and its wrong claims', () => {
    const text = `${HEADER}=== body\nB\n=== commits\nfirst\nsecond\n${CHANGE}${GOLDEN}=== at a.go\none\nzwei\n=== proof b.go\nbee\n=== golden a.go\nside: old\n${KEYS}---\ntwo\n${CLAIM}patterns: z\n`;
    expect(parseCase('sample', text.replace('proof: changed', 'proof: unchanged'))).toMatchObject({
      title: 'T',
      body: 'B',
      commits: ['first', 'second'],
      goldens: [
        {
          description: 'D goes on: here',
          patterns: [/x/i, /y/i],
          places: [
            { path: 'a.go', side: 'new', first: 2, last: 2 },
            { path: 'a.go', side: 'new', first: 1, last: 2 },
          ],
          proof: 'unchanged',
          required: true,
        },
        { places: [{ path: 'a.go', side: 'old', first: 2, last: 2 }], proof: 'changed' },
      ],
      knownFalse: [{ description: 'F', patterns: [/z/i] }],
    });
  });

  it.each([
    [
      'golden lines that do not stand in the file',
      `${CHANGE}=== golden a.go\n${KEYS}---\ntwo\n`,
      /exactly once/,
    ],
    ['a golden in a file that is not there', `${CHANGE}=== golden c.go\n${KEYS}---\ntwo\n`, /does not exist/],
    ['a golden without quoted lines', `${CHANGE}=== golden a.go\n${KEYS}`, /no line "---"/],
    ['a further place of no golden', `${CHANGE}=== at a.go\none\n`, /before any golden/],
    ['a severity nobody knows', `${CHANGE}${GOLDEN.replace('high', 'big')}`, /severity/],
    ['a pattern that is none', `${CHANGE}${GOLDEN.replace('x ||', '( ||')}`, /not a regular expression/],
    ['a verb nobody knows', `${CHANGE}=== gold a.go\n`, /not known/],
    ['no golden', CHANGE, /has a golden/],
    ['no change', `=== base a.go\nzwei\n${GOLDEN}`, /Nothing is changed/],
    ['a head that is the base', `${CHANGE}=== head b.go\nbee\n${GOLDEN}`, /b.go is named as changed/],
    ['a proof in a changed file', `${CHANGE}${GOLDEN}=== proof a.go\none\n`, /file that the change touches/],
    ['its name in the code', `${CHANGE.replace('bee', 'sample')}${GOLDEN}`, /would hold "sample"/],
    ['its answer in the body', `=== body\nSo: D goes on: here.\n${CHANGE}${GOLDEN}`, /would hold "D goes on/],
    ['its shape in the body', `=== body\nNo lost error.\n${CHANGE}${GOLDEN}`, /say "lost-error"/],
  ])('with %s is refused', (_what, sections, complaint) => {
    expect(problemsOf('sample', HEADER + sections).join('\n')).toMatch(complaint);
  });

  it.each([
    ['has a golden', `${CHANGE}${GOLDEN}${CLAIM}${CLAIM}`, /no golden/],
    ['has one wrong claim', `${CHANGE}${CLAIM}`, /at least 2/],
  ])('that is clean and %s is refused', (_what, sections, complaint) => {
    const header = HEADER.replace('lost-error', 'clean').replace('proof: changed', 'proof: none');
    expect(problemsOf('sample', header + sections).join('\n')).toMatch(complaint);
  });
});

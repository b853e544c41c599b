import { describe, expect, it } from '@jest/globals';
import { roughOutline } from '../../../src/core/context/rough-outline.ts';
import {
  answerDefinition,
  answerHistory,
  answerLines,
  answerPlaces,
} from '../../../src/core/lookup/answers.ts';

const TEXT = Array.from({ length: 500 }, (_, index) => `line ${index + 1}\n`).join('');
const read = (first: number, last: number, text = TEXT) =>
  answerLines({ tool: 'read_lines', path: 'src/a.ts', first, last, revision: 'base' }, text);
/** A line out of the middle of a key: without its begin it looks like nothing. */
const KEY = [
  '-----BEGIN RSA PRIVATE KEY-----',
  'MIIEpAIBAAKCAQEA0Z3VS5JJcds3xf',
  'U8W3',
  '-----END RSA PRIVATE KEY-----',
];

describe('lines of a file', () => {
  it.each([
    ['a span', 2, 3, 'Lines 2-3 of 500:', 2, []],
    ['up to the end', 499, 900, 'Lines 499-500 of 500:', 2, ['The file ends at line 500.']],
    [
      'more than an answer holds',
      1,
      450,
      'Lines 1-400 of 500:',
      400,
      ['An answer holds at most 400 lines: ask from line 401 on for the rest.'],
    ],
    [
      'behind the end',
      501,
      510,
      'read_lines: first is 501, and the file has 500 lines at the base revision. Ask for lines within it.',
      0,
      [],
    ],
  ])('%s', (_what, first, last, opening, count, notes) => {
    const answer = read(first, last);
    expect([answer.opening, answer.notes]).toEqual([opening, notes]);
    expect(answer.passages.flatMap(({ numbers }) => numbers ?? [])).toEqual(
      Array.from({ length: count }, (_, index) => first + index),
    );
  });

  it('name file and revision, and hold the lines letter by letter', () => {
    expect(read(2, 2).passages).toEqual([
      { label: 'src/a.ts at the base revision', lines: ['line 2'], numbers: [2] },
    ]);
  });

  it('hold nothing of a secret whose beginning is not asked for', () => {
    expect(read(2, 2, `${KEY.join('\n')}\n`).passages[0]?.lines).toEqual(['[redacted: private key]']);
  });
});

const SOURCE = `export function total(n: number) {\n${'  step();\n'.repeat(120)}}\nexport const rate = 2;\n`;
const outlinedFile = (path: string, text: string) => ({ path, text, outline: roughOutline(text) });

describe('a definition', () => {
  it('is shown from its first line on, cut when it is long', () => {
    const answer = answerDefinition(
      { tool: 'find_definition', name: 'total' },
      [outlinedFile('a.ts', SOURCE)],
      3,
    );
    expect(answer.opening).toBe('Definitions of "total": 1.');
    expect(answer.passages[0]?.lines[0]).toBe('export function total(n: number) {');
    expect(answer.passages[0]?.numbers?.at(-1)).toBe(80);
    expect(answer.notes).toEqual([
      'Definitions are cut after 80 lines; read_lines shows the rest.',
      'Not read: 3 more files with that name.',
    ]);
  });

  it('is one of at most eight', () => {
    const files = Array.from({ length: 11 }, (_, index) =>
      outlinedFile(`${index}.ts`, 'export const rate = 2;\n'),
    );
    const answer = answerDefinition({ tool: 'find_definition', name: 'rate' }, files, 0);
    expect([answer.passages.length, answer.notes]).toEqual([8, ['Not shown: 3 more definitions.']]);
  });

  it('that is nowhere is said to be nowhere', () => {
    const answer = answerDefinition(
      { tool: 'find_definition', name: 'gone' },
      [outlinedFile('a.ts', SOURCE)],
      0,
    );
    expect(answer.opening).toBe(
      'No definition of "gone" was found in 1 file with that name. It may come from a dependency; find_references shows where it is used.',
    );
  });
});

describe('places', () => {
  const places = {
    files: [
      { path: 'a.ts', lines: [2, 4] },
      { path: 'big.ts', lines: [1] },
    ],
    lineCount: 3,
    fileCount: 2,
  };

  it('are shown with their numbers, and those that could not be read are counted', () => {
    const answer = answerPlaces('Uses of "x"', places, new Map([['a.ts', 'one\ntwo\nthree\nfour\n']]));
    expect(answer).toEqual({
      opening: 'Uses of "x": 3 lines in 2 files at the head revision.',
      passages: [{ label: 'a.ts at the head revision', lines: ['two', 'four'], numbers: [2, 4] }],
      notes: ['2 of them are chosen here, some of each file; search within a folder (under) tells more.'],
    });
  });

  it('hold nothing of a secret, even when it was searched for', () => {
    const found = { files: [{ path: 'id_rsa', lines: [2] }], lineCount: 1, fileCount: 1 };
    const answer = answerPlaces('Lines with "MIIE"', found, new Map([['id_rsa', KEY.join('\n')]]));
    expect(answer.passages[0]?.lines).toEqual(['[redacted: private key]']);
  });

  it('that are none are said to be none', () => {
    expect(answerPlaces('Uses of "x"', { files: [], lineCount: 0, fileCount: 0 }, new Map())).toEqual({
      opening: 'Uses of "x": no line was found at the head revision.',
      passages: [],
      notes: [],
    });
  });
});

describe('the history of a line', () => {
  const asked = { tool: 'line_history', path: 'a.ts', line: 2 } as const;
  const secret = `ghp_${'a1B2'.repeat(9)}`;
  const commits = [{ sha: 'c'.repeat(40), date: '2026-01-02', subject: `Use ${secret}` }];

  it('shows the line and its commits, without secrets', () => {
    expect(answerHistory(asked, 'one\ntwo\n', { commits, complete: false })).toEqual({
      opening: 'The line, and 1 commit that changed it, the latest first:',
      passages: [
        { label: 'a.ts at the head revision', lines: ['two'], numbers: [2] },
        { label: 'commits', lines: ['cccccccccc 2026-01-02 Use [redacted: GitHub token]'], numbers: null },
      ],
      notes: ['Earlier commits are not shown.'],
    });
  });

  it.each([
    ['is not at hand', 'one\ntwo\n', /^The history of this line is not at hand here/],
    ['is of no line', 'one\n', /^line_history: line is 2, and the file has 1 line at/],
  ])('%s', (_what, text, opening) => {
    expect(answerHistory(asked, text, null).opening).toMatch(opening);
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { excerptOf, narrowExcerptOf } from '../../../src/core/context/excerpt.ts';
import { roughOutline } from '../../../src/core/context/rough-outline.ts';
import type { Snippet } from '../../../src/core/context/snippet.ts';
import { cutTogether, linesOf, spansAround } from '../../../src/core/context/spans.ts';

const HEAD = { path: 'a.ts', revision: 'head', reason: 'uses the same key', of: ['b.ts'] } as const;

/** A file of so many lines: the blocks at their lines, and nothing worth telling around them. */
function fileOf(length: number, blocks: Readonly<Record<number, string>>) {
  const lines = Array.from({ length }, () => 'plain;');
  for (const [start, block] of Object.entries(blocks)) {
    const own = block.split('\n');
    lines.splice(Number(start) - 1, own.length, ...own);
  }
  const text = lines.join('\n');
  return { text, outline: roughOutline(text) };
}

function numbersOf({ startLine, line, numbers }: Snippet): readonly number[] {
  return numbers ?? Array.from({ length: line - startLine + 1 }, (_, index) => startLine + index);
}

/** `3-9, 40-52` of each snippet. */
function shown(snippets: readonly Snippet[]): string[] {
  return snippets.map((snippet) => {
    const spans = numbersOf(snippet).map((line) => ({ startLine: line, line }));
    return spansAround(spans, 0, Number.MAX_SAFE_INTEGER)
      .map(({ startLine, line }) => `${startLine}-${line}`)
      .join(', ');
  });
}

const bodyOf = (lines: number) => Array.from({ length: lines }, () => '  step();').join('\n');
const PAY = 'function pay() {\n  charge(LIMIT);\n  send();\n}';
const SHIP = 'function ship() {\n  send();\n}';

describe('the part of a file that matters', () => {
  it.each<[string, ReturnType<typeof fileOf>, number[], string[]]>([
    ['all of a short one', fileOf(90, { 40: PAY }), [41], ['1-90']],
    ['the definition around the line', fileOf(200, { 40: PAY }), [41], ['40-43']],
    [
      'pieces share a snippet, in the order of their lines',
      fileOf(200, { 40: PAY, 120: SHIP }),
      [121, 42],
      ['40-43, 120-122'],
    ],
    [
      'pieces that together are too long stand apart',
      fileOf(400, {
        10: `function one() {\n${bodyOf(60)}\n}`,
        110: `function two() {\n${bodyOf(60)}\n}`,
        210: SHIP,
      }),
      [12, 112, 211],
      ['10-71', '110-171, 210-212'],
    ],
    [
      'with a short value that the shown lines use',
      fileOf(200, { 3: 'const LIMIT = 4;', 5: 'const OTHER = 4;', 40: PAY }),
      [41],
      ['3-3, 40-43'],
    ],
    [
      'without a value of another function',
      fileOf(200, { 40: PAY, 120: 'function ship() {\n  const LIMIT = 4;\n}' }),
      [41],
      ['40-43'],
    ],
    [
      'with four such values at most',
      fileOf(200, {
        1: 'const AA = 1;\nplain;\nplain;\nplain;\nplain;\nplain;\nconst BB = 1;',
        13: 'const CC = 1;\nplain;\nplain;\nplain;\nplain;\nplain;\nconst DD = 1;',
        25: 'const EE = 1;',
        40: 'function pay() {\n  charge(AA, BB, CC, DD, EE);\n}',
      }),
      [41],
      ['1-1, 7-7, 13-13, 19-19, 40-42'],
    ],
    [
      'with such a value, though more are shown anyway',
      fileOf(200, {
        40: 'class Cart {\n  let A1 = 1;\n  let A2 = 1;\n  let A3 = 1;\n  let A4 = LIMIT;\n}',
        100: 'const LIMIT = 4;',
      }),
      [40],
      ['40-45, 100-100'],
    ],
  ])('%s', (_title, file, centres, expected) => {
    expect(shown(excerptOf(HEAD, file, centres))).toEqual(expected);
  });

  it('a longer value is not shown for being used', () => {
    const file = fileOf(200, { 40: PAY });
    const value = { name: 'LIMIT', kind: 'value', startLine: 3, signatureLine: 3, bases: [] } as const;
    const holding = (line: number) => ({
      ...file,
      outline: { ...file.outline, definitions: [{ ...value, line }, ...file.outline.definitions] },
    });
    expect(shown(excerptOf(HEAD, holding(6), [41]))).toEqual(['3-6, 40-43']);
    expect(shown(excerptOf(HEAD, holding(7), [41]))).toEqual(['40-43']);
  });
});

describe('the lines in question alone', () => {
  const LONG = `function pay(\n  cart,\n) {\n${bodyOf(40)}\n}`;

  it.each<[string, ReturnType<typeof fileOf>, number[], string[]]>([
    ['two lines each way', fileOf(200, {}), [100], ['98-102']],
    ['of a short file as well', fileOf(30, {}), [10], ['8-12']],
    ['with the signature of what they stand in', fileOf(200, { 40: LONG }), [70], ['40-42, 68-72']],
    [
      'without the values they use',
      fileOf(200, { 3: 'const LIMIT = 4;', 40: 'function pay() {\n  charge(LIMIT);\n}' }),
      [41],
      ['39-43'],
    ],
    [
      'four of them, the first of what is asked',
      fileOf(200, {}),
      [180, 20, 60, 100, 140],
      ['18-22, 58-62, 98-102, 178-182'],
    ],
    ['nothing where none is in question', fileOf(200, {}), [], []],
  ])('%s', (_title, file, centres, expected) => {
    expect(shown(narrowExcerptOf(HEAD, file, centres))).toEqual(expected);
  });
});

describe('whatever the file and the lines in question', () => {
  const line = fc.constantFrom(
    'const LIMIT = 4;',
    'function pay() {',
    'class Cart {',
    '  total() {',
    '    return LIMIT;',
    '  }',
    '}',
    '// A comment.',
    '  step();',
    '',
  );
  // Long enough to be cut, and at times so long that the pieces do not fit together.
  const texts = fc
    .array(line, { minLength: 80, maxLength: 400, size: 'max' })
    .map((lines) => lines.join('\n'));
  const centres = fc.array(fc.integer({ min: 0, max: 420 }), { maxLength: 12, size: 'max' });

  /** Lines as they are shown, told by their numbers. */
  function holdsTo(text: string, snippets: readonly Snippet[]): void {
    const lines = linesOf(text);
    const numbers = snippets.flatMap(numbersOf);
    expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
    for (const snippet of snippets) {
      const own = numbersOf(snippet);
      expect(snippet.text).toBe(own.map((number) => lines[number - 1] ?? 'beyond the file').join('\n'));
      expect([own.at(0), own.at(-1)]).toEqual([snippet.startLine, snippet.line]);
    }
  }

  it.each([
    ['an excerpt', excerptOf],
    ['a narrow excerpt', narrowExcerptOf],
  ])('%s shows lines of the file under their numbers, which rise, and none twice', (_what, cut) => {
    fc.assert(
      fc.property(texts, centres, (text, asked) => {
        holdsTo(text, cut(HEAD, { text, outline: roughOutline(text) }, asked));
      }),
    );
  });

  it('so do spans that are cut together, and nothing of them is left out', () => {
    fc.assert(
      fc.property(texts, centres, fc.nat(40), (text, asked, around) => {
        const lines = linesOf(text);
        const wanted = asked.map((startLine) => ({ startLine, line: startLine }));
        const spans = spansAround(wanted, around, lines.length);
        const snippets = cutTogether(HEAD, lines, spans);
        holdsTo(text, snippets);
        const extent = spans.reduce((sum, span) => sum + span.line - span.startLine + 1, 0);
        expect(snippets.flatMap(numbersOf)).toHaveLength(extent);
      }),
    );
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Anchor } from '../../../src/core/findings/finding.ts';
import { applySuggestion, proveSuggestion } from '../../../src/core/findings/suggestion.ts';
import { fileText } from '../diff/generate.ts';
import { finding } from './generate.ts';

const HEAD = `function total(list) {
  const sum = add(list);
  return sum;
}

call({
  a: 1,
});
`;

function anchor(line: number, startLine: number | null = null, side: 'LEFT' | 'RIGHT' = 'RIGHT') {
  return { kind: 'line', path: 'src/a.ts', side, line, startLine } as const;
}

type Offer = {
  readonly quote: string;
  readonly suggestion: string | null;
  readonly at: Anchor;
  readonly head?: string | null;
};

function prove({ quote, suggestion, at, head = HEAD }: Offer) {
  return proveSuggestion(finding({ quote, suggestion }), at, head);
}

const SUM = '  const sum = add(list);';

describe('a suggestion is proved', () => {
  it.each([
    ['one line', SUM, '  const sum = add(list ?? []);', anchor(2), '  const sum = add(list ?? []);'],
    ['a deletion', SUM, '', anchor(2), ''],
    [
      'more lines than before',
      SUM,
      '  check(list);\n  const sum = add(list);',
      anchor(2),
      '  check(list);\n  const sum = add(list);',
    ],
    ['a closing line break', SUM, '  const sum = 0;\n', anchor(2), '  const sum = 0;'],
    ['CRLF', SUM, '  const sum = 0;\r\n', anchor(2), '  const sum = 0;'],
    [
      'a quote that lost its indentation',
      'const sum = add(list);\nreturn sum;',
      'return add(list);',
      anchor(3, 2),
      '  return add(list);',
    ],
    ['a quote that gained indentation', `    ${SUM}`, '      const sum = 0;', anchor(2), '  const sum = 0;'],
    [
      'a quote with signs, and so the suggestion',
      `+${SUM}`,
      '+  const sum = 0;',
      anchor(2),
      '  const sum = 0;',
    ],
    [
      'a quote with signs, the suggestion without',
      `+${SUM}`,
      '  const sum = 0;',
      anchor(2),
      '  const sum = 0;',
    ],
    ['a quote with numbers', `2| ${SUM}`, '2|   const sum = 0;', anchor(2), '  const sum = 0;'],
    [
      'a spread, which is not a gap',
      '  a: 1,',
      '  ...defaults,\n  a: 1,',
      anchor(7),
      '  ...defaults,\n  a: 1,',
    ],
    [
      'brackets in strings',
      SUM,
      '  const sum = add(\'(\', "{");',
      anchor(2),
      '  const sum = add(\'(\', "{");',
    ],
    [
      'an apostrophe',
      SUM,
      "  const sum = add(list); // don't",
      anchor(2),
      "  const sum = add(list); // don't",
    ],
  ])('%s', (_what, quote, suggestion, at, text) => {
    expect(prove({ quote, suggestion, at })).toEqual({ kind: 'proved', text });
  });
});

describe('a suggestion stays prose', () => {
  const summary: Anchor = { kind: 'summary', path: 'src/a.ts', line: 2, reason: 'x' };
  it.each([
    ['in the summary', SUM, 'x', summary, 'the quoted lines are not one place of the diff'],
    ['on removed lines', SUM, 'x', anchor(2, null, 'LEFT'), 'removed lines cannot be replaced'],
    ['on lines the file does not have', SUM, 'x', anchor(40), 'the file has no such lines'],
    [
      'when the comment stands on a part of the quote',
      `${SUM}\n  return sum;`,
      'x',
      anchor(2),
      'the comment does not stand on exactly the quoted lines',
    ],
    ['when nothing changes', SUM, SUM, anchor(2), 'it changes nothing'],
    ['when only trailing blanks change', SUM, `${SUM}  `, anchor(2), 'it changes nothing'],
    [
      'when it repeats the line before',
      SUM,
      'function total(list) {\n  const sum = 0;',
      anchor(2),
      'it repeats the line before the replaced ones',
    ],
    [
      'when it repeats the line after',
      SUM,
      '  const sum = 0;\n  return sum;',
      anchor(2),
      'it repeats the line after the replaced ones',
    ],
    [
      'when brackets do not add up',
      SUM,
      '  if (list) {',
      anchor(2),
      'it opens or closes other brackets than the lines it replaces',
    ],
    ['when code is left out', SUM, '  const sum = 0;\n  ...', anchor(2), 'it leaves code out'],
    [
      'when a comment stands for code',
      SUM,
      '  const sum = 0;\n  // ... rest of the function',
      anchor(2),
      'it leaves code out',
    ],
    [
      'when it is a diff',
      SUM,
      '-  const sum = add(list);\n+  const sum = 0;',
      anchor(2),
      'it is written as a diff',
    ],
    ['when it has line numbers', SUM, '2|   const sum = 0;', anchor(2), 'it carries line numbers'],
    [
      'when indentation is lost unevenly',
      'const sum = add(list);\n  return sum;',
      'x',
      anchor(3, 2),
      'its indentation does not tell where it belongs',
    ],
  ])('%s', (_when, quote, suggestion, at, reason) => {
    expect(prove({ quote, suggestion, at })).toEqual({ kind: 'prose', text: suggestion, reason });
  });

  it('when the file was not read', () => {
    expect(prove({ quote: SUM, suggestion: 'x', at: anchor(2), head: null })).toMatchObject({
      reason: 'the text of the file was not read',
    });
  });

  it('and none is none', () => {
    expect(prove({ quote: SUM, suggestion: null, at: anchor(2) })).toEqual({ kind: 'none' });
  });
});

describe('applied to the file', () => {
  it.each([
    ['LF', 'a\nb\nc\n', 'x\ny', 'a\nx\ny\nc\n'],
    ['CRLF is kept', 'a\r\nb\r\nc\r\n', 'x\ny', 'a\r\nx\r\ny\r\nc\r\n'],
    ['a deletion', 'a\nb\nc\n', '', 'a\nc\n'],
    ['no last line break stays so', 'a\nb', 'x', 'a\nx'],
  ])('%s', (_what, head, text, expected) => expect(applySuggestion(head, anchor(2), text)).toBe(expected));

  it('a summary place changes nothing', () => {
    expect(applySuggestion(HEAD, { kind: 'summary', path: 'a', line: 2, reason: '' }, 'x')).toBe(HEAD);
  });

  it('what is proved differs, and only in the range', () => {
    fc.assert(
      fc.property(fileText, fc.nat(), fc.nat(3), fileText, (head, pick, extra, suggestion) => {
        const whole = head.match(/[^\n]*\n|[^\n]+$/g) ?? [];
        const first = (pick % Math.max(1, whole.length)) + 1;
        const last = Math.min(whole.length, first + extra);
        if (last < first) return;
        const at = anchor(last, first === last ? null : first);
        const quote = whole
          .slice(first - 1, last)
          .join('')
          .replace(/\n$/, '');
        const proof = prove({ quote, suggestion, at, head });
        if (proof.kind !== 'proved') return;
        const applied = applySuggestion(head, at, proof.text);
        const before = whole.slice(0, first - 1).join('');
        const after = whole.slice(last).join('');
        expect(applied).not.toBe(head);
        expect(applied.slice(0, before.length)).toBe(before);
        expect(applied.slice(applied.length - after.length)).toBe(after);
        const middle = applied.slice(before.length, applied.length - after.length);
        const isClosed = whole[last - 1]?.endsWith('\n') === true;
        const expected = proof.text === '' || !isClosed ? proof.text : `${proof.text}\n`;
        expect(middle.replaceAll('\r\n', '\n')).toBe(expected);
      }),
      { numRuns: 300 },
    );
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { estimateTokens } from '../../../src/core/budget/tokens.ts';

/** A text that counts how often it is looked at. */
function counted(text: string) {
  let looks = 0;
  return {
    length: text.length,
    charCodeAt: (index: number): number => {
      looks += 1;
      return text.charCodeAt(index);
    },
    looks: (): number => looks,
  };
}

describe('the token estimate', () => {
  it.each<[string, string, number]>([
    ['nothing', '', 0],
    ['a short word', 'of', 2],
    ['a word', 'function', 2],
    ['camel humps', 'getUserNameById', 6],
    ['digits by three', '1234567', 4],
    ['a run of spaces', '        ', 1],
    ['a run of line breaks', '\r\n\r\n', 1],
    ['CJK by the character', '日本語日本語日本語日', 12],
    ['punctuation', '=>', 2],
    ['100 characters of base64', 'aGVsbG8gd29ybGQh'.repeat(7).slice(0, 100), 86],
    ['39 characters are still words', 'a'.repeat(39), 9],
    ['40 characters are opaque', 'a'.repeat(40), 35],
  ])('%s', (_title, text, tokens) => {
    expect(estimateTokens(text)).toBe(tokens);
  });

  it.each<[string, string]>([
    ['100 kB of one letter', 'a'.repeat(100_000)],
    ['base64', 'aGVsbG8gd29ybGQhIQ'.repeat(6_000)],
    ['CJK', '中文字'.repeat(30_000)],
    ['punctuation', '{}()[];'.repeat(15_000)],
    ['runs just short of opaque', `${'a'.repeat(39)} `.repeat(2_500)],
    ['letters and digits by turns, with breaks', `${'a1'.repeat(19)}!`.repeat(2_500)],
    ['marks', '-=_+/'.repeat(20_000)],
    ['digits', '0123456789 '.repeat(9_000)],
    ['emoji', '🦀'.repeat(50_000)],
    ['combining marks', 'e\u0301\u0302'.repeat(30_000)],
    ['half characters', '\ud83d'.repeat(100_000)],
    ['marks with breaks', `${'a-'.repeat(19)} `.repeat(2_500)],
  ])('looks at each character a bounded number of times: %s', (_title, text) => {
    const counting = counted(text);
    const tokens = estimateTokens(counting);
    expect(counting.looks()).toBeLessThanOrEqual(text.length * 45);
    expect(tokens).toBeGreaterThan(text.length / 8);
    expect(tokens).toBe(estimateTokens(text));
  });

  it.each<[string, string, number]>([
    ['spaces', ' '.repeat(100_000), 1_000],
    ['tabs', '\t'.repeat(100_000), 1_000],
    ['line breaks', '\n'.repeat(100_000), 1_000],
    ['one line of minified code', 'a=b;c(d);'.repeat(11_000), 50_000],
  ])('100 kB of %s are not nothing, and ten times as much is ten times the work', (_title, text, least) => {
    const [once, tenfold] = [counted(text), counted(text.repeat(10))];
    expect(estimateTokens(once)).toBeGreaterThan(least);
    estimateTokens(tenfold);
    expect(tenfold.looks()).toBeLessThan(once.looks() * 11);
  });

  it('work grows with length alone, and a whole costs no more than its lines', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 80 }), { maxLength: 20 }), (lines) => {
        const counting = counted(lines.join('\n'));
        const whole = estimateTokens(counting);
        expect(counting.looks()).toBeLessThanOrEqual(counting.length * 45);
        expect(whole).toBeLessThanOrEqual(lines.reduce((sum, line) => sum + estimateTokens(line) + 1, 0));
      }),
    );
  });
});

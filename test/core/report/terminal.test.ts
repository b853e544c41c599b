import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Anchor } from '../../../src/core/findings/finding.ts';
import { renderTerminal } from '../../../src/core/report/terminal.ts';
import {
  columnsOf,
  type Palette,
  type TerminalStyle,
  visible,
  visibleLine,
  wrap,
} from '../../../src/core/report/terminal-text.ts';
import { lineAnchor, placedOf, reviewOf, standingOf } from './sample.ts';

const tagged =
  (name: string) =>
  (text: string): string =>
    `<${name}>${text}</${name}>`;
const TAGS: Palette = {
  bold: tagged('bold'),
  dim: tagged('dim'),
  red: tagged('red'),
  yellow: tagged('yellow'),
  green: tagged('green'),
  cyan: tagged('cyan'),
};
const plain = (text: string): string => text;
const PLAIN: Palette = { bold: plain, dim: plain, red: plain, yellow: plain, green: plain, cyan: plain };
const style = (columns = 80, palette = PLAIN): TerminalStyle => ({ palette, columns });
const PATH = 'src/payments/retry.ts';

describe('text of others', () => {
  it.each([
    ['a colour', '\u001b[31mred', '\\u{1b}[31mred'],
    ['a window title', '\u001b]0;owned\u0007', '\\u{1b}]0;owned\\u{7}'],
    ['the one-byte form', '\u009b2J', '\\u{9b}2J'],
    ['a return to the start of the line', 'ok\rno', 'ok\\u{d}no'],
    ['a return at the end', 'ok\r', 'ok\\u{d}'],
    ['a line ending of Windows', 'a\r\nb', 'a\\u{d}\nb'],
    ['a backspace', 'a\bb', 'a\\u{8}b'],
    ['turned direction', 'a\u202eb', 'a\\u{202e}b'],
    ['nothing special', 'a\tb\nc é 日本', 'a\tb\nc é 日本'],
  ])('%s is shown, not obeyed', (_what, text, shown) => expect(visible(text)).toBe(shown));

  it('stays on its line where it must', () => expect(visibleLine('a\nb\tc')).toBe('a\\nb c'));

  it('never holds a control character but line breaks and tabs', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(visible(text)).not.toMatch(
          /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/,
        );
        expect(visibleLine(text)).not.toMatch(/[\n\t]/);
      }),
    );
  });
});

describe('wrapping', () => {
  it.each([
    ['short text', 'a b', 10, 'a b'],
    ['at spaces', 'aaa bbb ccc', 7, 'aaa bbb\nccc'],
    ['a word that is too long', 'a https://example.com/long b', 8, 'a\nhttps://example.com/long\nb'],
    ['line breaks that are there', 'a\n\nb', 10, 'a\n\nb'],
    ['a list', '- one two three', 9, '- one two\n  three'],
    ['indented code', '    if (a) b', 80, '    if (a) b'],
    ['wide letters, which fill two columns', '一二三四五六', 6, '一二三\n四五六'],
    ['nothing', '', 10, ''],
  ])('%s', (_what, text, width, wrapped) => expect(wrap(text, width)).toBe(wrapped));

  it('loses nothing but spaces, and fills no line beyond its width unless a word does', () => {
    const words = fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 1 });
    fc.assert(
      fc.property(words, fc.integer({ min: 12, max: 60 }), (list, width) => {
        const wrapped = wrap(list.join(' '), width);
        expect(wrapped.split(/\s+/)).toEqual(list);
        for (const line of wrapped.split('\n')) expect(columnsOf(line)).toBeLessThanOrEqual(width);
      }),
    );
  });

  it.each([['a '], [' '], ['一'], ['- '], ['\t']])(
    'takes 400,000 times %j without losing its way',
    (piece) => {
      expect(wrap(piece.repeat(400_000), 80)).not.toContain('undefined');
    },
  );
});

describe('a finding', () => {
  it('stands with its place, its code and what to do', () => {
    const placed = placedOf({
      anchor: lineAnchor(PATH, 11, { startLine: 10 }),
      suggestion: { kind: 'proved', text: 'const once = true;' },
      alsoAt: [lineAnchor('src/other.ts', 4)],
    });
    expect(
      renderTerminal(reviewOf({ placed: [placed] }), style())
        .split('\n\n')
        .slice(0, 4)
        .join('\n\n'),
    ).toBe(
      [
        `1. major · bug  ${PATH}:10-11`,
        '   The retry charges the card twice',
        '   10 + line 10',
        '   11 + line 11',
        '',
        '   A timeout does not say whether the charge went through.',
        '',
        '   Replace these lines with:',
        '     const once = true;',
        '',
        '   Also at src/other.ts:4.',
      ].join('\n'),
    );
  });

  const summary: Anchor = { kind: 'summary', path: PATH, line: 99, reason: 'line 99 is not in the diff' };
  it.each([
    [
      'without a line of its own',
      { anchor: summary },
      `${PATH}:99\n`,
      'Has no line of its own: line 99 is not in the diff.',
    ],
    [
      'on removed code',
      { anchor: lineAnchor(PATH, 10, { side: 'LEFT' as const }) },
      `${PATH}:10 (removed)`,
      'major · bug',
    ],
    [
      'with a fix that is not proved',
      { suggestion: { kind: 'prose' as const, text: 'try', reason: 'x' } },
      'A possible fix, not proved to apply:\n     try',
      '',
    ],
    [
      'whose lines should go',
      { suggestion: { kind: 'proved' as const, text: '' } },
      'Delete these lines.',
      '',
    ],
    ['with an odd path', { path: 'a\u001b[2J\nb.ts' }, 'a\\u{1b}[2J\\nb.ts:12', ''],
  ])('%s', (_what, wish, ...words) => {
    const text = renderTerminal(reviewOf({ placed: [placedOf(wish)] }), style());
    for (const word of words) expect(text).toContain(word);
  });

  it('shows the ends of a long stretch', () => {
    const text = renderTerminal(
      reviewOf({ placed: [placedOf({ anchor: lineAnchor(PATH, 22, { startLine: 10 }) })] }),
      style(),
    );
    expect(text).toContain('   10 + line 10\n');
    expect(text.match(/^ {3}\d+ \+ /gm)?.length).toBeLessThanOrEqual(12);
  });

  it('below min-severity takes one line', () => {
    const placed = [placedOf({ severity: 'nit', title: 'A typo' }), placedOf({ severity: 'blocker' })];
    const text = renderTerminal(reviewOf({ placed }), style());
    expect(text).toMatch(/^1\. blocker · bug/);
    expect(text).toContain(`Below min-severity (minor):\n  - nit · ${PATH}:12: A typo`);
    expect(text).not.toContain('2. ');
  });

  it('is not held back by max-comments, which is about comments on GitHub', () => {
    const placed = ['one', 'two', 'three'].map((title) => placedOf({ title }));
    const text = renderTerminal(reviewOf({ placed, inputs: { 'max-comments': '1' } }), style());
    expect(text.match(/^\d\. /gm)).toEqual(['1. ', '2. ', '3. ']);
  });

  it('that was said before is not told again', () => {
    const plan = { post: [], summary: [], standing: [standingOf()], settled: [] };
    expect(renderTerminal(reviewOf({ plan }), style())).toMatch(
      /^Said before and still open:\n {2}- minor · src\/payments\/log\.ts:7: The log line/,
    );
  });
});

describe('the account', () => {
  it('names verdict, coverage, gaps, rules, what was set aside, and cost', () => {
    const review = reviewOf();
    const text = renderTerminal(
      reviewOf({
        dropped: [
          { finding: placedOf({ title: 'Guessed' }).finding, reason: 'the quote is not in the file' },
        ],
        rejects: [{ pack: 1, index: 2, problem: 'severity is "huge"', title: 'Odd' }],
        scope: {
          ...review.scope,
          excluded: [{ path: 'a.lock', rule: 'lock-file', reason: 'a.lock is a lock file', hunkIds: [] }],
        },
        notes: ['The listing was cut.', 'The listing was cut.'],
      }),
      style(),
    );
    expect(text).toBe(
      [
        'Nothing to post; 1 finding could not be read',
        '2 hunks were read. What could not be read is listed with its reason.',
        'Left out by rules:',
        '  - a.lock is a lock file',
        'Set aside, because it could not be confirmed:',
        '  - Guessed: the quote is not in the file',
        '  - Odd: severity is "huge"',
        'Notes:',
        '  - The listing was cut.',
        'kimi-k2.6: 12,300 tokens read (80 % from cache), 1,450 written (900 of them thinking) · $0.0097 · 42 s',
        '',
      ].join('\n'),
    );
  });

  it('never shows a gap in green', () => {
    const { packs } = reviewOf();
    const failure = { code: 'KIMI_QUOTA', message: 'The account is empty.', remedy: 'Top it up.' } as const;
    const failedPacks = packs.map((account) => ({ ...account, state: 'failed' as const, failure }));
    const text = renderTerminal(reviewOf({ packs: failedPacks }), style(80, TAGS));
    expect(text).toContain('<yellow><bold>Not reviewed: The account is empty</bold></yellow>');
    expect(text).toContain('Top it up.');
    expect(text).toContain(`Not read:\n<yellow>  - ${PATH} @@`);
    expect(text).not.toContain('<green>');
  });

  it('says when a price is unknown, never zero', () => {
    const { cost } = reviewOf();
    const text = renderTerminal(reviewOf({ cost: { ...cost, usd: null, pricesAsOf: null } }), style());
    expect(text).toContain('price unknown for this model');
    expect(text).not.toContain('$');
  });

  it('cuts long lists and says so', () => {
    const rejects = Array.from({ length: 25 }, (_, index) => ({
      pack: 1,
      index,
      problem: 'odd',
      title: `T${index}`,
    }));
    const text = renderTerminal(reviewOf({ rejects }), style());
    expect(text).toContain('- T19: odd\n  - and 5 more\n');
  });

  it('keeps to the width of the window', () => {
    const placed = [placedOf({ title: 'word '.repeat(60).trim(), body: 'word '.repeat(200).trim() })];
    for (const columns of [20, 60, 100, 400]) {
      const longest = Math.max(
        ...renderTerminal(reviewOf({ placed, notes: ['note '.repeat(50).trim()] }), style(columns))
          .split('\n')
          .filter((line) => /word|note/.test(line))
          .map(columnsOf),
      );
      expect(longest).toBeLessThanOrEqual(Math.min(100, Math.max(40, columns)));
    }
  });
});

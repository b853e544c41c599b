import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { legalRange } from '../../../src/core/diff/anchors.ts';
import { parseDiff } from '../../../src/core/diff/parse.ts';
import type { Anchor, Finding } from '../../../src/core/findings/finding.ts';
import { placeFinding } from '../../../src/core/findings/place.ts';
import { applySuggestion } from '../../../src/core/findings/suggestion.ts';
import { diffOf, modified, versions } from '../diff/generate.ts';
import { finding } from './generate.ts';

const numbered = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => `line ${from + index}`);

const { patches } = parseDiff(`diff --git a/src/old.ts b/src/new.ts
similarity index 90%
rename from src/old.ts
rename to src/new.ts
--- a/src/old.ts
+++ b/src/new.ts
@@ -10,6 +10,6 @@
 line 10
-removed one
-removed two
+  added one
+  added two
 line 13
 return;
 line 15
@@ -30,4 +30,5 @@
 line 30
-removed three
+added three
 return;
+added four
 line 33
diff --git a/gone.ts b/gone.ts
deleted file mode 100644
--- a/gone.ts
+++ /dev/null
@@ -1,2 +0,0 @@
-gone one
-gone two
diff --git a/link b/link
new file mode 120000
--- /dev/null
+++ b/link
@@ -0,0 +1 @@
+link target
`);
const diff = diffOf(...patches);
const HEAD = [
  ...numbered(1, 10),
  '  added one',
  '  added two',
  'line 13',
  'return;',
  ...numbered(15, 29),
  'line 30',
  'added three',
  'return;',
  'added four',
  'line 33',
  ...numbered(34, 60),
  'return;',
].join('\n');
const texts = {
  head: new Map([
    ['src/new.ts', HEAD],
    ['lib/util.ts', 'export const util = 1;\n'],
  ]),
  base: new Map<string, string>(),
};
const noTexts = { head: new Map<string, string>(), base: new Map<string, string>() };

function anchorOf(fields: Partial<Finding>, known = texts): Anchor | string {
  const placed = placeFinding(finding({ path: 'src/new.ts', ...fields }), { diff, texts: known });
  return 'anchor' in placed ? placed.anchor : placed.reason;
}

const at = (line: number, startLine: number | null = null, side: 'LEFT' | 'RIGHT' = 'RIGHT') => ({
  kind: 'line',
  path: 'src/new.ts',
  side,
  line,
  startLine,
});
const summary = (line: number | null, reason: string, path = 'src/new.ts') => ({
  kind: 'summary',
  path,
  line,
  reason,
});

describe('the quote decides, the number is a hint', () => {
  it.each([
    ['an added line', { quote: '  added one', claimedLine: 11 }, at(11)],
    ['a wrong number', { quote: '  added one', claimedLine: 33 }, at(11)],
    ['no number', { quote: '  added one', claimedLine: null }, at(11)],
    ['several lines', { quote: '  added one\n  added two\nline 13' }, at(13, 11)],
    ['blank lines and blanks around it', { quote: '\n  added one  \n  added two\r\n\n' }, at(12, 11)],
    ['a repeated line, nearest to 20', { quote: 'return;', claimedLine: 20 }, at(14)],
    ['a repeated line, nearest to 31', { quote: 'return;', claimedLine: 31 }, at(32)],
    ['removed lines', { quote: 'removed one\nremoved two', side: 'LEFT' as const }, at(12, 11, 'LEFT')],
    ['removed lines claimed as new', { quote: 'removed one' }, at(11, null, 'LEFT')],
    ['added lines claimed as old', { quote: 'added three', side: 'LEFT' as const }, at(31)],
    [
      'removed lines with context',
      { quote: 'line 10\nremoved one\nremoved two\nline 13', side: 'LEFT' as const },
      at(12, 11, 'LEFT'),
    ],
    ['context claimed as old', { quote: 'line 13', side: 'LEFT' as const }, at(13)],
    ['the old name', { path: 'src/old.ts', quote: 'added three' }, at(31)],
    ['the end of the name', { path: 'new.ts', quote: 'added three' }, at(31)],
    ['a prefix of the diff', { path: 'b/src/new.ts', quote: 'added three' }, at(31)],
    ['copied numbers', { quote: '   11 +|   added one\n   12 +|   added two\n13 13  | line 13' }, at(13, 11)],
    ['copied numbers of a file', { quote: '11|   added one' }, at(11)],
    [
      'copied signs',
      { quote: '-removed one\n-removed two\n+  added one\n+  added two\n line 13' },
      at(13, 11),
    ],
    [
      'copied signs on the left',
      { quote: '-removed one\n-removed two\n+  added one', side: 'LEFT' as const },
      at(12, 11, 'LEFT'),
    ],
    ['a lost indentation', { quote: 'added one\nadded two' }, at(12, 11)],
  ])('%s', (_what, fields, anchor) => expect(anchorOf(fields)).toEqual(anchor));

  it.each([
    ['a quote that begins above the hunk', { quote: 'line 8\nline 9\nline 10\n  added one' }, at(11, 10)],
    ['a quote that ends below the hunk', { quote: 'line 33\nline 34' }, at(34)],
    [
      'a quote over two hunks, the longer part',
      { quote: HEAD.split('\n').slice(13, 34).join('\n') },
      at(34, 30),
    ],
  ])('%s stands on its longest part within one hunk', (_what, fields, anchor) => {
    expect(anchorOf(fields)).toEqual(anchor);
  });

  it('without the file, a quote may hang over the edge of a hunk', () => {
    expect(anchorOf({ quote: 'line 9\nline 10\n  added one' }, noTexts)).toEqual(at(11, 10));
    expect(anchorOf({ quote: 'x\nline 30' }, noTexts)).toBe('the quoted code does not occur in src/new.ts');
  });

  it('a removed file is commented on by its old lines', () => {
    expect(anchorOf({ path: 'gone.ts', quote: 'gone two' })).toEqual({
      ...at(2, null, 'LEFT'),
      path: 'gone.ts',
    });
  });
});

describe('a finding that cannot stand on a line goes to the summary with the reason', () => {
  it.each([
    [
      'its lines are outside the diff',
      { quote: 'line 40' },
      summary(41, 'line 41 of src/new.ts is not part of the diff'),
    ],
    [
      'quote and number agree outside the diff',
      { quote: 'return;', claimedLine: 62 },
      summary(62, 'line 62 of src/new.ts is not part of the diff'),
    ],
    ['it quotes nothing', { quote: ' \n', claimedLine: 11 }, summary(null, 'no code was quoted')],
    [
      'it could be anywhere',
      { quote: 'return;' },
      summary(null, 'the quoted code occurs 2 times in src/new.ts and no line was named'),
    ],
    [
      'its file is not in the diff',
      { path: 'lib/util.ts', quote: 'export const util = 1;' },
      summary(1, 'lib/util.ts is not part of the diff', 'lib/util.ts'),
    ],
    [
      'its file is a symlink',
      { path: 'link', quote: 'link target' },
      summary(1, 'link is a symlink, not text', 'link'),
    ],
  ])('%s', (_what, fields, anchor) => expect(anchorOf(fields)).toEqual(anchor));
});

describe('a finding about code that does not exist is dropped with the reason', () => {
  it.each([
    ['the quote occurs nowhere', { quote: 'imagined();' }, 'the quoted code does not occur in src/new.ts'],
    ['the quote is of another file', { quote: 'gone one' }, 'the quoted code does not occur in src/new.ts'],
    [
      'no such file',
      { path: 'src/none.ts', quote: 'x' },
      'src/none.ts is not part of the diff and was not read',
    ],
    [
      'a file that was not read',
      { path: 'b.ts', quote: 'x' },
      'b.ts is not part of the diff and was not read',
    ],
  ])('%s', (_what, fields, reason) => expect(anchorOf(fields)).toBe(reason));
});

it('the placed finding speaks of the file in its own words', () => {
  const placed = placeFinding(finding({ path: 'src/old.ts', quote: '11| added one', side: 'LEFT' }), {
    diff,
    texts,
  });
  expect(placed.finding).toMatchObject({ path: 'src/new.ts', quote: '  added one', side: 'RIGHT' });
});

describe('laws over generated diffs and quotes', () => {
  const quoted = fc.record({
    texts: versions,
    from: fc.nat(50),
    length: fc.integer({ min: 1, max: 12 }),
    ofOld: fc.boolean(),
    side: fc.constantFrom('LEFT' as const, 'RIGHT' as const),
    claimedLine: fc.option(fc.integer({ min: 1, max: 60 })),
    dress: fc.constantFrom('', '+', '-', '  ', '12| '),
    suggestion: fc.option(fc.constantFrom('', 'x', '  }\n', 'a\nb', '-- old', '...')),
    known: fc.boolean(),
  });

  it('a line comment is always legal, shows the quoted code, and its proved suggestion changes only its range', () => {
    fc.assert(
      fc.property(quoted, ({ texts: both, from, length, ofOld, known, dress, ...rest }) => {
        const patch = modified('f.txt', both);
        const generated = diffOf(patch);
        const lines = (ofOld ? both.oldText : both.newText).split('\n');
        const start = from % lines.length;
        const quote = lines
          .slice(start, start + length)
          .map((line) => dress + line)
          .join('\n');
        const read = {
          head: new Map(known ? [['f.txt', both.newText]] : []),
          base: new Map<string, string>(),
        };
        const placed = placeFinding(
          finding({
            path: 'f.txt',
            quote,
            side: rest.side,
            claimedLine: rest.claimedLine,
            suggestion: rest.suggestion,
          }),
          { diff: generated, texts: read },
        );
        if (!('anchor' in placed) || placed.anchor.kind !== 'line') return;
        const { anchor, suggestion } = placed;
        expect(legalRange(generated, anchor)).toEqual({ ok: true });
        const sideText = (anchor.side === 'RIGHT' ? both.newText : both.oldText).split('\n');
        const first = anchor.startLine ?? anchor.line;
        const shown = sideText.slice(first - 1, anchor.line).map((line) => line.trim());
        if (anchor.side === rest.side) expect(quote).toContain(shown.find((line) => line !== '') ?? '');
        if (suggestion.kind !== 'proved') return;
        const applied = applySuggestion(both.newText, anchor, suggestion.text);
        expect(applied).not.toBe(both.newText);
        const whole = both.newText.match(/[^\n]*\n|[^\n]+$/g) ?? [];
        expect(applied.startsWith(whole.slice(0, first - 1).join(''))).toBe(true);
        expect(applied.endsWith(whole.slice(anchor.line).join(''))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('a quote copied from a hunk with its number is never dropped', () => {
    fc.assert(
      fc.property(versions, fc.nat(), (both, pick) => {
        const patch = modified('f.txt', both);
        const lines = patch.hunks
          .flatMap((hunk) => hunk.lines)
          .filter((line) => line.newLine !== null && line.text.trim() !== '');
        const line = lines[pick % Math.max(1, lines.length)];
        if (line === undefined) return;
        const one = finding({ path: 'f.txt', quote: line.text, claimedLine: line.newLine });
        const placed = placeFinding(one, {
          diff: diffOf(patch),
          texts: { head: new Map([['f.txt', both.newText]]), base: new Map() },
        });
        expect('anchor' in placed && placed.anchor).toEqual({
          kind: 'line',
          path: 'f.txt',
          side: 'RIGHT',
          line: line.newLine,
          startLine: null,
        });
      }),
    );
  });
});

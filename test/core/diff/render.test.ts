import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { FilePatch } from '../../../src/core/diff/diff.ts';
import { parseDiff } from '../../../src/core/diff/parse.ts';
import { renderNumbered, renderPatch } from '../../../src/core/diff/render.ts';
import { modified, versions } from './generate.ts';

function whole(patch: FilePatch) {
  return { patch, parts: patch.hunks.map((hunk) => ({ hunk, from: 0, to: hunk.lines.length })) };
}

const RENAMED = `diff --git a/old.ts b/new.ts
old mode 100644
new mode 100755
similarity index 90%
rename from old.ts
rename to new.ts
--- a/old.ts
+++ b/new.ts
@@ -8,3 +8,4 @@ function f() {
 a
-\tb
+\tc
+  d | e
 f
\\ No newline at end of file
`;

describe('a patch for the model', () => {
  it('shows both numbers, the sign and the text letter by letter', () => {
    const [patch] = parseDiff(RENAMED).patches;
    expect(patch && renderPatch(whole(patch))).toBe(
      [
        'file: new.ts',
        'status: renamed',
        'old path: old.ts',
        'mode: 100644 to 100755',
        '',
        'hunk 1 of 1: @@ -8,3 +8,4 @@ function f() {',
        ' 8  8  | a',
        ' 9    -| \tb',
        '    9 +| \tc',
        '   10 +|   d | e',
        '10 11  | f',
        '\\ No newline at end of file',
      ].join('\n'),
    );
  });

  it('tells which part of a hunk a window shows', () => {
    const [patch] = parseDiff(RENAMED).patches;
    const hunk = patch?.hunks[0];
    const text = patch && hunk && renderPatch({ patch, parts: [{ hunk, from: 1, to: 3 }] });
    expect(text).toContain(
      'hunk 1 of 1: @@ -8,3 +8,4 @@ function f() { (lines 2 to 3 of the 5 lines of this hunk)\n 9    -| \tb\n',
    );
    expect(text?.endsWith(' 9 +| \tc')).toBe(true);
  });

  it.each([
    ['CRLF on both sides', 'a\r\nb\r\n', 'a\r\nc\r\n', 'line endings: CRLF'],
    ['LF turned into CRLF', 'a\nb\n', 'a\r\nb\r\n', 'line endings: LF before, CRLF now'],
    ['a new file with CRLF', '', 'a\r\n', 'line endings: CRLF'],
  ])('tells line endings once: %s', (_what, oldText, newText, words) => {
    const text = renderPatch(whole(modified('x', { oldText, newText })));
    expect(text.split('\n')[2]).toBe(words);
    expect(text).not.toContain('\r');
  });

  it('holds every line so that it can be quoted', () => {
    fc.assert(
      fc.property(versions, (texts) => {
        const patch = modified('x', texts);
        const quotable = renderPatch(whole(patch))
          .split('\n')
          .filter((line) => /^[\d ]+ [-+ ]\| /.test(line))
          .map((line) => line.replace(/^[\d ]+ [-+ ]\| /, ''));
        expect(quotable).toEqual(
          patch.hunks.flatMap((hunk) => hunk.lines.map((line) => line.text.replace(/\r$/, ''))),
        );
      }),
    );
  });
});

describe('a file with numbers', () => {
  it.each([
    ['ends with a line break', 'a\n\n  b\n', 9, ' 9| a\n10| \n11|   b'],
    ['ends without one', 'a', 1, '1| a'],
    ['has CRLF', 'a\r\nb\r\n', 1, '1| a\n2| b'],
    ['is empty', '', 1, ''],
  ])('that %s', (_what, text, start, expected) => expect(renderNumbered(text, start)).toBe(expected));

  it('of which only some lines are shown, with a mark where others are missing', () => {
    expect(renderNumbered('a\nb\nc', [9, 10, 120])).toBe('  9| a\n 10| b\n...\n120| c');
  });
});

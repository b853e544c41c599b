import { describe, expect, it } from '@jest/globals';
import { legalRange, sideLines } from '../../../src/core/diff/anchors.ts';
import type { Side } from '../../../src/core/diff/diff.ts';
import { parseDiff } from '../../../src/core/diff/parse.ts';
import { diffOf } from './generate.ts';

const { patches } = parseDiff(`diff --git a/old.ts b/new.ts
similarity index 90%
rename from old.ts
rename to new.ts
--- a/old.ts
+++ b/new.ts
@@ -10,4 +10,4 @@
 ten
-gone
+come
 twelve
 thirteen
@@ -14,2 +14,3 @@
 fourteen
+fifteen
 sixteen
diff --git a/gone.ts b/gone.ts
deleted file mode 100644
--- a/gone.ts
+++ /dev/null
@@ -1,2 +0,0 @@
-one
-two
diff --git a/link b/link
new file mode 120000
--- /dev/null
+++ b/link
@@ -0,0 +1 @@
+target
`);
const diff = diffOf(...patches);

const at = (path: string, side: Side, startLine: number | null, line: number) => ({
  path,
  side,
  startLine,
  line,
});

describe('where GitHub takes a comment', () => {
  it.each([
    ['an added line', at('new.ts', 'RIGHT', null, 11)],
    ['a context line', at('new.ts', 'RIGHT', null, 12)],
    ['a range within a hunk', at('new.ts', 'RIGHT', 10, 13)],
    ['a removed line, by the new name', at('new.ts', 'LEFT', null, 11)],
    ['a removed file', at('gone.ts', 'LEFT', 1, 2)],
  ])('%s', (_what, range) => expect(legalRange(diff, range)).toEqual({ ok: true }));

  it.each([
    ['a line between hunks', at('new.ts', 'RIGHT', null, 17), 'line 17 of new.ts is not part of the diff'],
    [
      'a range over two hunks, though they touch',
      at('new.ts', 'RIGHT', 13, 14),
      'lines 13-14 of new.ts are not within one hunk of the diff',
    ],
    [
      'a context line on the left',
      at('new.ts', 'LEFT', null, 12),
      'line 12 of new.ts is not removed by the diff',
    ],
    [
      'a start that is the end',
      at('new.ts', 'RIGHT', 11, 11),
      'the range must start before line 11, not at line 11',
    ],
    ['the old name of a rename', at('old.ts', 'LEFT', null, 11), 'old.ts is not part of the diff'],
    ['a symlink', at('link', 'RIGHT', null, 1), 'link is a symlink, not text'],
    [
      'a huge range',
      at('new.ts', 'RIGHT', 1, Number.MAX_SAFE_INTEGER),
      'lines 1-9007199254740991 of new.ts are not within one hunk of the diff',
    ],
  ])('but not %s', (_what, range, reason) => expect(legalRange(diff, range)).toEqual({ ok: false, reason }));

  it('numbers the lines of a side', () => {
    const [hunk] = patches[0]?.hunks ?? [];
    expect(hunk && sideLines(hunk, 'LEFT')).toEqual([{ line: 11, text: 'gone' }]);
    expect(hunk && sideLines(hunk, 'RIGHT').map(({ line }) => line)).toEqual([10, 11, 12, 13]);
  });
});

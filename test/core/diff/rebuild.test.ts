import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { FilePatch } from '../../../src/core/diff/diff.ts';
import { rebuildPatch } from '../../../src/core/diff/rebuild.ts';
import { modified, versions } from './generate.ts';
import { outline } from './outline.ts';

/** Applies a patch the slow and obvious way. */
function applied(oldText: string, patch: FilePatch): string {
  const oldLines = oldText.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  const out: string[] = [];
  let next = 0;
  for (const hunk of patch.hunks) {
    const start = hunk.oldLines === 0 ? hunk.oldStart : hunk.oldStart - 1;
    out.push(...oldLines.slice(next, start));
    next = start;
    for (const line of hunk.lines) {
      const written = line.text + (line.endsWithoutNewline ? '' : '\n');
      if (line.kind !== 'added') expect(oldLines[next++]).toBe(written);
      if (line.kind !== 'removed') out.push(written);
    }
  }
  return out.concat(oldLines.slice(next)).join('');
}

const numbered = (count: number, word: string) =>
  Array.from({ length: count }, (_, index) => `${word} ${index}\n`).join('');

describe('a patch rebuilt from two texts', () => {
  it('has three lines of context, and is numbered as git numbers it', () => {
    const oldText = numbered(10, 'line');
    const patch = rebuildPatch(
      { path: 'x', oldPath: 'x', status: 'modified' },
      oldText,
      oldText.replace('line 5\n', ''),
    );
    expect(outline(patch).hunks).toEqual([
      {
        header: '@@ -3,7 +3,6 @@',
        lines: [
          '3 3  line 2',
          '4 4  line 3',
          '5 5  line 4',
          '6 . -line 5',
          '7 6  line 6',
          '8 7  line 7',
          '9 8  line 8',
        ],
      },
    ]);
  });

  it.each([
    ['an added file', '', 'a\nb', '@@ -0,0 +1,2 @@', ['. 1 +a', '. 2 +b [no newline]']],
    ['a removed file', 'a\r\nb\r\n', '', '@@ -1,2 +0,0 @@', ['1 . -a\r', '2 . -b\r']],
    ['a lost last line break', 'a\n', 'a', '@@ -1,1 +1,1 @@', ['1 . -a', '. 1 +a [no newline]']],
    ['a change of line endings', 'a\n', 'a\r\n', '@@ -1,1 +1,1 @@', ['1 . -a', '. 1 +a\r']],
  ])('%s', (_what, oldText, newText, header, lines) => {
    expect(outline(modified('x', { oldText, newText })).hunks).toEqual([{ header, lines }]);
  });

  it('of equal texts has no hunk, and bytes are not text', () => {
    expect(modified('x', { oldText: 'a', newText: 'a' }).hunks).toEqual([]);
    expect(modified('x', { oldText: 'a', newText: 'a\0' })).toMatchObject({ kind: 'binary', hunks: [] });
  });

  it('of texts with very many edits is one hunk between the first and the last change', () => {
    const oldText = `same\n${numbered(30_000, 'old')}same\n`;
    const newText = `same\n${numbered(20_000, 'new')}same\n`;
    const patch = modified('x', { oldText, newText });
    expect(patch).toMatchObject({ additions: 20_000, deletions: 30_000 });
    expect(patch.hunks).toHaveLength(1);
    expect(applied(oldText, patch)).toBe(newText);
  });

  it('turns the old text into the new one, whatever the texts are', () => {
    fc.assert(
      fc.property(versions, (texts) => {
        expect(applied(texts.oldText, modified('x', texts))).toBe(texts.newText);
      }),
    );
  });
});

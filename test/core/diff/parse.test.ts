import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseDiff } from '../../../src/core/diff/parse.ts';
import { hunkHeader } from '../../../src/core/diff/render.ts';
import { modified, versions } from './generate.ts';
import { outline } from './outline.ts';

const FIXTURES = new URL('../../fixtures/diffs/', import.meta.url);
const names = readdirSync(FIXTURES)
  .filter((file) => file.endsWith('.diff'))
  .map((file) => file.slice(0, -'.diff'.length));

function fixture(file: string): string {
  return readFileSync(new URL(file, FIXTURES), 'utf8');
}

const GOOD = 'diff --git a/good.ts b/good.ts\n--- a/good.ts\n+++ b/good.ts\n@@ -1 +1,2 @@ top\n one\n+two\n';
const headers = (path: string) => `diff --git a/${path} b/${path}\n--- a/${path}\n+++ b/${path}\n`;

describe('a diff made by git', () => {
  it.each(names)('%s is read as a person reads it', (name) => {
    const { patches, problems } = parseDiff(fixture(`${name}.diff`));
    expect({ problems, patches: patches.map(outline) }).toEqual(JSON.parse(fixture(`${name}.json`)));
  });

  it('has hunks with ids that are unique and say the path and the place', () => {
    const { patches } = parseDiff(fixture('two-hunks.diff'));
    expect(patches[0]?.hunks.map((hunk) => hunk.id)).toEqual(['src/two.js#1', 'src/two.js#2']);
  });

  it('keeps the words after the second @@', () => {
    expect(parseDiff(GOOD).patches[0]?.hunks[0]?.section).toBe('top');
  });
});

describe('a diff that another tool touched', () => {
  it('may have lost the blank of empty context lines', () => {
    const { patches, problems } = parseDiff(`${headers('x')}@@ -1,3 +1,3 @@\n-a\n+b\n\n c\n`);
    expect(problems).toEqual([]);
    expect(patches[0]?.hunks[0]?.lines[2]).toMatchObject({
      kind: 'context',
      oldLine: 2,
      newLine: 2,
      text: '',
    });
  });

  it('may carry the no-newline marker in another language', () => {
    const { patches, problems } = parseDiff(
      `${headers('x')}@@ -1 +1 @@\n-a\n\\ Kein Zeilenumbruch am Dateiende.\n+b\n`,
    );
    expect(problems).toEqual([]);
    expect(patches[0]).toMatchObject({ additions: 1, deletions: 1 });
    expect(patches[0]?.hunks[0]?.lines[0]?.endsWithoutNewline).toBe(true);
  });

  it('may hold a binary body', () => {
    const binary =
      'diff --git a/i.png b/i.png\nindex 1..2 100644\nGIT binary patch\nliteral 3\nKcmZQz\n\nliteral 0\nHc\n\n';
    const { patches, problems } = parseDiff(binary + GOOD);
    expect(problems).toEqual([]);
    expect(patches.map(({ path, kind }) => [path, kind])).toEqual([
      ['i.png', 'binary'],
      ['good.ts', 'text'],
    ]);
  });
});

describe('a section that cannot be read', () => {
  it.each([
    [
      'a hunk that breaks off',
      `${headers('x')}@@ -1,3 +1,3 @@\n a\n`,
      'x: the hunk @@ -1,3 +1,3 @@ breaks off after 1 lines',
    ],
    [
      'more lines than the header says',
      `${headers('x')}@@ -1 +1 @@\n-a\n-b\n+c\n`,
      'x: the hunk @@ -1 +1 @@ has more lines than it says',
    ],
    [
      'a line after the hunk',
      `${headers('x')}@@ -1 +1 @@\n-a\n+b\n+c\n`,
      'x: line 7 of the diff belongs to no hunk',
    ],
    ['a hunk without lines', `${headers('x')}@@ -1,0 +1,0 @@\n`, 'x: the hunk @@ -1,0 +1,0 @@ has no lines'],
    [
      'a hunk header that is none',
      `${headers('x')}@@ nonsense @@\n+a\n`,
      'x: its header has an unknown line "@@ nonsense @@"',
    ],
    ['no path', 'diff --git nonsense\n@@ -1 +1 @@\n-a\n+b\n', 'nonsense: its header names no path'],
    ['a merge', 'diff --cc x\n@@@ -1,1 -1,1 +1,2 @@@\n++a\n', 'x: it is a combined diff of a merge'],
    [
      'a path twice',
      `${headers('x')}@@ -1 +1 @@\n-a\n+b\n${headers('x')}@@ -5 +5 @@\n-a\n+b\n`,
      'x: it occurs more than once in the diff',
    ],
  ])('%s is named, gives no patch, and spares its neighbours', (_what, section, problem) => {
    const { patches, problems, unread } = parseDiff(section + GOOD);
    expect(problems).toEqual([problem]);
    expect(unread.map(({ path, reason }) => `${path}: ${reason}`)).toEqual([problem]);
    expect(patches.map((patch) => patch.path)).toEqual(['good.ts']);
  });

  it('text before the first file is counted', () => {
    expect(parseDiff(`hello\n${GOOD}`).problems).toEqual([
      '1 lines stand before the first file header of the diff',
    ]);
    expect(parseDiff('no diff at all')).toMatchObject({
      patches: [],
      problems: [expect.stringContaining('1 lines')],
    });
  });
});

describe('laws', () => {
  it('any text is read without an exception, and numbers always agree with headers', () => {
    const fragment = fc.oneof(
      fc.string({ maxLength: 12 }),
      fc.constantFrom(
        'diff --git a/x b/x',
        '--- a/x',
        '+++ b/x',
        '@@ -1,2 +1,2 @@',
        '@@ -0,0 +1 @@',
        ' a',
        '+b',
        '-c',
      ),
      fc.constantFrom(
        'rename from "x',
        'rename to "\\303"',
        'GIT binary patch',
        '\\ No',
        'new file mode 120000',
        '',
      ),
    );
    fc.assert(
      fc.property(fc.array(fragment, { maxLength: 30 }), (fragments) => {
        const { patches } = parseDiff(fragments.join('\n'));
        for (const patch of patches) {
          for (const hunk of patch.hunks) {
            expect(hunk.lines.filter((entry) => entry.kind !== 'added')).toHaveLength(hunk.oldLines);
            expect(hunk.lines.filter((entry) => entry.kind !== 'removed')).toHaveLength(hunk.newLines);
          }
        }
        expect(new Set(patches.map((patch) => patch.path)).size).toBe(patches.length);
      }),
    );
  });

  it('a diff written from patches is read back as these patches, and counts are those of its signs', () => {
    const signs = { added: '+', removed: '-', context: ' ' } as const;
    fc.assert(
      fc.property(fc.array(versions, { maxLength: 3 }), (files) => {
        const patches = files.map((texts, index) => modified(`dir b/f ${index}.txt`, texts));
        const text = patches.flatMap((patch) => [
          headers(patch.path).trimEnd(),
          ...patch.hunks.flatMap((hunk) => [
            hunkHeader(hunk),
            ...hunk.lines.flatMap((entry) => [
              signs[entry.kind] + entry.text,
              ...(entry.endsWithoutNewline ? ['\\ No newline at end of file'] : []),
            ]),
          ]),
        ]);
        const read = parseDiff(`${text.join('\n')}\n`);
        expect(read.problems).toEqual([]);
        expect(read.patches).toEqual(patches);
        for (const patch of read.patches) {
          const all = patch.hunks.flatMap((hunk) => hunk.lines);
          expect(patch.additions).toBe(
            all.filter((entry) => entry.newLine !== null && entry.oldLine === null).length,
          );
          expect(patch.deletions).toBe(
            all.filter((entry) => entry.oldLine !== null && entry.newLine === null).length,
          );
        }
      }),
    );
  });
});

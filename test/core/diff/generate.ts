import fc from 'fast-check';
import type { Diff, FilePatch } from '../../../src/core/diff/diff.ts';
import { rebuildPatch } from '../../../src/core/diff/rebuild.ts';

/** Few different lines, so that they repeat; some that look like the syntax around them. */
const line = fc.oneof(
  fc.constantFrom('a', 'b', '', '}', '  x = 1;', '\tindented', '-- old', '++ new', 'diff --git a/x b/x'),
  fc.constantFrom(
    '@@ -1 +1 @@',
    '\\ No newline at end of file',
    'form\ffeed',
    'u\u2028v',
    'lone\rreturn',
    '12| a',
  ),
  fc.string({ maxLength: 8 }).map((text) => text.replaceAll('\n', '').replaceAll('\0', '')),
);

/** A text file: LF or CRLF, with or without a last line break. */
export const fileText = fc
  .tuple(fc.array(line, { maxLength: 40 }), fc.constantFrom('\n', '\r\n'), fc.boolean())
  .map(([lines, ending, closed]) => lines.join(ending) + (closed && lines.length > 0 ? ending : ''));

/** Two versions of a file, usually close to each other. */
export const versions = fc
  .tuple(fileText, fc.array(fc.tuple(fc.nat(60), line, fc.nat(2)), { maxLength: 5 }), fileText, fc.boolean())
  .map(([oldText, edits, otherText, close]) => {
    if (!close) return { oldText, newText: otherText };
    const lines = oldText.split('\n');
    for (const [at, text, removed] of edits) lines.splice(at % (lines.length + 1), removed, text);
    return { oldText, newText: lines.join('\n') };
  });

export function modified(path: string, texts: { oldText: string; newText: string }): FilePatch {
  return rebuildPatch({ path, oldPath: path, status: 'modified' }, texts.oldText, texts.newText);
}

export function diffOf(...patches: readonly FilePatch[]): Diff {
  return { patches, unread: [], sources: ['media-type'] };
}

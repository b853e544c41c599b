import type { Hunk } from '../diff/diff.ts';
import { redact } from '../prompt/redact.ts';
import { showHidden } from '../prompt/visible.ts';
import type { QuotedFile } from './find-quote.ts';

/**
 * The file as the model saw it: secrets taken out and hidden characters written out, line by line, so that a
 * quote of such a line finds its place. Null when that is how the file stands anyway.
 */
export function asShown({ patch, head, base }: QuotedFile): QuotedFile | null {
  const shown: QuotedFile = {
    patch: patch === null ? null : { ...patch, hunks: patch.hunks.map(shownHunk) },
    head: head === null ? null : shownText(head),
    base: base === null ? null : shownText(base),
  };
  const isSame =
    shown.head === head &&
    shown.base === base &&
    (shown.patch?.hunks ?? []).every((hunk, index) => hunk === patch?.hunks[index]);
  return isSame ? null : shown;
}

function shownHunk(hunk: Hunk): Hunk {
  const text = hunk.lines.map((line) => line.text).join('\n');
  const shown = shownText(text);
  if (shown === text) return hunk;
  const texts = shown.split('\n');
  return { ...hunk, lines: hunk.lines.map((line, index) => ({ ...line, text: texts[index] ?? line.text })) };
}

function shownText(text: string): string {
  return showHidden(redact(text).text).text;
}

import type { Snippet } from './snippet.ts';

/** A range of lines, 1-based, both included. */
export type LineSpan = { readonly startLine: number; readonly line: number };

/** Lines of a text without the empty one after the last line break. */
export function linesOf(text: string): string[] {
  return text === '' ? [] : text.replace(/\n$/, '').split('\n');
}

/** Spans around some lines, `around` lines each way, joined where they meet. */
export function spansAround(centres: readonly LineSpan[], around: number, lineCount: number): LineSpan[] {
  const spans: { startLine: number; line: number }[] = [];
  for (const centre of [...centres].sort((a, b) => a.startLine - b.startLine)) {
    const startLine = Math.max(1, centre.startLine - around);
    const line = Math.min(lineCount, centre.line + around);
    const last = spans.at(-1);
    if (line < startLine) continue;
    if (last !== undefined && startLine <= last.line + 1) last.line = Math.max(last.line, line);
    else spans.push({ startLine, line });
  }
  return spans;
}

/** What a snippet is, without its lines. */
export type SnippetHead = Pick<Snippet, 'path' | 'revision' | 'reason' | 'of'>;

export function wholeSnippet(head: SnippetHead, text: string): Snippet {
  const lines = linesOf(text);
  return { ...head, startLine: 1, line: Math.max(lines.length, 1), text: lines.join('\n') };
}

export function cutSnippet(head: SnippetHead, lines: readonly string[], span: LineSpan): Snippet {
  return { ...head, ...span, text: lines.slice(span.startLine - 1, span.line).join('\n') };
}

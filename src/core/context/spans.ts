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

/**
 * Spans of one file, in order and apart from each other, in as few snippets as are not too long: each has a label,
 * which costs as much as several lines.
 */
export function cutTogether(
  head: SnippetHead,
  lines: readonly string[],
  spans: readonly LineSpan[],
): Snippet[] {
  const groups: LineSpan[][] = [];
  let held = 0;
  for (const span of spans) {
    const extent = span.line - span.startLine + 1;
    const last = groups.at(-1);
    if (last !== undefined && held + extent <= LINES_TOGETHER_MAX) last.push(span);
    else groups.push([span]);
    held = last !== undefined && held + extent <= LINES_TOGETHER_MAX ? held + extent : extent;
  }
  return groups.flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    if (group.length === 1) return [cutSnippet(head, lines, first)];
    const numbers = group.flatMap(({ startLine, line }) =>
      Array.from({ length: line - startLine + 1 }, (_line, index) => startLine + index),
    );
    const text = numbers.map((number) => lines[number - 1] ?? '').join('\n');
    return [{ ...head, startLine: first.startLine, line: numbers.at(-1) ?? first.line, text, numbers }];
  });
}

/** A snippet is taken or left as a whole. */
const LINES_TOGETHER_MAX = 120;

export function cutSnippet(head: SnippetHead, lines: readonly string[], span: LineSpan): Snippet {
  return { ...head, ...span, text: lines.slice(span.startLine - 1, span.line).join('\n') };
}

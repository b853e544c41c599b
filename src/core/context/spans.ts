import { declaredNames, wordsOf } from './names.ts';
import type { Snippet } from './snippet.ts';

/** A range of lines, 1-based, both included. */
export type LineSpan = { readonly startLine: number; readonly line: number };

/** A file of up to this many lines is shown whole: a cut would save little and hide much. */
const WHOLE_FILE_LINES_MAX = 400;
const LINES_AROUND = 20;
const SPANS_PER_FILE_MAX = 12;

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

/** Lines that declare one of the names: where the definition a change uses is. */
export function declarationLines(text: string, names: ReadonlySet<string>): LineSpan[] {
  return linesWhere(text, (line) => declaredNames(line).some((name) => names.has(name)));
}

/** Lines that mention one of the names: where a changed thing is used. */
export function mentionLines(text: string, names: ReadonlySet<string>): LineSpan[] {
  return linesWhere(text, (line) => [...wordsOf(line)].some((word) => names.has(word)));
}

/** What a snippet is, without its lines. */
export type SnippetHead = Pick<Snippet, 'path' | 'revision' | 'reason' | 'of'>;

/** The whole file when it is short, else the spans around `centres`; empty when there is nothing to show. */
export function snippetsOf(head: SnippetHead, text: string, centres: readonly LineSpan[]): Snippet[] {
  const lines = linesOf(text);
  if (lines.length === 0) return [];
  if (lines.length <= WHOLE_FILE_LINES_MAX) return [wholeSnippet(head, text)];
  const spans = spansAround(centres.slice(0, SPANS_PER_FILE_MAX), LINES_AROUND, lines.length);
  return spans.map((span) => cutSnippet(head, lines, span));
}

export function wholeSnippet(head: SnippetHead, text: string): Snippet {
  const lines = linesOf(text);
  return { ...head, startLine: 1, line: Math.max(lines.length, 1), text: lines.join('\n') };
}

export function cutSnippet(head: SnippetHead, lines: readonly string[], span: LineSpan): Snippet {
  return { ...head, ...span, text: lines.slice(span.startLine - 1, span.line).join('\n') };
}

function linesWhere(text: string, holds: (line: string) => boolean): LineSpan[] {
  return linesOf(text).flatMap((line, index) =>
    holds(line) ? [{ startLine: index + 1, line: index + 1 }] : [],
  );
}

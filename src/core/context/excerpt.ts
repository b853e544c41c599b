import type { Definition, Outline } from './outline.ts';
import type { Snippet } from './snippet.ts';
import { cutSnippet, type LineSpan, linesOf, type SnippetHead, spansAround, wholeSnippet } from './spans.ts';

/** A file of up to this many lines is shown whole: a cut would save little and hide much. */
const WHOLE_FILE_LINES_MAX = 90;
/** A longer definition is shown around the lines that matter. */
const WHOLE_DEFINITION_LINES_MAX = 70;
const LINES_AROUND = 12;
const LINES_BETWEEN_MAX = 4;
const SPANS_PER_FILE_MAX = 10;
const HEAD_LINES_MAX = 6;

/**
 * The part of a file that matters: all of a short one, else the definitions around the lines in question, with
 * the signatures of what they stand in. Whole lines only; nothing when no line is in question.
 */
export function excerptOf(
  head: SnippetHead,
  file: { readonly text: string; readonly outline: Outline },
  centres: readonly number[],
): Snippet[] {
  const lines = linesOf(file.text);
  if (lines.length === 0) return [];
  if (lines.length <= WHOLE_FILE_LINES_MAX) return [wholeSnippet(head, file.text)];
  const spans = centres
    .slice(0, SPANS_PER_FILE_MAX)
    .flatMap((line) => spansFor(line, file.outline, lines.length));
  return joined(spans, lines.length).map((span) => cutSnippet(head, lines, span));
}

function spansFor(line: number, outline: Outline, lineCount: number): LineSpan[] {
  const around = outline.definitions.filter((one) => one.startLine <= line && line <= one.line);
  const inner =
    around.findLast((one) => extent(one) <= WHOLE_DEFINITION_LINES_MAX && extent(one) > 1) ?? around.at(-1);
  if (inner === undefined) return spansAround([{ startLine: line, line }], LINES_AROUND, lineCount);
  const outer = around.filter((one) => one !== inner && one.startLine < inner.startLine).map(signatureOf);
  const own = { startLine: leadOf(inner, outline), line: inner.line };
  if (extent(inner) <= WHOLE_DEFINITION_LINES_MAX && extent(inner) > 1) return [...outer, own];
  const [near] = spansAround([{ startLine: line, line }], LINES_AROUND, lineCount);
  return [...outer, signatureOf(inner), ...(near === undefined ? [] : [near])];
}

function extent({ startLine, line }: Definition): number {
  return line - startLine + 1;
}

function signatureOf(one: Definition): LineSpan {
  return { startLine: one.startLine, line: Math.min(one.signatureLine, one.startLine + HEAD_LINES_MAX) };
}

/** With the comment above it, which says what it promises. */
function leadOf(one: Definition, { comments }: Outline): number {
  let start = one.startLine;
  while (start > 1 && comments.has(start - 1) && one.startLine - start < LINES_AROUND) start -= 1;
  return start;
}

function joined(spans: readonly LineSpan[], lineCount: number): LineSpan[] {
  // Spans that nearly meet are one: a gap of a line or two costs more to tell than to show.
  const wide = spansAround(
    spans.map(({ startLine, line }) => ({ startLine, line: Math.min(lineCount, line + LINES_BETWEEN_MAX) })),
    0,
    lineCount,
  );
  return wide.map(({ startLine, line }) => {
    const last = Math.max(
      ...spans.filter((span) => span.startLine >= startLine && span.line <= line).map((span) => span.line),
    );
    return { startLine, line: Math.min(line, last) };
  });
}

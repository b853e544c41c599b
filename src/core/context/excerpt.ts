import type { Definition, Outline } from './outline.ts';
import type { Snippet } from './snippet.ts';
import { cutTogether, type LineSpan, linesOf, type SnippetHead, spansAround, wholeSnippet } from './spans.ts';

/** A file of up to this many lines is shown whole: a cut would save little and hide much. */
const WHOLE_FILE_LINES_MAX = 90;
/** A longer definition is shown around the lines that matter. */
const WHOLE_DEFINITION_LINES_MAX = 70;
const LINES_AROUND = 12;
const LINES_BETWEEN_MAX = 4;
const SPANS_PER_FILE_MAX = 10;
const HEAD_LINES_MAX = 6;
const VALUE_LINES_MAX = 4;
const VALUES_MAX = 4;
const LINES_AROUND_NARROW = 2;
const SPANS_NARROW_MAX = 4;

/**
 * The part of a file that matters: all of a short one, else the definitions around the lines in question, with
 * the signatures of what they stand in. Whole lines only; nothing when no line is in question.
 */
export function excerptOf(head: SnippetHead, file: Text, centres: readonly number[]): Snippet[] {
  const lines = linesOf(file.text);
  if (lines.length === 0) return [];
  if (lines.length <= WHOLE_FILE_LINES_MAX) return [wholeSnippet(head, file.text)];
  const spans = centres
    .slice(0, SPANS_PER_FILE_MAX)
    .flatMap((line) => spansFor(line, file.outline, lines.length));
  const values = valuesUsedIn(spans, file.outline, lines);
  return cutTogether(head, lines, joined([...spans, ...values], lines.length));
}

/** The lines in question alone, with the signature of what they stand in. */
export function narrowExcerptOf(head: SnippetHead, file: Text, centres: readonly number[]): Snippet[] {
  const lines = linesOf(file.text);
  const spans = centres.slice(0, SPANS_NARROW_MAX).flatMap((line) => {
    const inner = file.outline.definitions.findLast((one) => one.startLine <= line && line <= one.line);
    const near = spansAround([{ startLine: line, line }], LINES_AROUND_NARROW, lines.length);
    return inner === undefined ? near : [signatureOf(inner), ...near];
  });
  return cutTogether(head, lines, joined(spans, lines.length));
}

type Text = { readonly text: string; readonly outline: Outline };

/** Short values of the file that the shown lines use: a schema, a limit, a table that a function only names. */
function valuesUsedIn(
  spans: readonly LineSpan[],
  { definitions }: Outline,
  lines: readonly string[],
): LineSpan[] {
  const isShown = ({ startLine, line }: LineSpan) =>
    spans.some((span) => span.startLine <= startLine && line <= span.line);
  const said = new Set(
    spans.flatMap(
      ({ startLine, line }) =>
        lines
          .slice(startLine - 1, line)
          .join('\n')
          .match(/[\w$]+/g) ?? [],
    ),
  );
  const isTop = (one: Definition) =>
    !definitions.some(
      (other) =>
        other !== one &&
        other.kind === 'function' &&
        other.startLine <= one.startLine &&
        one.line <= other.line,
    );
  return definitions
    .filter((one) => one.kind === 'value' && said.has(one.name) && extent(one) <= VALUE_LINES_MAX)
    .filter((one) => !isShown(one) && isTop(one))
    .slice(0, VALUES_MAX)
    .map(({ startLine, line }) => ({ startLine, line }));
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

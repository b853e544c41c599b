import type { Definition } from '../context/outline.ts';
import type { Snippet } from '../context/snippet.ts';
import { cutSnippet, linesOf, spansAround } from '../context/spans.ts';
import type { LeftOut } from './context-pack.ts';
import { snippetTokens } from './measure.ts';
import type { Piece } from './windows.ts';

/** What of a changed file goes with its changes, and what of it does not. */
export type FileShare = {
  readonly snippets: readonly Snippet[];
  readonly tokens: number;
  readonly leftOut: readonly LeftOut[];
};

/** One file must not fill a pack: beyond this share the lines around the changes have to do. */
const WHOLE_FILE_SHARE_MAX = 0.34;
/** Enough for most enclosing functions. */
const LINES_AROUND_HUNK = 60;
/** A longer function is shown around its changes. */
const FUNCTION_LINES_MAX = 300;
const OUTLINE_LINES_MAX = 300;

const NOTHING: FileShare = { snippets: [], tokens: 0, leftOut: [] };

/**
 * The whole file when it fits beside the changes, else the functions around them with an outline of the rest, else
 * nothing: with the reason.
 */
export function fileShare(piece: Piece, file: Snippet | undefined, room: number): FileShare {
  // Every line of an added file is among its changes.
  if (file === undefined || piece.packed.patch.status === 'added') return NOTHING;
  const free = room - piece.tokens;
  const { definitions = [], ...head } = file;
  const wholeTokens = snippetTokens(head);
  if (wholeTokens <= Math.min(free, room * WHOLE_FILE_SHARE_MAX)) {
    return { snippets: [head], tokens: wholeTokens, leftOut: [] };
  }
  const spans = spansOf(piece, head, definitions);
  const outline = outlineOf(head, spans, definitions);
  const parts =
    outline.length > 0 && tokensOf([...spans, ...outline]) <= free ? [...spans, ...outline] : spans;
  const tokens = tokensOf(parts);
  if (tokens <= free) {
    const reason = 'too large to be read whole; the lines around its changes were read';
    return { snippets: parts, tokens, leftOut: [leftOut(head, reason, Math.max(0, wholeTokens - tokens))] };
  }
  return { ...NOTHING, leftOut: [leftOut(head, 'too large to be read beside its changes', wholeTokens)] };
}

function tokensOf(snippets: readonly Snippet[]): number {
  return snippets.reduce((sum, snippet) => sum + snippetTokens(snippet), 0);
}

function spansOf(piece: Piece, file: Snippet, definitions: readonly Definition[]): Snippet[] {
  const lines = linesOf(file.text);
  const centres = piece.packed.parts.flatMap(({ hunk, from, to }) => {
    const numbers = hunk.lines.slice(from, to).flatMap(({ oldLine, newLine }) => {
      const number = file.revision === 'base' ? oldLine : newLine;
      return number === null ? [] : [number];
    });
    const first = numbers[0] ?? Math.max(1, file.revision === 'base' ? hunk.oldStart : hunk.newStart);
    return [{ startLine: first, line: numbers.at(-1) ?? first }];
  });
  const around = spansAround(centres, LINES_AROUND_HUNK, lines.length);
  const whole = definitions.filter(
    ({ startLine, line }) =>
      line - startLine < FUNCTION_LINES_MAX &&
      centres.some((centre) => startLine <= centre.line && centre.startLine <= line),
  );
  return spansAround([...around, ...whole], 0, lines.length).map((span) => cutSnippet(file, lines, span));
}

/** First lines of what the spans do not show, so that the shape of the file can be seen. */
function outlineOf(file: Snippet, spans: readonly Snippet[], definitions: readonly Definition[]): Snippet[] {
  const lines = linesOf(file.text);
  const hidden = definitions
    .map(({ startLine }) => startLine)
    .filter(
      (line) => line <= lines.length && !spans.some((span) => span.startLine <= line && line <= span.line),
    );
  const numbers = [...new Set(hidden)].sort((a, b) => a - b).slice(0, OUTLINE_LINES_MAX);
  const [startLine] = numbers;
  const line = numbers.at(-1);
  if (startLine === undefined || line === undefined) return [];
  const text = numbers.map((number) => lines[number - 1] ?? '').join('\n');
  return [{ ...file, startLine, line, text, numbers }];
}

function leftOut(file: Snippet, reason: string, tokens: number): LeftOut {
  return { path: file.path, reason, why: file.reason, tokens };
}

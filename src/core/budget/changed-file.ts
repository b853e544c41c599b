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

const NOTHING: FileShare = { snippets: [], tokens: 0, leftOut: [] };

/** The whole file when it fits beside the changes, else the lines around them, else nothing: with the reason. */
export function fileShare(piece: Piece, file: Snippet | undefined, room: number): FileShare {
  // Every line of an added file is among its changes.
  if (file === undefined || piece.packed.patch.status === 'added') return NOTHING;
  const free = room - piece.tokens;
  const wholeTokens = snippetTokens(file);
  if (wholeTokens <= Math.min(free, room * WHOLE_FILE_SHARE_MAX)) {
    return { snippets: [file], tokens: wholeTokens, leftOut: [] };
  }
  const spans = spansOf(piece, file);
  const tokens = spans.reduce((sum, span) => sum + snippetTokens(span), 0);
  if (tokens <= free) {
    const reason = `too large to be read whole; the lines around its changes were read`;
    return { snippets: spans, tokens, leftOut: [leftOut(file, reason, Math.max(0, wholeTokens - tokens))] };
  }
  return { ...NOTHING, leftOut: [leftOut(file, 'too large to be read beside its changes', wholeTokens)] };
}

function spansOf(piece: Piece, file: Snippet): Snippet[] {
  const lines = linesOf(file.text);
  const centres = piece.packed.parts.flatMap(({ hunk, from, to }) => {
    const numbers = hunk.lines
      .slice(from, to)
      .flatMap((line) => (line.newLine === null ? [] : [line.newLine]));
    const first = numbers[0] ?? Math.max(1, hunk.newStart);
    return [{ startLine: first, line: numbers.at(-1) ?? first }];
  });
  return spansAround(centres, LINES_AROUND_HUNK, lines.length).map((span) => cutSnippet(file, lines, span));
}

function leftOut(file: Snippet, reason: string, tokens: number): LeftOut {
  return { path: file.path, reason, why: file.reason, tokens };
}

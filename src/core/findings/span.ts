import type { Anchor } from './finding.ts';

/** The lines around and in a range. All keep their endings but `lines`, which are the replaced texts. */
export type Span = {
  readonly before: readonly string[];
  readonly replaced: readonly string[];
  readonly after: readonly string[];
  readonly lines: readonly string[];
};

/** Null when the text has no such lines. */
export function spanOf(headText: string, anchor: Extract<Anchor, { kind: 'line' }>): Span | null {
  const all = headText.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  const first = anchor.startLine ?? anchor.line;
  if (first < 1 || first > anchor.line || anchor.line > all.length) return null;
  const replaced = all.slice(first - 1, anchor.line);
  return {
    before: all.slice(0, first - 1),
    replaced,
    after: all.slice(anchor.line),
    lines: replaced.map((line) => line.replace(/\r?\n$/, '')),
  };
}

import type { FilePatch, Side } from '../diff/diff.ts';
import type { Finding } from './finding.ts';
import { type NumberedLine, occurrences, overhang, type QuoteForm, quoteForms } from './quote.ts';

/** Where a quote stands: lines of one side, as the file has them. */
export type Spot = { readonly side: Side; readonly lines: readonly NumberedLine[]; readonly inHunk: boolean };

/** One file to look in: its patch, and the texts of both sides as far as they were read. */
export type QuotedFile = {
  readonly patch: FilePatch | null;
  readonly head: string | null;
  readonly base: string | null;
};

export type Search =
  | { readonly kind: 'found'; readonly spot: Spot }
  /** The quote fits several places and no line was named to choose one. */
  | { readonly kind: 'ambiguous'; readonly count: number }
  | { readonly kind: 'absent' };

/**
 * The quote decides, the number is a hint. For each form of the quote, the most literal first: the claimed
 * line itself, if the quote stands there; the hunks on the claimed side, nearest occurrence first; the
 * hunks on the other side; the file around the hunks; an edge of a hunk, when the file was not read.
 */
export function findQuote(finding: Finding, file: QuotedFile): Search {
  const other: Side = finding.side === 'RIGHT' ? 'LEFT' : 'RIGHT';
  const forms = { LEFT: quoteForms(finding.quote, 'LEFT'), RIGHT: quoteForms(finding.quote, 'RIGHT') };
  const asked = forms[finding.side];
  for (let tier = 0; tier < Math.max(asked.length, forms[other].length); tier += 1) {
    const search =
      found(atClaimedLine(finding, textSpots(asked[tier], finding.side, file))) ??
      chosen(finding, hunkSpots(asked[tier], finding.side, file)) ??
      chosen(finding, hunkSpots(forms[other][tier], other, file)) ??
      chosen(finding, textSpots(forms.RIGHT[tier], 'RIGHT', file)) ??
      chosen(finding, textSpots(forms.LEFT[tier], 'LEFT', file)) ??
      chosen(finding, edgeSpots(asked[tier], finding.side, file));
    if (search !== null) return search;
  }
  return { kind: 'absent' };
}

function found(spot: Spot | undefined): Search | null {
  return spot === undefined ? null : { kind: 'found', spot };
}

function atClaimedLine({ claimedLine }: Finding, spots: readonly Spot[]): Spot | undefined {
  return spots.find(({ lines }) => lines.some(({ line }) => line === claimedLine));
}

function chosen({ claimedLine }: Finding, spots: readonly Spot[]): Search | null {
  const [first] = spots;
  if (first === undefined) return null;
  if (spots.length === 1) return { kind: 'found', spot: first };
  if (claimedLine === null) return { kind: 'ambiguous', count: spots.length };
  const nearest = spots.reduce((best, spot) =>
    distance(spot, claimedLine) < distance(best, claimedLine) ? spot : best,
  );
  return { kind: 'found', spot: nearest };
}

function distance({ lines }: Spot, line: number): number {
  const first = lines[0]?.line ?? 0;
  const last = lines.at(-1)?.line ?? 0;
  return Math.max(first - line, line - last, 0);
}

function hunkSpots(form: QuoteForm | undefined, side: Side, { patch }: QuotedFile): Spot[] {
  return hunkLines(patch, side).flatMap((lines) => spotsIn(form, lines, { side, inHunk: true }));
}

function textSpots(form: QuoteForm | undefined, side: Side, file: QuotedFile): Spot[] {
  const text = side === 'RIGHT' ? file.head : file.base;
  if (text === null) return [];
  const lines = text.split('\n').map((line, index) => ({ line: index + 1, text: line }));
  return spotsIn(form, lines, { side, inHunk: false });
}

function edgeSpots(form: QuoteForm | undefined, side: Side, file: QuotedFile): Spot[] {
  if (form === undefined || (side === 'RIGHT' ? file.head : file.base) !== null) return [];
  return hunkLines(file.patch, side).flatMap((lines) => {
    const part = overhang(form, lines);
    return part === null ? [] : [{ side, lines: lines.slice(part.from, part.to), inHunk: true }];
  });
}

function spotsIn(
  form: QuoteForm | undefined,
  lines: readonly NumberedLine[],
  at: Pick<Spot, 'side' | 'inHunk'>,
): Spot[] {
  if (form === undefined) return [];
  return occurrences(form, lines).map((start) => ({
    ...at,
    lines: lines.slice(start, start + form.lines.length),
  }));
}

/** Per hunk every line of a side, context included: wider than what may carry a comment on the LEFT. */
function hunkLines(patch: FilePatch | null, side: Side): NumberedLine[][] {
  return (patch?.hunks ?? []).map((hunk) =>
    hunk.lines.flatMap(({ oldLine, newLine, text }) => {
      const line = side === 'RIGHT' ? newLine : oldLine;
      return line === null ? [] : [{ line, text }];
    }),
  );
}

import { legalRange, sideLines } from '../diff/anchors.ts';
import type { Diff, FilePatch, Hunk, Side } from '../diff/diff.ts';
import { findQuote, type QuotedFile, type Search, type Spot } from './find-quote.ts';
import type { Anchor, DroppedFinding, Finding, PlacedFinding, Suggestion } from './finding.ts';
import { fingerprintOf } from './fingerprint.ts';
import { resolvePath } from './resolve-path.ts';
import { asShown } from './shown-code.ts';
import { proveSuggestion } from './suggestion.ts';

/** Files that were read, by path: changed ones, and those around them. Base texts go by their old path. */
export type CodeTexts = {
  readonly head: ReadonlyMap<string, string>;
  readonly base: ReadonlyMap<string, string>;
};

/**
 * Puts a finding where its quote stands. A quote that occurs nowhere drops the finding, because the claim
 * is then about code that does not exist. A quote outside the diff, or none, goes to the summary: a line
 * that only the model vouches for is never commented on.
 *
 * Of a quote that reaches over a hunk the longest part within one hunk carries the comment; on the LEFT
 * that part is the longest run of removed lines. The finding given back names path, side and letters of the
 * file instead of what the model wrote.
 */
export function placeFinding(
  finding: Finding,
  code: { diff: Diff; texts: CodeTexts },
): PlacedFinding | DroppedFinding {
  const { diff, texts } = code;
  const resolved = resolvePath(finding.path, diff, texts.head);
  if (resolved === null) {
    return { finding, reason: `${finding.path} is not part of the diff and was not read` };
  }
  const { path, patch } = resolved;
  const own = { ...finding, path };
  if (own.quote.trim() === '') return inSummary(own, null, 'no code was quoted');
  const head = texts.head.get(path) ?? null;
  const base = texts.base.get(patch?.oldPath ?? path) ?? texts.base.get(path) ?? null;
  const { search, asWritten } = searched(own, { patch, head, base });
  if (search.kind === 'absent') return { finding: own, reason: `the quoted code does not occur in ${path}` };
  if (search.kind === 'ambiguous') {
    return inSummary(
      own,
      null,
      `the quoted code occurs ${search.count} times in ${path} and no line was named`,
    );
  }
  const { spot } = search;
  const quote = spot.lines.map(({ text }) => text.replace(/\r$/, '')).join('\n');
  const anchor = anchorOf(spot, { path, patch, diff, claimedLine: own.claimedLine });
  const placed = { ...own, quote, side: anchor.kind === 'line' ? anchor.side : spot.side };
  return {
    finding: placed,
    anchor,
    suggestion: asWritten ? proveSuggestion(own, anchor, head) : unproved(own),
    fingerprint: fingerprintOf(placed),
    alsoAt: [],
  };
}

/** A secret or a hidden character is not quoted as it stands, but as it was shown. */
function searched(finding: Finding, file: QuotedFile): { search: Search; asWritten: boolean } {
  const search = findQuote(finding, file);
  const shown = search.kind === 'absent' ? asShown(file) : null;
  return shown === null
    ? { search, asWritten: true }
    : { search: findQuote(finding, shown), asWritten: false };
}

function unproved({ suggestion }: Finding): Suggestion {
  const reason = 'the model was not shown these lines letter by letter';
  return suggestion === null ? { kind: 'none' } : { kind: 'prose', text: suggestion, reason };
}

function inSummary(finding: Finding, line: number | null, reason: string): PlacedFinding {
  const anchor: Anchor = { kind: 'summary', path: finding.path, line, reason };
  const suggestion = proveSuggestion(finding, anchor, null);
  return { finding, anchor, suggestion, fingerprint: fingerprintOf(finding), alsoAt: [] };
}

type Place = {
  readonly path: string;
  readonly patch: FilePatch | null;
  readonly diff: Diff;
  readonly claimedLine: number | null;
};

type Run = { readonly side: Side; readonly first: number; readonly last: number };

function anchorOf(spot: Spot, place: Place): Anchor {
  const { path, patch, diff } = place;
  const first = spot.lines[0]?.line ?? 0;
  const last = spot.lines.at(-1)?.line ?? first;
  const wanted: Run = { side: spot.side, first, last };
  const runs = (patch?.hunks ?? []).flatMap((hunk) => runsOf(hunk, wanted));
  const best = longest(runs, place.claimedLine) ?? wanted;
  const range = {
    path,
    side: best.side,
    startLine: best.first === best.last ? null : best.first,
    line: best.last,
  };
  const legal = legalRange(diff, range);
  if (legal.ok) return { kind: 'line', ...range };
  // A number of the base would be read as one of the head.
  return { kind: 'summary', path, line: spot.side === 'RIGHT' ? first : null, reason: legal.reason };
}

/** The runs of commentable lines that one hunk has within the wanted lines. */
function runsOf(hunk: Hunk, wanted: Run): Run[] {
  const inside = sideLines(hunk, wanted.side).filter(
    ({ line }) => line >= wanted.first && line <= wanted.last,
  );
  const runs: Run[] = [];
  for (const { line } of inside) {
    const run = runs.at(-1);
    if (run?.last === line - 1) runs.splice(-1, 1, { ...run, last: line });
    else runs.push({ side: wanted.side, first: line, last: line });
  }
  return runs.length > 0 || wanted.side === 'RIGHT' ? runs : contextRun(hunk, wanted);
}

/** Old lines that were kept are commented on by their new numbers: GitHub knows them by no other. */
function contextRun(hunk: Hunk, wanted: Run): Run[] {
  const kept = hunk.lines.flatMap(({ oldLine, newLine }) =>
    oldLine !== null && newLine !== null && oldLine >= wanted.first && oldLine <= wanted.last
      ? [newLine]
      : [],
  );
  const first = kept[0];
  const last = kept.at(-1);
  return first === undefined || last === undefined ? [] : [{ side: 'RIGHT', first, last }];
}

function longest(runs: readonly Run[], claimedLine: number | null): Run | null {
  const holds = (run: Run): number =>
    claimedLine !== null && claimedLine >= run.first && claimedLine <= run.last ? 1 : 0;
  const [best] = [...runs].sort((a, b) => b.last - b.first - (a.last - a.first) || holds(b) - holds(a));
  return best ?? null;
}

import { estimateTokens } from '../budget/tokens.ts';
import type { Neighbour } from './neighbour.ts';
import { compare } from './repository-paths.ts';
import type { Snippet, SnippetReason } from './snippet.ts';

/** A reason, the part of the tokens around the change it may take before others had theirs, and its files. */
type Share = {
  readonly reason: SnippetReason;
  readonly share: number;
  readonly perChangedFile: number;
  /** Whoever breaks is not left out for being one of many: beyond the first helping they are shown narrowly. */
  readonly more?: number;
};

/**
 * The order of the neighbourhood. Whoever is broken by a change comes before what explains it, and both before
 * what only resembles it. Shares overlap: they are ceilings for a first helping, not a division.
 */
const ORDER: readonly Share[] = [
  { reason: 'uses a removed name', share: 0.4, perChangedFile: 10, more: 40 },
  { reason: 'implements a changed type', share: 0.3, perChangedFile: 8, more: 24 },
  { reason: 'imports a changed file', share: 0.35, perChangedFile: 8, more: 32 },
  { reason: 'base of a changed type', share: 0.2, perChangedFile: 3 },
  { reason: 'defines a used name', share: 0.3, perChangedFile: 8 },
  { reason: 'implements a used type', share: 0.15, perChangedFile: 4 },
  { reason: 'defines a used key', share: 0.2, perChangedFile: 4 },
  { reason: 'uses a changed name', share: 0.15, perChangedFile: 5 },
  { reason: 'named by the change', share: 0.15, perChangedFile: 4 },
  { reason: 'sibling of a changed file', share: 0.15, perChangedFile: 3 },
  { reason: 'lists siblings of a changed file', share: 0.1, perChangedFile: 2 },
  { reason: 'uses the same key', share: 0.1, perChangedFile: 3 },
  { reason: 'test of a changed file', share: 0.2, perChangedFile: 3 },
  { reason: 'fixture of a test', share: 0.08, perChangedFile: 2 },
  { reason: 'imported by a changed file', share: 0.1, perChangedFile: 3 },
  { reason: 'mentions a changed name', share: 0.06, perChangedFile: 2 },
  { reason: 'changed together before', share: 0.06, perChangedFile: 2 },
];

/**
 * Neighbours by reason, then worth, one of each manner before a second one; each path once, by its first reason
 * and with the lines of all of them. Those beyond the first helping of their reason come last.
 */
export function inOrder(neighbours: readonly Neighbour[]): Neighbour[] {
  const places = new Map(ORDER.map(({ reason }, place) => [reason, place]));
  const placeOf = ({ reason }: Neighbour) => places.get(reason) ?? ORDER.length;
  const sorted = byManner(
    neighbours.toSorted((a, b) => placeOf(a) - placeOf(b) || b.worth - a.worth || compare(a.path, b.path)),
  );
  const byPath = new Map<string, Neighbour>();
  const taken = new Map<string, number>();
  for (const one of sorted) {
    const known = byPath.get(one.path);
    if (known !== undefined) {
      const centres = [...new Set([...known.centres, ...one.centres])];
      byPath.set(one.path, { ...known, centres, of: [...new Set([...known.of, ...one.of])] });
      continue;
    }
    const { perChangedFile = 1, more = 0 } = ORDER[placeOf(one)] ?? {};
    const key = (of: string) => `${one.reason} ${of}`;
    const before = Math.min(...one.of.map((of) => taken.get(key(of)) ?? 0));
    // One popular file must not crowd out the neighbours of the others.
    if (before >= perChangedFile + more) continue;
    for (const of of one.of) taken.set(key(of), (taken.get(key(of)) ?? 0) + 1);
    byPath.set(one.path, { ...one, of: [...new Set(one.of)], narrow: before >= perChangedFile });
  }
  const all = [...byPath.values()];
  return [...all.filter(({ narrow }) => !narrow), ...all.filter(({ narrow }) => narrow)];
}

/** Among neighbours of one reason and worth: those who say it as nobody before them did come first. */
function byManner(sorted: readonly Neighbour[]): Neighbour[] {
  const turns = new Map<string, number>();
  const placed = sorted.map((one) => {
    const group = `${one.reason} ${one.worth} ${one.of[0] ?? ''}`;
    const key = `${group} ${one.manner ?? ''}`;
    const turn = one.manner === undefined ? 0 : (turns.get(key) ?? 0);
    turns.set(key, turn + 1);
    return { one, turn };
  });
  const groupOf = ({ reason, worth }: Neighbour) => `${reason} ${worth}`;
  const groups = Map.groupBy(placed, ({ one }) => groupOf(one));
  return [...groups.values()].flatMap((group) =>
    group.toSorted((a, b) => a.turn - b.turn).map(({ one }) => one),
  );
}

/**
 * Snippets in the order in which they are to be packed: first what lies within the share of its reason, then
 * the rest in the same order, so that a lone reason may still take all the room there is.
 */
export function withinShares(snippets: readonly Snippet[], contextTokens: number): Snippet[] {
  const shares = new Map(ORDER.map(({ reason, share }) => [reason, share * contextTokens]));
  const used = new Map<SnippetReason, number>();
  const first: Snippet[] = [];
  const rest: Snippet[] = [];
  for (const snippet of snippets) {
    const tokens = (used.get(snippet.reason) ?? 0) + estimateTokens(snippet.text);
    const fits = tokens <= (shares.get(snippet.reason) ?? 0);
    (fits ? first : rest).push(snippet);
    if (fits) used.set(snippet.reason, tokens);
  }
  return [...first, ...rest];
}

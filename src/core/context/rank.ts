import { estimateTokens } from '../budget/tokens.ts';
import type { Neighbour } from './neighbour.ts';
import { compare } from './repository-paths.ts';
import type { Snippet, SnippetReason } from './snippet.ts';

/** A reason, the part of the tokens around the change it may take before others had theirs, and its files. */
type Share = { readonly reason: SnippetReason; readonly share: number; readonly perChangedFile: number };

/**
 * The order of the neighbourhood. Whoever is broken by a change comes before what explains it, and both before
 * what only resembles it. Shares overlap: they are ceilings for a first helping, not a division.
 */
const ORDER: readonly Share[] = [
  { reason: 'uses a removed name', share: 0.4, perChangedFile: 10 },
  { reason: 'implements a changed type', share: 0.3, perChangedFile: 8 },
  { reason: 'imports a changed file', share: 0.35, perChangedFile: 8 },
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

/** Neighbours by reason, then worth; each path once, by its first reason and with the lines of all of them. */
export function inOrder(neighbours: readonly Neighbour[]): Neighbour[] {
  const places = new Map(ORDER.map(({ reason }, place) => [reason, place]));
  const placeOf = ({ reason }: Neighbour) => places.get(reason) ?? ORDER.length;
  const sorted = neighbours.toSorted(
    (a, b) => placeOf(a) - placeOf(b) || b.worth - a.worth || compare(a.path, b.path),
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
    const most = ORDER[placeOf(one)]?.perChangedFile ?? 1;
    const key = (of: string) => `${one.reason} ${of}`;
    // One popular file must not crowd out the neighbours of the others.
    if (!one.of.some((of) => (taken.get(key(of)) ?? 0) < most)) continue;
    for (const of of one.of) taken.set(key(of), (taken.get(key(of)) ?? 0) + 1);
    byPath.set(one.path, { ...one, of: [...new Set(one.of)] });
  }
  return [...byPath.values()];
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

import type { Snippet } from '../context/snippet.ts';
import type { Scope } from '../scope/scope.ts';
import { type FileShare, fileShare } from './changed-file.ts';
import { clustersOf } from './clusters.ts';
import type { ContextPack, LeftOut, TokenBudget } from './context-pack.ts';
import { snippetTokens } from './measure.ts';
import { type Piece, piecesOf } from './windows.ts';

/**
 * Lays out what is sent: everything in one pack when it fits, else packs of files that belong together. Every
 * scoped line is in exactly one part of one pack. Snippets other than changed files are taken in the order
 * given, most worthy first, until the context share is used; what does not fit is listed with its reason.
 */
export function packContext(material: {
  readonly scope: Scope;
  readonly snippets: readonly Snippet[];
  readonly budget: TokenBudget;
  /** Tokens of the request before any patch or snippet. */
  readonly fixedTokens: number;
}): ContextPack[] {
  const { scope, snippets, budget, fixedTokens } = material;
  const files = new Map(snippets.filter(isChangedFile).map((snippet) => [snippet.path, snippet]));
  const around = snippets.filter((snippet) => !isChangedFile(snippet));
  const room = Math.max(ROOM_TOKENS_MIN, budget.change - fixedTokens + idleTokens(around, budget.context));
  const loads = loadsOf(itemsByCluster({ scope, files, room }), room);
  return loads.map((items, index) => {
    const ordered = items.toSorted((a, b) => a.order - b.order);
    const context = takeContext(eligible(around, ordered, loads.length), budget.context);
    return {
      index: index + 1,
      count: loads.length,
      patches: ordered.map((item) => item.piece.packed),
      snippets: [...context.snippets, ...ordered.flatMap((item) => item.share.snippets)],
      leftOut: [...ordered.flatMap((item) => item.share.leftOut), ...context.leftOut],
      tokens: fixedTokens + context.tokens + ordered.reduce((sum, item) => sum + item.tokens, 0),
    };
  });
}

/** What the code around the change cannot use of its share serves the change: fewer packs, read together. */
function idleTokens(around: readonly Snippet[], contextTokens: number): number {
  const wanted = around.reduce((sum, snippet) => sum + snippetTokens(snippet), 0);
  return Math.max(0, contextTokens - wanted);
}

/** A model whose window the rules alone fill still gets its pieces; its refusal is then told as such. */
const ROOM_TOKENS_MIN = 2_000;

/** A piece of a patch with its file: never apart. */
type Item = {
  readonly piece: Piece;
  readonly share: FileShare;
  readonly tokens: number;
  /** Place in the diff, so that a pack is read in the order of the change. */
  readonly order: number;
};

function itemsByCluster(change: {
  readonly scope: Scope;
  readonly files: ReadonlyMap<string, Snippet>;
  readonly room: number;
}): Item[][] {
  const { scope, files, room } = change;
  const places = new Map(scope.patches.map((patch, order) => [patch.path, { patch, order }]));
  const ties = [...files.values()].map((file) => [file.path, ...file.of]);
  return clustersOf([...places.keys()], ties).map((paths) =>
    paths.flatMap((path) => {
      const place = places.get(path);
      if (place === undefined) return [];
      return piecesOf(place.patch, room).map((piece) => {
        const share = fileShare(piece, files.get(path), room);
        return { piece, share, tokens: piece.tokens + share.tokens, order: place.order };
      });
    }),
  );
}

/** Fills packs in order. A cluster that fits into one pack is not torn apart. */
function loadsOf(clusters: readonly (readonly Item[])[], room: number): Item[][] {
  const loads: Item[][] = [];
  let free = 0;
  const place = (item: Item): void => {
    if (item.tokens > free || loads.length === 0) {
      loads.push([]);
      free = room;
    }
    loads.at(-1)?.push(item);
    free -= item.tokens;
  };
  for (const cluster of clusters) {
    const tokens = cluster.reduce((sum, item) => sum + item.tokens, 0);
    if (tokens > free && tokens <= room) free = 0;
    for (const item of cluster) place(item);
  }
  return loads;
}

function eligible(around: readonly Snippet[], items: readonly Item[], packs: number): readonly Snippet[] {
  if (packs === 1) return around;
  const paths = new Set(items.map((item) => item.piece.packed.patch.path));
  return around.filter((snippet) => snippet.of.some((path) => paths.has(path)));
}

function takeContext(
  ranked: readonly Snippet[],
  room: number,
): { snippets: Snippet[]; leftOut: LeftOut[]; tokens: number } {
  const taken: Snippet[] = [];
  const leftOut: LeftOut[] = [];
  let used = 0;
  for (const snippet of ranked) {
    const tokens = snippetTokens(snippet);
    if (used + tokens <= room) {
      taken.push(snippet);
      used += tokens;
      continue;
    }
    const reason = `the ${room} tokens for code around the change are used by files of higher rank`;
    leftOut.push({ path: snippet.path, reason, why: snippet.reason, tokens });
  }
  return { snippets: taken, leftOut, tokens: used };
}

function isChangedFile(snippet: Snippet): boolean {
  return snippet.reason === 'changed file';
}

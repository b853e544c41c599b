import { KEY_DEFINED, keyWorth } from './candidates.ts';
import { fileKindOf } from './file-kinds.ts';
import type { Neighbour, Surroundings } from './neighbour.ts';
import type { Ask } from './search-plan.ts';
import type { SnippetReason } from './snippet.ts';
import { isTestPath } from './test-files.ts';

/** Places that define a key, path, route, column or setting the change speaks of, and others that use it. */
export function keysAmong({ asks, hits, files, touched }: Surroundings): Neighbour[] {
  const read = new Set(files.map(({ path }) => path));
  const tallies = new Map<string, Tally>();
  const own = new Map(touched.map((one) => [one.patch.path, new Set(one.keys)]));
  const used = new Map(touched.map((one) => [one.patch.path, new Set(one.used)]));
  const gone = new Map(touched.map((one) => [one.patch.path, one.keysLost]));
  const schemas = new Map<string, Found>();
  for (const ask of asks) {
    if (ask.role === 'column')
      tallyColumn(ask, schemasWith(ask.word, hits, schemas), { hits, read, tallies });
    if (ask.role !== 'key') continue;
    const nearness = own.get(ask.of)?.has(ask.name) ? 1 : used.get(ask.of)?.has(ask.name) ? PROPERTY : NEAR;
    const lost = gone.get(ask.of)?.has(ask.name) === true && ask.word === ask.name;
    tally(ask, { nearness, lost }, { hits, read, tallies });
  }
  return [...tallies].flatMap(([path, { worths, lines, of, lost }]) => {
    const best = [...worths.values()].sort((a, b) => b - a).slice(0, KEYS_COUNTED_MAX);
    const worth = best.reduce((sum, one) => sum + one, 0);
    if (worth < WORTH_MIN || (isTestPath(path) && !lost)) return [];
    return [
      { path, reason: reasonFor(path, lost), of: [...of], centres: [...lines].sort((a, b) => a - b), worth },
    ];
  });
}

function reasonFor(path: string, lost: boolean): SnippetReason {
  switch (fileKindOf(path)) {
    case 'settings':
    case 'schema':
      return 'defines a used key';
    case 'prose':
      return 'mentions a changed name';
    case 'code':
      if (!lost) return 'uses the same key';
      return isTestPath(path) ? 'test of a changed file' : 'uses a removed name';
  }
}

type Tally = {
  readonly worths: Map<string, number>;
  readonly lines: Set<number>;
  readonly of: Set<string>;
  /** Whether it speaks of a key that the change took away. */
  lost: boolean;
};

const WORTH = 60;
/** Whoever still speaks of a key that is gone, in whatever way. */
const LOST = 0.8;
const READ = 0.5;
const PROPERTY = 0.7;
const COLUMN = 0.4;
const SCHEMAS_MAX = 8;
const NEAR = 0.5;
const KEYS_COUNTED_MAX = 3;
const WORTH_MIN = 8;
/** A key in more files than this is a word. */
const FILES_MAX = 16;

type Found = readonly (readonly [path: string, lines: readonly { line: number; text: string }[]])[];

/** A word may be asked for hundreds of times and stand in thousands of files: looked through once. */
function schemasWith(word: string, hits: Surroundings['hits'], known: Map<string, Found>): Found {
  const found =
    known.get(word) ?? [...(hits.get(word) ?? [])].filter(([path]) => fileKindOf(path) === 'schema');
  known.set(word, found);
  return found;
}

/** A plain property may be a column: of the schema alone, and where few schemas have it. */
function tallyColumn(ask: Ask, schemas: Found, known: Known): void {
  if (schemas.length > SCHEMAS_MAX) return;
  for (const [path, lines] of schemas) {
    if (!known.read.has(path)) continue;
    const worth = (WORTH * COLUMN) / Math.sqrt(schemas.length);
    enter(known.tallies, { ask, path, worth, lost: false, lines: lines.map(({ line }) => line) });
  }
}

type Known = {
  readonly hits: Surroundings['hits'];
  readonly read: ReadonlySet<string>;
  readonly tallies: Map<string, Tally>;
};

function tally(
  ask: Ask,
  { nearness, lost }: { readonly nearness: number; readonly lost: boolean },
  known: Known,
): void {
  const all = [...(known.hits.get(ask.word) ?? [])];
  // Of a word that many files hold, those count that define it.
  const defines = (path: string, text: string) => keyWorth(path, text, ask.word) >= KEY_DEFINED;
  const found =
    all.length <= FILES_MAX
      ? all
      : all.filter(([path, lines]) => lines.some(({ text }) => defines(path, text)));
  if (found.length > FILES_MAX) return;
  // A column or a setting changed: whoever says its name reads it.
  const declared = fileKindOf(ask.of) !== 'code' && /[a-z\d]_[a-z\d]|[a-z\d][A-Z]/.test(ask.word);
  for (const [path, lines] of found) {
    if (!known.read.has(path)) continue;
    const shapes = lines.map(({ text, line }) => ({
      line,
      worth: Math.max(keyWorth(path, text, ask.word), lost ? LOST : 0, declared ? READ : 0),
    }));
    const best = Math.max(0, ...shapes.map(({ worth }) => worth));
    if (best === 0) continue;
    const worth = (WORTH * best * nearness) / Math.sqrt(found.length);
    const defining = shapes.filter((shape) => shape.worth > 0).map((shape) => shape.line);
    enter(known.tallies, { ask, path, worth, lost, lines: defining });
  }
}

type Entry = {
  readonly ask: Ask;
  readonly path: string;
  readonly worth: number;
  readonly lost: boolean;
  readonly lines: readonly number[];
};

function enter(tallies: Map<string, Tally>, { ask, path, worth, lost, lines }: Entry): void {
  const one = tallies.get(path) ?? { worths: new Map(), lines: new Set(), of: new Set(), lost: false };
  tallies.set(path, one);
  one.worths.set(ask.name, Math.max(one.worths.get(ask.name) ?? 0, worth));
  for (const line of lines) one.lines.add(line);
  one.of.add(ask.of);
  one.lost ||= lost;
}

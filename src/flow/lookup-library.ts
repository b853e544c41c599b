import {
  answerDefinition,
  answerHistory,
  answerLines,
  answerPlaces,
  nothing,
} from '../core/lookup/answers.ts';
import type { LookupAnswer, LookupCall, LookupRevision } from '../core/lookup/lookup.ts';
import { choosePlaces, definitionPaths, linesUnder, wholeWordLines } from '../core/lookup/places.ts';
import { type Door, doorTo } from '../core/lookup/safe-path.ts';
import { shown } from '../core/lookup/shown.ts';
import type { PullRequest, Sha } from '../core/pull-request.ts';
import type { Repository, Symbols, WordLine } from '../ports.ts';
import { outlined } from './versions.ts';

export type LookupWorld = {
  readonly repository: Repository;
  readonly symbols: Symbols;
  readonly pull: Pick<PullRequest, 'base' | 'head'>;
};

/** The two revisions of a pull request, and the door to each. */
export type Library = {
  readonly world: LookupWorld;
  readonly revision: (side: LookupRevision) => Promise<Sha>;
  readonly door: (side: LookupRevision) => Promise<Door>;
};

/** Listings and the merge base are asked for once, and only when a question needs them. */
export function openLibrary(world: LookupWorld): Library {
  const { repository, pull } = world;
  const once = <Value>(ask: () => Promise<Value>): (() => Promise<Value>) => {
    let known: Promise<Value> | null = null;
    return () => {
      known ??= ask().catch((error: unknown) => {
        known = null;
        throw error;
      });
      return known;
    };
  };
  const revisions = {
    head: async () => pull.head.sha,
    // The old side of the diff is the merge base: its line numbers are the ones the model sees.
    base: once(async () => (await repository.mergeBase(pull.base.sha, pull.head.sha)) ?? pull.base.sha),
  };
  const open = (side: LookupRevision) =>
    once(async () => doorTo(await repository.tree(await revisions[side]())));
  const doors = { head: open('head'), base: open('base') };
  return { world, revision: (side) => revisions[side](), door: (side) => doors[side]() };
}

/** Reads what a question needs, and nothing beyond the door. */
export async function answerCall(call: LookupCall, library: Library): Promise<LookupAnswer> {
  const { repository } = library.world;
  switch (call.tool) {
    case 'read_lines': {
      const file = await fileText(library, call);
      return typeof file === 'string' ? answerLines(call, file) : file.refused;
    }
    case 'line_history': {
      const file = await fileText(library, { ...call, revision: 'head' });
      if (typeof file !== 'string') return file.refused;
      const head = await library.revision('head');
      return answerHistory(call, file, await repository.lineHistory(head, call.path, call.line));
    }
    case 'find_definition': {
      const lines = await linesWith(library, call.name);
      if (lines === null) return nothing(NOT_SEARCHABLE);
      const { paths, unread } = definitionPaths(wholeWordLines(lines, call.name), call.name);
      const files = await outlined(library.world, await headTexts(library, paths));
      const read = [...files].map(([path, file]) => ({ path, ...file }));
      return answerDefinition(call, read, unread + paths.length - read.length);
    }
    case 'find_references': {
      const lines = await linesWith(library, call.name);
      if (lines === null) return nothing(NOT_SEARCHABLE);
      return answerWithPlaces(library, `Uses of ${shown(call.name)}`, wholeWordLines(lines, call.name));
    }
    case 'search': {
      const lines = await linesWith(library, call.text);
      if (lines === null) return nothing(NOT_SEARCHABLE);
      const where = call.under === null ? '' : ` under ${shown(call.under)}`;
      return answerWithPlaces(
        library,
        `Lines with ${shown(call.text)}${where}`,
        linesUnder(lines, call.under),
      );
    }
  }
}

type Place = { readonly tool: string; readonly path: string; readonly revision: LookupRevision };

async function fileText(library: Library, place: Place): Promise<string | { refused: LookupAnswer }> {
  const { tool, path, revision } = place;
  const refusal = (why: string) => ({
    refused: nothing(`${tool}: path is ${shown(path)}. It may not or cannot be read: ${why}.`),
  });
  const problem = (await library.door(revision)).problemWith(path);
  if (problem !== null) return refusal(problem);
  const read = await library.world.repository.read(await library.revision(revision), [path]);
  const file = read.get(path);
  if (file?.kind === 'text') return file.text;
  return refusal(file === undefined ? 'it was not read' : shown(file.reason));
}

async function linesWith(library: Library, word: string): Promise<readonly WordLine[] | null> {
  return library.world.repository.lines(await library.revision('head'), [word]);
}

async function answerWithPlaces(
  library: Library,
  what: string,
  lines: readonly WordLine[],
): Promise<LookupAnswer> {
  const places = choosePlaces(lines);
  const paths = places.files.map(({ path }) => path);
  return answerPlaces(what, places, await headTexts(library, paths));
}

/** Whole texts at the head, of those that come through the door and can be read. */
async function headTexts(library: Library, paths: readonly string[]): Promise<Map<string, string>> {
  if (paths.length === 0) return new Map();
  const door = await library.door('head');
  const open = paths.filter((path) => door.problemWith(path) === null);
  const read = await library.world.repository.read(await library.revision('head'), open);
  const texts = open.map((path) => [path, read.get(path)] as const);
  return new Map(texts.flatMap(([path, file]) => (file?.kind === 'text' ? [[path, file.text]] : [])));
}

const NOT_SEARCHABLE =
  'The repository cannot be searched in this run, only read: use read_lines with the path of a file.';

import type { FilePatch } from '../diff/diff.ts';
import { fileKindOf } from './file-kinds.ts';
import { callNames, keysOf, keyWords } from './keys.ts';
import { keysLost, lostPackages, lostPaths, membersLost } from './lost.ts';
import { changedNames, usedNames } from './names.ts';
import { coupledTo, fieldsOf, localUsers, methodsOf, receiversOf } from './relatives.ts';
import { definitionsAround, textOf, type Version } from './version.ts';

/** What a changed file and its change say of the world around them. Names are in order of worth. */
export type Touched = {
  readonly patch: FilePatch;
  /** Defined before the change and not after it. */
  readonly gone: readonly string[];
  /** Defined before and after, with changed lines inside. */
  readonly changed: readonly string[];
  /** Functions of the file that work on the same values as the changed ones: who calls them feels the change. */
  readonly coupled: readonly string[];
  /** Types around or under the changed lines, and what they extend or implement. */
  readonly types: readonly string[];
  readonly bases: readonly string[];
  /** Methods of touched types that only declare: what implementations must have. */
  readonly methods: readonly string[];
  /** Names that changed lines use, and names that stand around them in the same definition. */
  readonly used: readonly string[];
  readonly near: readonly string[];
  /** Keys, paths, routes, columns and settings that changed lines speak of, then those around them. */
  readonly keys: readonly string[];
  readonly keysNear: readonly string[];
  /** Of `keys`, those that the file spoke of before and no longer does. */
  readonly keysLost: ReadonlySet<string>;
  /** Words of the touched definitions: what a sibling has as well. */
  readonly manner: ReadonlySet<string>;
};

export function touchedBy(
  patch: FilePatch,
  versions: { readonly head: Version; readonly old: Version },
): Touched {
  const { head, old } = versions;
  const added = linesTouched(patch, 'added');
  const removed = linesTouched(patch, 'removed');
  const now = definitionsAround(head, added);
  const before = definitionsAround(old, removed);
  const existing = new Set((head?.outline.definitions ?? []).map(({ name }) => name));
  const existed = new Set((old?.outline.definitions ?? []).map(({ name }) => name));
  const inner = [...before.inner, ...now.inner];
  const gone = [
    ...before.all.map(({ name }) => name).filter((name) => !existing.has(name)),
    ...membersLost(patch, head),
  ];
  const changed = inner.map(({ name }) => name).filter((name) => existing.has(name) && existed.has(name));
  const types = [...before.all, ...now.all].filter(({ kind }) => kind === 'type');
  const own = patch.hunks.flatMap(({ lines }) => lines.filter(({ kind }) => kind !== 'context'));
  const ownText = own.map(({ text }) => text).join('\n');
  // As they stand now: lines of the old version mean nothing in the new one.
  const present = (head?.outline.definitions ?? []).filter((one) =>
    inner.some(({ name, kind }) => name === one.name && kind === one.kind),
  );
  const local = localUsers(head, present);
  const aroundText = [
    textOf(head, [...now.functions, ...local]),
    textOf(old, before.functions),
    sections(patch),
  ].join('\n');
  const isCode = fileKindOf(patch.path) === 'code';
  return {
    patch,
    gone: unique(gone),
    // Where nothing could be outlined, what the lines declare has to do.
    changed: unique([...changed, ...(inner.length === 0 && gone.length === 0 ? changedNames(patch) : [])]),
    coupled: coupledTo(head, present, own),
    types: unique([
      ...types.map(({ name }) => name),
      ...receiversOf(head, now.all),
      ...receiversOf(old, before.all),
    ]),
    bases: unique(types.flatMap(({ bases }) => bases)),
    methods: methodsOf(head, types),
    // What the file defines itself is found nowhere else.
    used: isCode ? usedNames(ownText).filter((name) => !existing.has(name)) : [],
    near: isCode ? usedNames(aroundText).filter((name) => !existing.has(name)) : [],
    keys: unique([
      ...lostPaths(patch),
      ...lostPackages(patch),
      ...keysOf(ownText),
      ...(isCode ? callNames(types.map(({ name }) => name)) : keyWords(ownText)),
    ]),
    keysNear: unique([...fieldsOf(head, present), ...keysOf(aroundText)]),
    keysLost: keysLost(patch, own, head),
    manner: new Set(usedNames(`${ownText}\n${aroundText}`)),
  };
}

/** Lines of the right side for added ones, of the left side for removed ones. */
function linesTouched(patch: FilePatch, kind: 'added' | 'removed'): number[] {
  return patch.hunks.flatMap(({ lines }) =>
    lines.flatMap((line) => {
      const number = kind === 'added' ? line.newLine : line.oldLine;
      return line.kind === kind && number !== null ? [number] : [];
    }),
  );
}

function sections(patch: FilePatch): string {
  const context = patch.hunks.flatMap(({ lines }) => lines.filter(({ kind }) => kind === 'context'));
  return [...patch.hunks.map(({ section }) => section), ...context.map(({ text }) => text)].join('\n');
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)];
}

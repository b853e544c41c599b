import type { DiffLine, FilePatch } from '../diff/diff.ts';
import { fileKindOf } from './file-kinds.ts';
import { callNames, keysOf, keyWords } from './keys.ts';
import { changedNames, isTelling, usedNames, wordsOf } from './names.ts';
import type { Definition, Outline } from './outline.ts';
import { linesOf } from './spans.ts';

/** What a changed file and its change say of the world around them. Names are in order of worth. */
export type Touched = {
  readonly patch: FilePatch;
  /** Defined before the change and not after it. */
  readonly gone: readonly string[];
  /** Defined before and after, with changed lines inside. */
  readonly changed: readonly string[];
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

/** One version of a changed file; null when there is none. */
export type Version = { readonly text: string; readonly outline: Outline } | null;

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
  const local = localUsers(head, inner);
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
    types: unique(types.map(({ name }) => name)),
    bases: unique(types.flatMap(({ bases }) => bases)),
    methods: methodsOf(head, types),
    used: isCode ? usedNames(ownText) : [],
    near: isCode ? usedNames(aroundText) : [],
    keys: unique([
      ...lostPaths(patch),
      ...keysOf(ownText),
      ...(isCode ? callNames(types.map(({ name }) => name)) : keyWords(ownText)),
    ]),
    keysNear: keysOf(aroundText),
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

type Around = {
  readonly all: readonly Definition[];
  /** The innermost of each touched line. */
  readonly inner: readonly Definition[];
  readonly functions: readonly Definition[];
};

function definitionsAround(version: Version, lines: readonly number[]): Around {
  if (version === null || lines.length === 0) return { all: [], inner: [], functions: [] };
  const { definitions, comments } = version.outline;
  const first = (definition: Definition): number => {
    let start = definition.startLine;
    while (comments.has(start - 1)) start -= 1;
    return start;
  };
  const all = new Set<Definition>();
  const inner = new Set<Definition>();
  const starts = new Map(definitions.map((definition) => [definition, first(definition)]));
  for (const line of lines) {
    const around = definitions.filter(
      (definition) => (starts.get(definition) ?? definition.startLine) <= line && line <= definition.line,
    );
    for (const definition of around) all.add(definition);
    const last = around.at(-1);
    if (last !== undefined) inner.add(last);
    // A method's callers matter, not those of a function inside it.
    const outer = around.find(({ kind }) => kind === 'function');
    if (outer !== undefined) inner.add(outer);
    // Nobody writes the name of a constructor or of `equals`: who uses the type calls them.
    const holder = around.findLast(({ kind }) => kind === 'type');
    if (outer !== undefined && holder !== undefined && isCalledUnnamed(outer.name)) inner.add(holder);
  }
  return { all: [...all], inner: [...inner], functions: [...inner].filter(({ kind }) => kind !== 'value') };
}

/** Fields, keys and cases that removed lines declare and no line of the file still speaks of. */
function membersLost(patch: FilePatch, head: Version): string[] {
  const left = wordsOf(head?.text ?? '');
  return patch.hunks.flatMap(({ lines }) =>
    lines.flatMap(({ kind, text }) => {
      const name = kind === 'removed' ? MEMBER.exec(text.slice(0, LINE_CHARACTERS_MAX))?.[1] : undefined;
      return name !== undefined && isTelling(name) && !left.has(name) ? [name] : [];
    }),
  );
}

/** `name: string;`, `"name" => x`, `String name;`, `NAME,`: the start of a line that declares a member. */
const MEMBER =
  /^\s{0,40}(?:[\w<>[\],.?*&]{1,60}\s{1,10}){0,4}\*?["'$:]?([A-Za-z_]\w{2,60})["']?\??\s{0,5}(?:[:=,;[]|=>|$)/;
const LINE_CHARACTERS_MAX = 400;
function isCalledUnnamed(name: string): boolean {
  return !isTelling(name) || /^__\w+__$|^(?:compareTo|Equals|GetHashCode|operator.*|hash|deinit)$/.test(name);
}

const DEFINITION_LINES_MAX = 80;
const METHODS_MAX = 8;
const LOCAL_USERS_MAX = 4;

function textOf(version: Version, definitions: readonly Definition[]): string {
  if (version === null) return '';
  const lines = linesOf(version.text);
  return definitions
    .map(({ startLine, line }) =>
      lines.slice(startLine - 1, Math.min(line, startLine + DEFINITION_LINES_MAX)).join('\n'),
    )
    .join('\n');
}

/** How settings, manifests and pages name a file that is no longer there. */
function lostPaths({ status, oldPath }: FilePatch): string[] {
  if (status !== 'renamed' && status !== 'removed') return [];
  const tail = oldPath.split('/').slice(-2).join('/');
  return tail.includes('/') ? [tail, tail.replace(/\.\w+$/, '')] : [tail];
}

function keysLost(patch: FilePatch, own: readonly DiffLine[], head: Version): ReadonlySet<string> {
  const removed = own.filter(({ kind }) => kind === 'removed').map(({ text }) => text);
  const keys = keysOf(removed.join('\n')).filter((key) => head?.text.includes(key) !== true);
  return new Set([...lostPaths(patch), ...keys]);
}

/** Functions of the same file that use a touched definition: what it means shows there. */
function localUsers(head: Version, touched: readonly Definition[]): Definition[] {
  if (head === null) return [];
  const names = new Set(touched.map(({ name }) => name).filter(isTelling));
  const lines = linesOf(head.text);
  const using = lines.flatMap((line, index) =>
    (line.match(/[\w$]+/g) ?? []).some((word) => names.has(word)) ? [index + 1] : [],
  );
  return head.outline.definitions
    .filter(
      ({ kind, name, startLine, line }) =>
        kind === 'function' && !names.has(name) && using.some((one) => startLine <= one && one <= line),
    )
    .slice(0, LOCAL_USERS_MAX);
}

function sections(patch: FilePatch): string {
  const context = patch.hunks.flatMap(({ lines }) => lines.filter(({ kind }) => kind === 'context'));
  return [...patch.hunks.map(({ section }) => section), ...context.map(({ text }) => text)].join('\n');
}

function methodsOf(head: Version, types: readonly Definition[]): string[] {
  if (head === null) return [];
  const names = types.flatMap((type) =>
    head.outline.definitions
      .filter(
        ({ kind, startLine, line, signatureLine }) =>
          kind === 'function' && startLine >= type.startLine && line <= type.line && signatureLine === line,
      )
      .map(({ name }) => name),
  );
  return unique(names).slice(0, METHODS_MAX);
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)];
}

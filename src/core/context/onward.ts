import { fileKindOf } from './file-kinds.ts';
import { keysOf } from './keys.ts';
import { usedNames } from './names.ts';
import type { Neighbour } from './neighbour.ts';
import type { GatherPlan } from './plan.ts';
import type { ReadFile } from './reading.ts';
import { linesOf } from './spans.ts';
import { isTestPath } from './test-files.ts';
import type { Touched } from './touched.ts';

/** Where to look next: what a neighbour speaks of, and for which changed files it was read. */
export type Onward = { readonly touched: Touched; readonly of: readonly string[] };

/**
 * One step further, from the definitions the change uses: the types in their signatures, and the tables, keys
 * and routes in their bodies. What a repository class stores is written in a migration, not in its caller.
 */
export function onwardFrom(
  neighbours: readonly Neighbour[],
  files: readonly ReadFile[],
  touched: readonly Touched[],
): Onward[] {
  const read = new Map(files.map((file) => [file.path, file]));
  const patches = new Map(touched.map((one) => [one.patch.path, one]));
  const steps = neighbours.filter(
    ({ reason, worth, path }) => STEPS.has(reason) && worth >= WORTH_MIN && fileKindOf(path) !== 'schema',
  );
  return eachInTurn(steps).flatMap((one) => {
    const file = read.get(one.path);
    const [first] = one.of;
    const origin = first === undefined ? undefined : patches.get(first);
    if (file === undefined || origin === undefined) return [];
    const said = isTestPath(one.path)
      ? filesNamed(file)
      : fileKindOf(one.path) === 'settings'
        ? settingsNamed(file, one.centres)
        : wordsOf(file, new Set([...origin.used, ...origin.near]), new Set(one.centres));
    const patch = {
      ...origin.patch,
      path: one.path,
      oldPath: one.path,
      status: 'modified',
      hunks: [],
    } as const;
    return [{ touched: { ...NOTHING, patch, ...said }, of: one.of }];
  });
}

/** Some of each reason: many users must not use up the steps of the definitions. */
function eachInTurn(steps: readonly Neighbour[]): Neighbour[] {
  const byReason = [...Map.groupBy(steps, ({ reason }) => reason).values()];
  return byReason.flatMap((some) => some.slice(0, STEPS_EACH_MAX)).slice(0, STEPS_MAX);
}

/** A step further looks for definitions and keys alone. */
export function onwardPlan(plan: GatherPlan): GatherPlan {
  return { ...plan, siblings: false, tests: false, mentions: false, history: false };
}

/** What the second step found, told as found for the changed files it set out from. */
export function seenFrom(onward: readonly Onward[], neighbours: readonly Neighbour[]): Neighbour[] {
  const origins = new Map(onward.map(({ touched, of }) => [touched.patch.path, of]));
  return neighbours.flatMap((one) => {
    if (!FURTHER.has(one.reason)) return [];
    const of = [...new Set(one.of.flatMap((path) => origins.get(path) ?? []))];
    const reason = one.reason === 'implements a changed type' ? 'implements a used type' : one.reason;
    return [{ ...one, reason, of, worth: one.worth * FURTHER_WORTH }];
  });
}

const FURTHER: ReadonlySet<string> = new Set([
  'defines a used name',
  'defines a used key',
  'named by the change',
  'fixture of a test',
  'implements a changed type',
]);
const FURTHER_WORTH = 0.5;
const STEPS: ReadonlySet<string> = new Set([
  'defines a used name',
  'base of a changed type',
  'defines a used key',
  'imports a changed file',
  'test of a changed file',
]);
const WORTH_MIN = 30;
const STEPS_MAX = 14;
const STEPS_EACH_MAX = 6;
const BODY_LINES_MAX = 60;
const NAMES_MAX = 12;
/** What is only declared here is done elsewhere. */
const INTERFACE = /\b(?:interface|protocol|trait|abstract)\b/;
const IMPORT = /^\s{0,20}(?:import|from|use|using|require|const\b.{1,200}\brequire|\}\s{0,4}from)\b/;

const NOTHING = {
  gone: [],
  changed: [],
  coupled: [],
  types: [],
  bases: [],
  methods: [],
  used: [],
  near: [],
  keys: [],
  keysNear: [],
  keysLost: new Set<string>(),
  manner: new Set<string>(),
} as const;

function wordsOf(file: ReadFile, names: ReadonlySet<string>, centres: ReadonlySet<number>) {
  const lines = linesOf(file.text);
  const shown = file.outline.definitions.filter(
    ({ name, startLine }) => names.has(name) || centres.has(startLine),
  );
  const signatures = shown.map(({ startLine, signatureLine }) =>
    lines.slice(startLine - 1, signatureLine).join('\n'),
  );
  const bodies = shown.map(({ startLine, line }) =>
    lines.slice(startLine - 1, Math.min(line, startLine + BODY_LINES_MAX)).join('\n'),
  );
  const own = new Set(file.outline.definitions.map(({ name }) => name));
  const types = usedNames(signatures.join('\n')).filter((name) => /^[A-Z]/.test(name));
  const imported = new Set(
    lines.filter((line) => IMPORT.test(line)).flatMap((line) => line.match(/\w+/g) ?? []),
  );
  const used = usedNames(bodies.join('\n')).filter((name) => imported.has(name));
  const near = [...new Set([...types, ...used])].filter((name) => !own.has(name));
  const interfaces = shown.filter(
    ({ kind, startLine }) => kind === 'type' && INTERFACE.test(lines[startLine - 1] ?? ''),
  );
  const methods = file.outline.definitions.filter(
    ({ kind, startLine, line }) =>
      kind === 'function' && interfaces.some((one) => one.startLine <= startLine && line <= one.line),
  );
  const declared = { types: interfaces.map(({ name }) => name), methods: methods.map(({ name }) => name) };
  return {
    ...declared,
    near: near.slice(0, NAMES_MAX),
    keysNear: keysOf(bodies.join('\n')).slice(0, NAMES_MAX),
  };
}

/** Settings that a setting takes its value from: `{{ .Values.pollSeconds }}`, `${POLL_SECONDS}`. */
function settingsNamed(file: ReadFile, centres: readonly number[]) {
  const lines = linesOf(file.text);
  const near = centres.flatMap((line) => lines.slice(Math.max(0, line - 1), line + 1));
  const references = near.flatMap((line) => [...line.slice(0, LINE_CHARACTERS_MAX).matchAll(REFERENCE)]);
  const names = references.flatMap(([text]) => text.match(/[A-Za-z][\w-]{3,60}/g) ?? []);
  return { near: [], keysNear: [...new Set(names)].filter((name) => name !== 'Values').slice(0, NAMES_MAX) };
}

const REFERENCE = /\{\{[^{}]{1,120}\}\}|\$\{[^{}]{1,80}\}|\$\([A-Za-z][\w.]{1,60}\)/g;
const LINE_CHARACTERS_MAX = 400;

/** Files a test names in quotes: what it reads. */
function filesNamed(file: ReadFile) {
  const names = keysOf(file.text).filter((key) => /[\w-]\.[a-z]\w{1,5}$/i.test(key));
  return { near: [], keysNear: names.slice(0, NAMES_MAX) };
}

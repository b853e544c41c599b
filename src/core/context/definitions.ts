import { languageOf } from './languages.ts';
import { declaredNames } from './names.ts';
import type { Neighbour, Surroundings } from './neighbour.ts';
import { inOnePackage, type ReadFile } from './reading.ts';
import type { SnippetReason } from './snippet.ts';
import { isTestPath } from './test-files.ts';
import type { Touched } from './touched.ts';

/** Files that define what the changed lines use, and the types that changed types build on. */
export function definitionsAmong(around: Surroundings): Neighbour[] {
  const declaredIn = declarations(around);
  return around.files.flatMap((file) => {
    if (isTestPath(file.path)) return [];
    const found = around.touched.flatMap((touched) => defined(file, touched, { around, declaredIn }) ?? []);
    const [best] = found.toSorted((a, b) => b.worth - a.worth);
    if (best === undefined) return [];
    const centres = [...new Set(found.flatMap((one) => one.centres))].sort((a, b) => a - b);
    return [
      { path: file.path, reason: best.reason, of: found.map((one) => one.of), centres, worth: best.worth },
    ];
  });
}

type Found = {
  readonly reason: SnippetReason;
  readonly of: string;
  readonly centres: readonly number[];
  readonly worth: number;
};

type Known = { readonly around: Surroundings; readonly declaredIn: ReadonlyMap<string, number> };

const BASE = 75;
const USED = 70;
const USED_UNPROVED = 45;
const NEAR = 30;
const NEAR_UNPROVED = 20;
/** Without an import a name is taken for this one only where hardly anybody else defines it. */
const DEFINING_FILES_MAX = 2;
const DEFINITIONS_MAX = 8;
const MORE_DEFINITIONS = 0.5;

function defined(file: ReadFile, touched: Touched, { around, declaredIn }: Known): Found | null {
  const of = touched.patch.path;
  if (languageOf(of) !== file.language) return null;
  const imported = around.imported.get(of);
  const proved = imported?.has(file.path) === true || inOnePackage(file.path, of);
  const sole = (name: string) => (declaredIn.get(name) ?? 0) <= DEFINING_FILES_MAX;
  const matching = (names: readonly string[], mayBeUnproved: (name: string) => boolean) => {
    const wanted = new Set(names);
    return file.outline.definitions.filter(({ name }) => wanted.has(name) && (proved || mayBeUnproved(name)));
  };
  const bases = matching(touched.bases, sole);
  const used = matching(touched.used, sole);
  const near = matching(touched.near, (name) => /^[A-Z]/.test(name) && (declaredIn.get(name) ?? 0) === 1);
  const [first] = [
    { all: bases, reason: 'base of a changed type', worth: BASE } as const,
    { all: used, reason: 'defines a used name', worth: proved ? USED : USED_UNPROVED } as const,
    { all: near, reason: 'defines a used name', worth: proved ? NEAR : NEAR_UNPROVED } as const,
  ].filter(({ all }) => all.length > 0);
  if (first === undefined) return null;
  const shown = first.all === near ? near : [...bases, ...used];
  const centres = shown.slice(0, DEFINITIONS_MAX).map(({ startLine }) => startLine);
  return { reason: first.reason, of, centres, worth: first.worth + shown.length * MORE_DEFINITIONS };
}

/** In how many files each asked name looks declared. */
function declarations({ asks, hits }: Surroundings): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { word, role } of asks) {
    if ((role !== 'used' && role !== 'near' && role !== 'base') || counts.has(word)) continue;
    const files = [...(hits.get(word)?.values() ?? [])];
    counts.set(
      word,
      files.filter((lines) => lines.some(({ text }) => declaredNames(text).includes(word))).length,
    );
  }
  return counts;
}

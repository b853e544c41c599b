import { fileKindOf } from './file-kinds.ts';
import { folderOf, nameOf, stemOf } from './languages.ts';
import type { Neighbour } from './neighbour.ts';
import { nearestFirst, type RepositoryPaths } from './repository-paths.ts';
import type { SnippetReason } from './snippet.ts';
import { isTestPath } from './test-files.ts';
import type { Touched } from './touched.ts';

/** A file is known by its name before it is read; what of a long one is shown is known after that. */
export type Named = Neighbour & { readonly shows?: RegExp };

/** With the lines to show of a long file: those asked for, else the first. */
export function withLines({ shows, ...one }: Named, text: string): Neighbour {
  const lines =
    shows === undefined ? [] : text.split('\n').flatMap((line, at) => (shows.test(line) ? [at + 1] : []));
  return { ...one, centres: lines.length > 0 ? lines.slice(0, LINES_SHOWN_MAX) : [1] };
}

/** Files whose very names the change speaks: a path in quotes, a migration called after a type, a fixture. */
export function namedFiles(touched: readonly Touched[], paths: RepositoryPaths): Named[] {
  const changed = new Set(touched.map(({ patch }) => patch.path));
  const quoted = touched.flatMap((one) => quotedPaths(one, paths));
  const called = calledAfter(touched, paths);
  const declared = touched.flatMap((one) => manifestsOf(one, paths));
  return [...quoted, ...called, ...declared].filter(({ path }) => !changed.has(path));
}

const LINES_SHOWN_MAX = 4;
const QUOTED_PER_FILE_MAX = 6;
const CALLED_PER_TERM_MAX = 4;
const CALLED_MAX = 40;
const TERMS_MAX = 60;
const TERM_CHARACTERS_MIN = 6;
const QUOTED_WORTH = 2;
const FIXTURE_FOLDERS = /(?:^|\/)(?:fixtures?|testdata|__fixtures__|__snapshots__|cassettes|golden)\//;

function quotedPaths(one: Touched, paths: RepositoryPaths): Named[] {
  const { path } = one.patch;
  const found = [...one.keys, ...one.keysNear].flatMap((key) => {
    if (!/[\w-]\.[a-z\d]{1,6}$|\//i.test(key)) return [];
    const tail = key.replace(/^[./]+/, '');
    const exact = (paths.byName.get(nameOf(tail)) ?? []).filter(
      (other) => other === tail || other.endsWith(`/${tail}`),
    );
    return nearestFirst(path, exact).slice(0, 1);
  });
  return [...new Set(found)].slice(0, QUOTED_PER_FILE_MAX).map((other) => ({
    path: other,
    reason: isTestPath(path) || FIXTURE_FOLDERS.test(other) ? 'fixture of a test' : 'named by the change',
    of: [path],
    centres: [],
    worth: QUOTED_WORTH,
  }));
}

/** Schemas, settings and fixtures called after a changed file or type. */
function calledAfter(touched: readonly Touched[], paths: RepositoryPaths): Neighbour[] {
  const terms = new Map<string, string>();
  for (const { patch, types, used, near, keysNear } of touched) {
    const names = [
      stemOf(patch.path),
      ...types,
      ...[...used, ...near].filter((name) => /^[A-Z][a-z]/.test(name)),
      ...keysNear.filter((key) => /^[a-z]+(?:_[a-z]+)+$/.test(key)),
    ];
    for (const name of names.map(bare)) {
      if (name.length >= TERM_CHARACTERS_MIN && terms.size < TERMS_MAX && !terms.has(name))
        terms.set(name, patch.path);
    }
  }
  const counts = new Map<string, number>();
  const found: Neighbour[] = [];
  for (const path of paths.files) {
    const fixture = FIXTURE_FOLDERS.test(path);
    const kind = fileKindOf(path);
    if (!fixture && kind !== 'schema' && !/migrat|schema/i.test(folderOf(path))) continue;
    const own = bare(stemOf(path));
    for (const [term, of] of terms) {
      if (!own.includes(term)) continue;
      const count = (counts.get(term) ?? 0) + 1;
      counts.set(term, count);
      const reason: SnippetReason = fixture ? 'fixture of a test' : 'named by the change';
      if (count <= CALLED_PER_TERM_MAX && found.length < CALLED_MAX)
        found.push({ path, reason, of: [of], centres: [], worth: 1 });
      break;
    }
  }
  return found;
}

/** Where a package, a feature or a permission that added lines ask for has to be declared. */
function manifestsOf({ patch }: Touched, paths: RepositoryPaths): Named[] {
  const added = patch.hunks.flatMap(({ lines }) =>
    lines.flatMap((line) => (line.kind === 'added' ? [line.text] : [])),
  );
  const names = MANIFESTS.filter(({ asks }) =>
    added.some((text) => asks.test(text.slice(0, LINE_CHARACTERS_MAX))),
  );
  return names.flatMap(({ files, shows }) => {
    const all = files.flatMap((name) => paths.byName.get(name) ?? []);
    const above = all.filter((path) =>
      `${patch.path}/`.startsWith(folderOf(path) === '' ? '' : `${folderOf(path)}/`),
    );
    const [nearest] = nearestFirst(patch.path, above.length > 0 ? above : all);
    if (nearest === undefined) return [];
    return [
      {
        path: nearest,
        reason: 'named by the change',
        of: [patch.path],
        centres: [],
        shows,
        worth: 1,
      } as const,
    ];
  });
}

const LINE_CHARACTERS_MAX = 400;

type Manifest = {
  readonly asks: RegExp;
  readonly files: readonly string[];
  /** Lines of a long one that answer what was asked. */
  readonly shows: RegExp;
};

const MANIFESTS: readonly Manifest[] = [
  { asks: /\bfeature\s{0,4}=\s{0,4}"/, files: ['Cargo.toml'], shows: /^\[features\]/ },
  {
    asks: /\b(?:from|import|require\()\s{0,4}['"](?!node:|[.@~#/])[\w-]/,
    files: ['package.json'],
    shows: /^\s{0,8}"(?:\w*[dD]ependencies|exports|imports)"/,
  },
  { asks: /^\s{0,8}(?:\w+\s)?"[\w-]+\.[\w.-]+\/[^"]+"$/, files: ['go.mod'], shows: /^require/ },
  {
    asks: /requestAccess|requestAuthorization|requestPermission|checkSelfPermission|UsageDescription/i,
    files: ['Info.plist', 'AndroidManifest.xml'],
    shows: /UsageDescription|uses-permission/,
  },
];

/** `customernote` for `CustomerNotes` and `customer_note`: a table is named in the plural. */
function bare(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[^a-z]/g, '')
    .replace(/s$/, '');
}

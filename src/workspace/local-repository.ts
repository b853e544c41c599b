import type { Sha } from '../core/pull-request.ts';
import type { FileText, ReadLimits, Repository, TreeEntry } from '../ports.ts';
import { blobSizes, eachBlob } from './blobs.ts';
import type { Git } from './git.ts';
import { historyOf } from './git-history.ts';
import { lineHistoryOf } from './git-line-history.ts';
import { filesWith, linesWith } from './git-search.ts';

/** Git's own names for what a path is. */
const SYMLINK_MODE = '120000';
const SUBMODULE_MODE = '160000';
/** Git looks for a NUL in the first 8,000 bytes to call a file binary; so do we. */
const BINARY_LOOK_BYTES = 8_000;

const DIFF_OPTIONS = [
  '--no-color',
  '--no-ext-diff',
  '--no-textconv',
  '--find-renames',
  '--submodule=short',
  '--unified=3',
  '--src-prefix=a/',
  '--dst-prefix=b/',
];

/** A change of more than this is told by its files and read file by file: nobody wrote such a diff by hand. */
const DIFF_BYTES_MAX = 32_000_000;

type Blob = { readonly mode: string; readonly id: Sha };
type Listing = ReadonlyMap<string, Blob>;

export type LocalRepository = Repository & { has(revision: Sha): Promise<boolean> };

/** Opens the same object store under other limits; a listing read once is kept. */
export type LocalRepositories = { open(limits: ReadLimits): LocalRepository };

/** One file above this is not code that somebody wrote. */
const FILE_BYTES_MAX = 1_000_000;

/**
 * Reads commits out of the object store, never out of the work tree: on `pull_request` the work tree is the
 * merge commit, whose lines are not those of the head.
 */
export function openLocalRepositories(git: Git): LocalRepositories {
  const listings = new Map<Sha, Promise<Listing>>();
  const listing = (revision: Sha) => {
    const known = listings.get(revision) ?? list(git, revision);
    listings.set(revision, known);
    return known;
  };
  const presences = new Map<Sha, Promise<boolean>>();
  // Asked before every read: a process each time would cost more than the reading.
  const has = (revision: Sha) => {
    const known = presences.get(revision) ?? isPresent(git, revision);
    presences.set(revision, known);
    return known;
  };
  return { open: (limits) => localRepository(git, { listing, has }, limits?.fileBytes ?? FILE_BYTES_MAX) };
}

type Known = {
  readonly listing: (revision: Sha) => Promise<Listing>;
  readonly has: (revision: Sha) => Promise<boolean>;
};

function localRepository(git: Git, { listing, has }: Known, fileBytesMax: number): LocalRepository {
  return {
    has,
    tree: async (revision) => ({ entries: await entriesOf(git, revision), complete: true }),
    read: async (revision, paths) => read(git, await listing(revision), { paths, fileBytesMax }),
    search: async (revision, search) => filesWith(git, revision, search),
    lines: async (revision, words) => linesWith(git, revision, { words }),
    history: async (revision, commitsMax) => historyOf(git, revision, commitsMax),
    lineHistory: async (revision, path, line) => lineHistoryOf(git, revision, { path, line }),
    diff: async (base, head, paths) =>
      git.attempt(
        ['diff', ...DIFF_OPTIONS, `${base}...${head}`, '--', ...paths.map((path) => `:(literal)${path}`)],
        { bytesMax: DIFF_BYTES_MAX },
      ),
    mergeBase: async (base, head) => (await git.attempt(['merge-base', base, head]))?.trim() ?? null,
  };
}

async function isPresent(git: Git, revision: Sha): Promise<boolean> {
  return (await git.attempt(['cat-file', '-e', `${revision}^{commit}`])) !== null && !(await isPartial(git));
}

/** A clone without all contents (`--filter=blob:none`) would have to fetch each one: leave it to who can. */
async function isPartial(git: Git): Promise<boolean> {
  return (await git.attempt(['config', '--get-regexp', '^remote\\..*\\.promisor$', 'true'])) !== null;
}

/**
 * Sizes make git look at every object, so only the whole listing of a revision asks for them. A partial clone
 * does not know them all; there the reading of each file decides.
 */
async function entriesOf(git: Git, revision: Sha): Promise<TreeEntry[]> {
  const names = ['-r', '-z', '--full-tree', revision];
  const text = (await git.attempt(['ls-tree', '-l', ...names])) ?? (await git.text(['ls-tree', ...names]));
  return rowsOf(text).map(({ columns: [mode = '', , blob = '', size = ''], path }) => ({
    path,
    mode,
    blob,
    size: Number.parseInt(size, 10) || 0,
  }));
}

async function list(git: Git, revision: Sha): Promise<Listing> {
  const text = await git.text(['ls-tree', '-r', '-z', '--full-tree', revision]);
  return new Map(rowsOf(text).map(({ columns: [mode = '', , id = ''], path }) => [path, { mode, id }]));
}

/** Rows are `mode type id [size]<TAB>path`, ended by NUL. */
function rowsOf(text: string): { columns: string[]; path: string }[] {
  return text
    .split('\0')
    .slice(0, -1)
    .map((row) => {
      const tab = row.indexOf('\t');
      return { columns: row.slice(0, tab).split(/ +/), path: row.slice(tab + 1) };
    });
}

type Wanted = { readonly paths: readonly string[]; readonly fileBytesMax: number };

async function read(git: Git, listing: Listing, wanted: Wanted): Promise<ReadonlyMap<string, FileText>> {
  const texts = new Map<string, FileText>();
  const asked: { readonly path: string; readonly id: Sha }[] = [];
  for (const path of new Set(wanted.paths)) {
    const blob = listing.get(path);
    const refusal = refusalOf(path, blob);
    if (blob === undefined || refusal !== null)
      texts.set(path, { kind: 'unreadable', reason: refusal ?? '', missing: blob === undefined });
    else asked.push({ path, id: blob.id });
  }
  const sizes = await blobSizes(
    git,
    asked.map(({ id }) => id),
  );
  const readable = asked.filter(({ path, id }) => {
    const problem = sizeProblem(path, sizes.get(id), wanted.fileBytesMax);
    if (problem !== null) texts.set(path, { kind: 'unreadable', reason: problem, missing: false });
    return problem === null;
  });
  const blobs = readable.map(({ path, id }) => ({ path, id, size: sizes.get(id) ?? 0 }));
  await eachBlob(git, blobs, ({ path }, body) => texts.set(path, decode(path, body)));
  return texts;
}

function refusalOf(path: string, blob: Blob | undefined): string | null {
  if (blob === undefined) return `${path} does not exist at this revision`;
  if (blob.mode === SUBMODULE_MODE) return `${path} is a submodule`;
  return blob.mode === SYMLINK_MODE ? `${path} is a symbolic link` : null;
}

function sizeProblem(path: string, size: number | undefined, bytesMax: number): string | null {
  if (size === undefined) return `${path} is not in this clone, which is a partial one`;
  return size > bytesMax ? `${path} is larger than ${bytesMax} bytes` : null;
}

function decode(path: string, body: Buffer): FileText {
  if (body.subarray(0, BINARY_LOOK_BYTES).includes(0))
    return { kind: 'unreadable', reason: `${path} is binary`, missing: false };
  return { kind: 'text', text: body.toString('utf8') };
}

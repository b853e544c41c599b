import type { Sha } from '../core/pull-request.ts';
import type { FileText, ReadLimits, Repository, Tree, WordSearch } from '../ports.ts';
import type { Git } from './git.ts';

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

type Blob = { readonly path: string; readonly mode: string; readonly id: string; readonly size: number };

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
  const listings = new Map<Sha, Promise<ReadonlyMap<string, Blob>>>();
  const listing = (revision: Sha) => {
    const known = listings.get(revision) ?? list(git, revision);
    listings.set(revision, known);
    return known;
  };
  return { open: (limits) => localRepository(git, listing, limits?.fileBytes ?? FILE_BYTES_MAX) };
}

type Listing = (revision: Sha) => Promise<ReadonlyMap<string, Blob>>;

function localRepository(git: Git, listing: Listing, fileBytesMax: number): LocalRepository {
  return {
    has: async (revision) => (await git.attempt(['cat-file', '-e', `${revision}^{commit}`])) !== null,
    tree: async (revision): Promise<Tree> => ({
      entries: [...(await listing(revision)).values()].map(({ path, mode, size, id }) => ({
        path,
        mode,
        size,
        blob: id,
      })),
      complete: true,
    }),
    read: async (revision, paths) => read(git, await listing(revision), { paths, fileBytesMax }),
    search: async (revision, search) => grep(git, revision, search),
    diff: async (base, head, paths) =>
      git.attempt([
        'diff',
        ...DIFF_OPTIONS,
        `${base}...${head}`,
        '--',
        ...paths.map((path) => `:(literal)${path}`),
      ]),
    mergeBase: async (base, head) => (await git.attempt(['merge-base', base, head]))?.trim() ?? null,
  };
}

async function list(git: Git, revision: Sha): Promise<ReadonlyMap<string, Blob>> {
  const text = await git.text(['ls-tree', '-r', '-l', '-z', '--full-tree', revision]);
  const blobs = new Map<string, Blob>();
  for (const row of text.split('\0')) {
    const tab = row.indexOf('\t');
    if (tab < 0) continue;
    const [mode = '', , id = '', size = ''] = row.slice(0, tab).split(/ +/);
    const path = row.slice(tab + 1);
    blobs.set(path, { path, mode, id, size: Number.parseInt(size, 10) || 0 });
  }
  return blobs;
}

type Wanted = { readonly paths: readonly string[]; readonly fileBytesMax: number };

async function read(
  git: Git,
  blobs: ReadonlyMap<string, Blob>,
  wanted: Wanted,
): Promise<ReadonlyMap<string, FileText>> {
  const texts = new Map<string, FileText>();
  const asked: Blob[] = [];
  for (const path of new Set(wanted.paths)) {
    const blob = blobs.get(path);
    const refusal = refusalOf(path, blob, wanted.fileBytesMax);
    if (blob === undefined || refusal !== null)
      texts.set(path, { kind: 'unreadable', reason: refusal ?? '', missing: blob === undefined });
    else asked.push(blob);
  }
  if (asked.length === 0) return texts;
  const stream = await git.bytes(['cat-file', '--batch'], asked.map((blob) => `${blob.id}\n`).join(''));
  let offset = 0;
  for (const blob of asked) {
    const bodyStart = stream.indexOf('\n', offset) + 1;
    const body = stream.subarray(bodyStart, bodyStart + blob.size);
    texts.set(blob.path, decode(blob.path, body));
    // Each answer is `<id> <type> <size>\n<body>\n`.
    offset = bodyStart + blob.size + 1;
  }
  return texts;
}

function refusalOf(path: string, blob: Blob | undefined, fileBytesMax: number): string | null {
  if (blob === undefined) return `${path} does not exist at this revision`;
  if (blob.mode === SUBMODULE_MODE) return `${path} is a submodule`;
  if (blob.mode === SYMLINK_MODE) return `${path} is a symbolic link`;
  if (blob.size > fileBytesMax) return `${path} is larger than ${fileBytesMax} bytes`;
  return null;
}

function decode(path: string, body: Buffer): FileText {
  if (body.subarray(0, BINARY_LOOK_BYTES).includes(0))
    return { kind: 'unreadable', reason: `${path} is binary`, missing: false };
  return { kind: 'text', text: body.toString('utf8') };
}

async function grep(git: Git, revision: Sha, search: WordSearch): Promise<readonly string[] | null> {
  if (search.words.length === 0) return [];
  const words = search.words.flatMap((word) => ['-e', word]);
  const found = await git.attempt(['grep', '-l', '-z', '-I', '--fixed-strings', ...words, revision]);
  // git grep exits with 1 when nothing matches; `attempt` cannot tell that from a failure, and both mean none.
  const prefix = `${revision}:`;
  return (found ?? '')
    .split('\0')
    .filter((row) => row.startsWith(prefix))
    .map((row) => row.slice(prefix.length))
    .slice(0, search.filesMax);
}

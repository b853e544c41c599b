import { type Hits, hitsOf, linesOfTexts } from '../core/context/hits.ts';
import { type Facts, namesToSearch, pathsNamed } from '../core/findings/facts.ts';
import type { PlacedFinding } from '../core/findings/finding.ts';
import type { PullRequest } from '../core/pull-request.ts';
import { ReviewError } from '../errors.ts';
import type { Log, Repository, TreeEntry } from '../ports.ts';

export type Archive = {
  readonly repository: Repository;
  readonly pull: PullRequest;
  /** Texts that were read already, by path: what is searched where the repository cannot be. */
  readonly texts: ReadonlyMap<string, string>;
  readonly log: Log;
};

const FILES_READ_MAX = 12;
const FILE_BYTES_MAX = 400_000;

/** Looks up what claims speak of: one search, and one batch of reads. What cannot be had is not there, and no failure. */
export async function findFacts(claims: readonly PlacedFinding[], archive: Archive): Promise<Facts> {
  if (claims.length === 0) return { hits: new Map(), files: new Map() };
  const [hits, files] = await Promise.all([search(claims, archive), readNamed(claims, archive)]);
  return { hits, files };
}

async function search(
  claims: readonly PlacedFinding[],
  { repository, pull, texts, log }: Archive,
): Promise<Hits> {
  const names = namesToSearch(claims);
  if (names.length === 0) return new Map();
  const lines = await orNull(() => repository.lines(pull.head.sha, names), log);
  return hitsOf(lines ?? linesOfTexts(texts), names);
}

async function readNamed(
  claims: readonly PlacedFinding[],
  { repository, pull, texts, log }: Archive,
): Promise<ReadonlyMap<string, string>> {
  const named = pathsNamed(claims).filter((path) => !texts.has(path));
  if (named.length === 0) return new Map();
  const tree = await orNull(() => repository.tree(pull.head.sha), log);
  const entries = new Map((tree?.entries ?? []).map((entry) => [entry.path, entry]));
  const paths = named.filter((path) => isReadable(entries.get(path))).slice(0, FILES_READ_MAX);
  if (paths.length === 0) return new Map();
  const read = await orNull(() => repository.read(pull.head.sha, paths), log);
  return new Map(
    [...(read ?? [])].flatMap(([path, file]) => (file.kind === 'text' ? [[path, file.text]] : [])),
  );
}

/** A regular file of the tree: neither a link nor a submodule, and not too large. */
function isReadable(entry: TreeEntry | undefined): boolean {
  return entry?.mode.startsWith('100') === true && entry.size <= FILE_BYTES_MAX;
}

/** A look-up that fails costs its answer: the claim is then checked without it. */
async function orNull<Value>(look: () => Promise<Value>, log: Log): Promise<Value | null> {
  try {
    return await look();
  } catch (cause) {
    if (!(cause instanceof ReviewError)) throw cause;
    log.info(`A look-up for the check of findings failed: ${cause.message}`);
    return null;
  }
}

import type { Diff, DiffSource, FilePatch } from '../core/diff/diff.ts';
import { parseDiff } from '../core/diff/parse.ts';
import type { FileRow } from '../core/diff/raw-diff.ts';
import { rebuildPatch } from '../core/diff/rebuild.ts';
import { diffFromRows } from '../core/diff/rows.ts';
import type { PullRequest } from '../core/pull-request.ts';
import type { FileText, Reading } from '../ports.ts';
import { compareTrees } from './compare-trees.ts';

/**
 * The whole change, by whichever source has it: the diff media type, then the paged files, then local git, then
 * both blobs of a file. GitHub's own counts are the referee; what no source gives is listed as unread.
 */
export async function fetchDiff(world: Reading, pull: PullRequest): Promise<Diff> {
  const answer = await world.pulls.diffText(pull);
  const parsed =
    answer.kind === 'text' ? parseDiff(answer.text) : { patches: [], problems: [answer.message] };
  if (parsed.problems.length === 0 && agrees(parsed.patches, pull)) {
    return { patches: parsed.patches, unread: [], sources: ['media-type'] };
  }
  const [problem = 'its counts are not those of the pull request'] = parsed.problems;
  world.log.info(`The diff of GitHub is not whole (${problem}); reading it file by file.`);
  const listed = await fromRows(world, pull, parsed.patches);
  const withGit = await fromGit(world, pull, listed);
  const withTrees = await fromTrees(world, pull, withGit);
  return diffOf(await fromBlobs(world, pull, withTrees));
}

/** How far up the ladder we are: what is found, from where, and what is still wanted. */
type Climb = {
  readonly found: ReadonlyMap<string, { readonly patch: FilePatch; readonly source: DiffSource }>;
  readonly wanted: readonly FileRow[];
  /** Every row GitHub listed: paths in the order of the source. */
  readonly rows: readonly FileRow[];
  /** False while GitHub's listing stops short of the change. */
  readonly complete: boolean;
  readonly unread: Diff['unread'];
};

const SOURCES_IN_ORDER: readonly DiffSource[] = ['media-type', 'files', 'git', 'blobs'];

function agrees(patches: readonly FilePatch[], pull: PullRequest): boolean {
  const additions = patches.reduce((sum, patch) => sum + patch.additions, 0);
  const deletions = patches.reduce((sum, patch) => sum + patch.deletions, 0);
  return patches.length === pull.changedFiles && additions === pull.additions && deletions === pull.deletions;
}

/** A patch of the whole diff counts where its row agrees: it knows modes and kinds, which rows do not tell. */
async function fromRows(world: Reading, pull: PullRequest, parsed: readonly FilePatch[]): Promise<Climb> {
  const { rows, complete } = await world.pulls.fileRows(pull);
  const { patches, missing } = diffFromRows(rows);
  const byPath = new Map(parsed.map((patch) => [patch.path, patch]));
  const found: [string, { patch: FilePatch; source: DiffSource }][] = [];
  const lost = new Set(missing.map((row) => row.path));
  for (const row of rows) {
    const whole = byPath.get(row.path);
    if (whole === undefined || row.doubtful === true) continue;
    if (whole.additions !== row.additions || whole.deletions !== row.deletions) continue;
    found.push([row.path, { patch: whole, source: 'media-type' }]);
    lost.delete(row.path);
  }
  const taken = new Set(found.map(([path]) => path));
  const rest = patches.filter((patch) => !taken.has(patch.path));
  found.push(...rest.map((patch): (typeof found)[number] => [patch.path, { patch, source: 'files' }]));
  const wanted = missing.filter((row) => lost.has(row.path));
  return { found: new Map(found), wanted, rows, complete, unread: [] };
}

/** Three-dot diff of the checkout, if both commits are in it. */
async function fromGit(world: Reading, pull: PullRequest, climb: Climb): Promise<Climb> {
  if (climb.complete && climb.wanted.length === 0) return climb;
  // A rename is seen as one only when both of its paths are asked for.
  const paths = climb.complete
    ? climb.wanted.flatMap((row) => (row.previousPath === null ? [row.path] : [row.previousPath, row.path]))
    : [];
  const text = await world.repository.diff(pull.base.sha, pull.head.sha, paths);
  if (text === null) return climb;
  const { patches, problems } = parseDiff(text);
  const wantedPaths = new Set(climb.wanted.map((row) => row.path));
  const listed = new Set(climb.rows.map((row) => row.path));
  const useful = patches.filter((patch) => wantedPaths.has(patch.path) || !listed.has(patch.path));
  const found = new Map(climb.found);
  for (const patch of useful) found.set(patch.path, { patch, source: 'git' });
  return {
    ...climb,
    found,
    wanted: climb.wanted.filter((row) => !found.has(row.path)),
    complete: climb.complete || problems.length === 0,
  };
}

/** Beyond GitHub's 3,000 rows and without a checkout: both trees tell which further files differ. */
async function fromTrees(world: Reading, pull: PullRequest, climb: Climb): Promise<Climb> {
  if (climb.complete) return climb;
  const base = await world.repository.mergeBase(pull.base.sha, pull.head.sha);
  const known = new Set(climb.rows.flatMap((row) => [row.path, row.previousPath ?? row.path]));
  for (const path of climb.found.keys()) known.add(path);
  const difference =
    base === null
      ? null
      : compareTrees(await world.repository.tree(base), await world.repository.tree(pull.head.sha), known);
  if (difference === null) {
    const path = `(${Math.max(1, pull.changedFiles - climb.rows.length)} further files)`;
    const reason = `GitHub lists ${climb.rows.length} of ${pull.changedFiles} changed files; ${WAY_OUT}`;
    return { ...climb, unread: [...climb.unread, { path, reason }] };
  }
  const found = new Map(climb.found);
  for (const patch of difference.patches) found.set(patch.path, { patch, source: 'blobs' });
  return { ...climb, found, wanted: [...climb.wanted, ...difference.rows], complete: true };
}

/** The last rung: both texts of each file that is still wanted, the old one at the merge base. */
async function fromBlobs(world: Reading, pull: PullRequest, climb: Climb): Promise<Climb> {
  if (climb.wanted.length === 0) return climb;
  const base = await world.repository.mergeBase(pull.base.sha, pull.head.sha);
  const headers = climb.wanted.map((row) => ({ row, header: headerOf(row) }));
  const oldPaths = headers
    .filter(({ header }) => header.status !== 'added')
    .map(({ header }) => header.oldPath);
  const newPaths = headers
    .filter(({ header }) => header.status !== 'removed')
    .map(({ header }) => header.path);
  const oldTexts = base === null ? new Map<string, FileText>() : await world.repository.read(base, oldPaths);
  const newTexts = await world.repository.read(pull.head.sha, newPaths);
  const found = new Map(climb.found);
  const unread = [...climb.unread];
  for (const { row, header } of headers) {
    const before = header.status === 'added' ? NO_TEXT : (oldTexts.get(header.oldPath) ?? NO_MERGE_BASE);
    const after = header.status === 'removed' ? NO_TEXT : (newTexts.get(header.path) ?? NO_TEXT);
    if (before.kind === 'text' && after.kind === 'text') {
      found.set(row.path, { patch: rebuildPatch(header, before.text, after.text), source: 'blobs' });
    } else if (isProvedEmpty(row)) {
      found.set(row.path, { patch: withoutText(header), source: 'files' });
    } else {
      const reason = [before, after].find((text) => text.kind === 'unreadable')?.reason ?? '';
      unread.push({
        path: row.path,
        reason: `too large for GitHub to send, and ${withoutStop(reason)}; ${WAY_OUT}`,
      });
    }
  }
  return { ...climb, found, wanted: [], unread };
}

/** Git has no limits of this kind. */
const WAY_OUT = 'actions/checkout with fetch-depth: 0 before this step gives the whole change';

function withoutStop(sentence: string): string {
  return sentence.replace(/\.$/, '');
}

const NO_TEXT: FileText = { kind: 'text', text: '' };
const NO_MERGE_BASE: FileText = {
  kind: 'unreadable',
  reason: 'the merge base is not known',
  missing: false,
};

type Header = Pick<FilePatch, 'path' | 'oldPath' | 'status'>;

function headerOf(row: FileRow): Header {
  const status = row.status === 'changed' || row.status === 'unchanged' ? 'modified' : row.status;
  return { path: row.path, oldPath: row.previousPath ?? row.path, status };
}

/** GitHub counts no line in it and the sum of all rows says that this is true: no text changed. */
function isProvedEmpty(row: FileRow): boolean {
  return row.additions === 0 && row.deletions === 0 && row.doubtful !== true;
}

function withoutText(header: Header): FilePatch {
  return { ...header, kind: 'binary', oldMode: null, newMode: null, hunks: [], additions: 0, deletions: 0 };
}

function diffOf(climb: Climb): Diff {
  const order = new Map(climb.rows.map((row, index) => [row.path, index]));
  const rank = (path: string): number => order.get(path) ?? climb.rows.length;
  const found = [...climb.found.values()].sort((a, b) => rank(a.patch.path) - rank(b.patch.path));
  const used = new Set(found.map(({ source }) => source));
  return {
    patches: found.map(({ patch }) => patch),
    unread: climb.unread,
    sources: SOURCES_IN_ORDER.filter((source) => used.has(source)),
  };
}

import type { FileRow } from '../core/diff/raw-diff.ts';
import type { Sha } from '../core/pull-request.ts';
import type { Git } from './git.ts';

const STATUSES: Readonly<Record<string, FileRow['status']>> = {
  A: 'added',
  D: 'removed',
  M: 'modified',
  R: 'renamed',
  C: 'copied',
  T: 'changed',
};

/** The changed files between two commits with git's own counts, as GitHub's files endpoint has them. */
export async function changedRows(git: Git, base: Sha, head: Sha): Promise<FileRow[]> {
  const options = ['-z', '--no-color', '--no-ext-diff', '--no-textconv', '--find-renames'];
  const text = await git.text(['diff', '--raw', '--numstat', ...options, base, head]);
  const fields = text.split('\0');
  const rows: FileRow[] = [];
  let at = 0;
  // First all of `--raw`: `:modes ids STATUS`, then one path, or the old and the new one.
  while (fields[at]?.startsWith(':') === true) {
    const letter = fields[at]?.split(' ').at(-1)?.charAt(0) ?? '';
    const moved = letter === 'R' || letter === 'C';
    const [first = '', second = ''] = [fields[at + 1], fields[at + 2]];
    rows.push({
      path: moved ? second : first,
      previousPath: moved ? first : null,
      status: STATUSES[letter] ?? 'changed',
      additions: 0,
      deletions: 0,
      patch: null,
    });
    at += moved ? FIELDS_OF_MOVED : 2;
  }
  const counts = countsOf(fields.slice(at));
  return rows.map((row) => ({ ...row, ...counts.get(row.path) }));
}

const FIELDS_OF_MOVED = 3;
const COUNT_PATTERN = /^(-|\d+)\t(-|\d+)\t(.*)$/s;

/** `added TAB removed TAB path`; for a moved file an empty path, then the old and the new one. `-` is binary. */
function countsOf(fields: readonly string[]): Map<string, Pick<FileRow, 'additions' | 'deletions'>> {
  const counts = new Map<string, Pick<FileRow, 'additions' | 'deletions'>>();
  for (let at = 0; at < fields.length; ) {
    const match = COUNT_PATTERN.exec(fields[at] ?? '');
    if (match === null) break;
    const [, added = '', removed = '', path = ''] = match;
    const moved = path === '';
    counts.set(moved ? (fields[at + 2] ?? '') : path, {
      additions: Number.parseInt(added, 10) || 0,
      deletions: Number.parseInt(removed, 10) || 0,
    });
    at += moved ? FIELDS_OF_MOVED : 1;
  }
  return counts;
}

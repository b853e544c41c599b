import { type Git, mergeBase } from './git.ts';
import type { Limits } from './options.ts';

export type FileStatus = 'added' | 'removed' | 'modified' | 'renamed' | 'copied' | 'changed';

/** One file of a three-dot diff. */
export type FileChange = {
  readonly path: string;
  readonly previousPath: string | null;
  readonly status: FileStatus;
  readonly additions: number;
  readonly deletions: number;
  /** Of the head file; of the base file when it was removed. */
  readonly blobSha: string;
  /** From the first `@@` on, without the last line feed. Null for binary files, pure renames and mode changes. */
  readonly patch: string | null;
};

export type Change = {
  readonly mergeBaseSha: string;
  readonly files: readonly FileChange[];
  /** Exactly what git printed. */
  readonly diff: Buffer;
};

const STATUSES: Readonly<Record<string, FileStatus>> = {
  A: 'added',
  D: 'removed',
  M: 'modified',
  R: 'renamed',
  C: 'copied',
  T: 'changed',
};

const DIFF = ['diff', '--no-color', '--no-ext-diff', '--no-textconv', '-M'];

/** The three-dot diff from base to head; null when the two have no common ancestor. */
export function readChange(git: Git, baseSha: string, headSha: string, limits: Limits): Change | null {
  const mergeBaseSha = mergeBase(git, baseSha, headSha);
  if (mergeBaseSha === null) return null;
  const diff = git.bytes([...DIFF, mergeBaseSha, headSha]);
  const sections = sectionsOf(diff);
  const counts = readCounts(git.text([...DIFF, '--numstat', '-z', mergeBaseSha, headSha]));
  let section = 0;
  const files = readRaw(git.text([...DIFF, '--raw', '--no-abbrev', '-z', mergeBaseSha, headSha])).map(
    (raw) => {
      const { additions, deletions } = counts.get(raw.path) ?? { additions: 0, deletions: 0 };
      const text = sections[section] ?? '';
      // git prints a change of type (a file that becomes a link) as a deletion and a creation.
      section += raw.status === 'changed' ? 2 : 1;
      const patch = raw.status === 'changed' ? null : patchOf(text, limits);
      return { ...raw, additions, deletions, patch };
    },
  );
  return { mergeBaseSha, files, diff };
}

export function countLines(text: Buffer | string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}

/** Within a hunk each line starts with a sign, so this header stands at a line's start only between files. */
function sectionsOf(diff: Buffer): string[] {
  const starts: number[] = diff.indexOf('diff --git ') === 0 ? [0] : [];
  for (let at = diff.indexOf('\ndiff --git '); at !== -1; at = diff.indexOf('\ndiff --git ', at + 1)) {
    starts.push(at + 1);
  }
  return starts.map((start, index) => diff.toString('utf8', start, starts[index + 1] ?? diff.length));
}

function patchOf(section: string, limits: Limits): string | null {
  const start = section.indexOf('\n@@ ');
  if (start === -1) return null;
  const patch = section.slice(start + 1).replace(/\n$/, '');
  if (countLines(patch) + 1 > limits.fileLines || Buffer.byteLength(patch) > limits.fileBytes) return null;
  return patch;
}

type RawRow = Pick<FileChange, 'path' | 'previousPath' | 'status' | 'blobSha'>;

function readRaw(output: string): RawRow[] {
  const fields = output.split('\0');
  const rows: RawRow[] = [];
  for (let at = 0; fields[at]?.startsWith(':') === true; ) {
    const [, , oldSha = '', newSha = '', letter = ''] = (fields[at] ?? '').split(' ');
    const status = STATUSES[letter[0] ?? ''];
    if (status === undefined) throw new Error(`git diff gave the status ${letter}, which is not known here.`);
    const moved = status === 'renamed' || status === 'copied';
    const first = fields[at + 1] ?? '';
    rows.push({
      status,
      path: moved ? (fields[at + 2] ?? '') : first,
      previousPath: moved ? first : null,
      blobSha: status === 'removed' ? oldSha : newSha,
    });
    at += moved ? 3 : 2;
  }
  return rows;
}

/** `additions TAB deletions TAB path NUL`, or with an empty path and then the old and new one for renames. */
function readCounts(output: string): Map<string, { additions: number; deletions: number }> {
  const counts = new Map<string, { additions: number; deletions: number }>();
  const fields = output.split('\0');
  for (let at = 0; at < fields.length; ) {
    const match = /^(-|\d+)\t(-|\d+)\t(.*)$/s.exec(fields[at] ?? '');
    if (match === null) break;
    const [, added, removed, path = ''] = match;
    const moved = path === '';
    counts.set(moved ? (fields[at + 2] ?? '') : path, {
      additions: added === '-' ? 0 : Number(added),
      deletions: removed === '-' ? 0 : Number(removed),
    });
    at += moved ? 3 : 1;
  }
  return counts;
}

import { spawnSync } from 'node:child_process';

/** Runs git in one repository, away from the configuration of this machine and of an outer git process. */
export type Git = {
  /** Standard output; throws with git's own words when it fails. */
  bytes(args: readonly string[], input?: string | Buffer): Buffer;
  text(args: readonly string[], input?: string | Buffer): string;
  /** Standard output without the last line feed, or null when git refuses. */
  attempt(args: readonly string[]): string | null;
};

const OUTPUT_BYTES_MAX = 1_073_741_824;

const ENVIRONMENT = {
  PATH: process.env['PATH'] ?? '',
  HOME: '/nonexistent',
  LC_ALL: 'C',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_TERMINAL_PROMPT: '0',
};

export function openGit(path: string): Git {
  const run = (args: readonly string[], input?: string | Buffer) =>
    spawnSync('git', ['-C', path, ...args], {
      env: ENVIRONMENT,
      maxBuffer: OUTPUT_BYTES_MAX,
      ...(input === undefined ? {} : { input }),
    });
  const bytes = (args: readonly string[], input?: string | Buffer): Buffer => {
    const done = run(args, input);
    if (done.status === 0) return done.stdout;
    throw new Error(`git ${args.join(' ')} failed in ${path}: ${done.error?.message ?? String(done.stderr)}`);
  };
  return {
    bytes,
    text: (args, input) => bytes(args, input).toString('utf8'),
    attempt: (args) => {
      const done = run(args);
      return done.status === 0 ? done.stdout.toString('utf8').replace(/\n$/, '') : null;
    },
  };
}

/** The full id of a commit named by id, branch or tag; null when there is none. */
export function commitSha(git: Git, name: string): string | null {
  if (name === '' || name.startsWith('-')) return null;
  return git.attempt(['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`]);
}

export function mergeBase(git: Git, one: string, other: string): string | null {
  return git.attempt(['merge-base', one, other]);
}

export type GitObject = { readonly sha: string; readonly type: string; readonly bytes: Buffer };

/** Reads many objects with one process. A name nothing answers to gives null. */
export function readObjects(git: Git, names: readonly string[]): (GitObject | null)[] {
  // A name with a line feed would be read as two requests.
  const asked = names.map((name) => (name.includes('\n') ? '' : name));
  const output = git.bytes(['cat-file', '--batch'], asked.map((name) => `${name}\n`).join(''));
  let offset = 0;
  return names.map(() => {
    const end = output.indexOf('\n', offset);
    const header = output.toString('utf8', offset, end);
    offset = end + 1;
    const match = /^([0-9a-f]{40}) (\w+) (\d+)$/.exec(header);
    const [, sha, type, size] = match ?? [];
    if (sha === undefined || type === undefined) return null;
    const bytes = output.subarray(offset, offset + Number(size));
    offset += Number(size) + 1;
    return { sha, type, bytes };
  });
}

export type TreeRow = { mode: string; type: string; sha: string; size: number | null; path: string };

/** The rows of a tree (`sha` or `sha:folder`), sub-trees included when `recursive`; null when there is none. */
export function listTree(git: Git, tree: string, recursive: boolean): TreeRow[] | null {
  if (tree === '' || tree.startsWith('-')) return null;
  const rows = git.attempt(['ls-tree', '-l', '-z', '--full-tree', ...(recursive ? ['-r', '-t'] : []), tree]);
  if (rows === null) return null;
  return rows
    .split('\0')
    .filter((row) => row !== '')
    .map((row) => {
      const tab = row.indexOf('\t');
      const [mode = '', type = '', object = '', size = ''] = row.slice(0, tab).split(/ +/);
      return { mode, type, sha: object, size: size === '-' ? null : Number(size), path: row.slice(tab + 1) };
    });
}

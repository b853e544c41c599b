import { spawn } from 'node:child_process';
import { ReviewError } from '../errors.ts';

const EMPTY_TREE = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';

/**
 * Options that make git a reader of objects and nothing else. `--bare`, `core.bare` and `attr.tree` together
 * keep the work tree's `.gitattributes` out (each alone was seen not to): a pull request could otherwise mark
 * its own files as binary and hide them. `safe.directory` is needed in containers, where the checkout belongs
 * to another user. The rest undoes what the configuration of a repository could do to the output.
 */
const READER_OPTIONS = [
  ['core.bare', 'true'],
  ['attr.tree', EMPTY_TREE],
  ['safe.directory', '*'],
  ['core.quotePath', 'true'],
  ['core.fsmonitor', 'false'],
  ['core.hooksPath', '/dev/null'],
  ['core.attributesFile', '/dev/null'],
  // Searching 100,000 files takes half the time of the default of 96 MB, which holds too few delta bases.
  ['core.deltaBaseCacheLimit', '256m'],
  ['color.ui', 'false'],
  ['diff.algorithm', 'myers'],
  ['diff.interHunkContext', '0'],
  ['diff.noprefix', 'false'],
  ['diff.mnemonicPrefix', 'false'],
  ['diff.suppressBlankEmpty', 'false'],
  ['log.showSignature', 'false'],
].flatMap(([name, value]) => ['-c', `${name}=${value}`]);

/** Output beyond this is nothing a review could read; a string of V8 ends at 512 MB. */
const OUTPUT_BYTES_MAX = 256_000_000;

/** Runs git in `gitFolder` (a `.git` folder or a bare repository). Never runs hooks, filters or drivers. */
export type Git = {
  /** Standard output of a command that must succeed. */
  bytes(args: readonly string[], input?: string): Promise<Buffer>;
  text(args: readonly string[], input?: string): Promise<string>;
  /** Standard output, or null when git exits with anything but 0, prints more than `bytesMax`, or takes `msMax`. */
  attempt(args: readonly string[], options?: Attempt): Promise<string | null>;
  /** The first records of output that separates them by NUL; git is stopped when there are enough. */
  records(args: readonly string[], recordsMax: number): Promise<readonly string[]>;
  /** As much of standard output as fits, git being stopped there; null when git fails by its own account. */
  upTo(bytesMax: number, args: readonly string[]): Promise<string | null>;
};

export type Attempt = { readonly input?: string; readonly bytesMax?: number; readonly msMax?: number };

export function openGit(gitFolder: string): Git {
  const run = (args: readonly string[], options: CaptureOptions = {}) =>
    capture(['--bare', '--git-dir', gitFolder, ...READER_OPTIONS, ...args], {
      environment: readerEnvironment(),
      // Git takes the folder it is started in for a work tree, unless it believes all of the above.
      folder: gitFolder,
      ...options,
    });
  const bytes = async (args: readonly string[], input?: string): Promise<Buffer> => {
    const result = await run(args, input === undefined ? {} : { input });
    if (result.status === 0) return result.output;
    const complaint = result.stopped
      ? `it printed more than ${OUTPUT_BYTES_MAX} bytes`
      : firstLine(result.complaint);
    throw new ReviewError('GIT_FAILED', `git ${args[0] ?? ''} failed: ${complaint}`);
  };
  return {
    bytes,
    text: async (args, input) => (await bytes(args, input)).toString('utf8'),
    attempt: async (args, { input = '', bytesMax = OUTPUT_BYTES_MAX, msMax = 0 } = {}) => {
      const result = await run(args, { input, msMax, stopAt: ({ length }) => length > bytesMax });
      return result.status === 0 && !result.stopped ? result.output.toString('utf8') : null;
    },
    records: async (args, recordsMax) => {
      const result = await run(args, { stopAt: ({ records }) => records >= recordsMax });
      return result.output.toString('utf8').split('\0').slice(0, -1).slice(0, recordsMax);
    },
    upTo: async (bytesMax, args) => {
      const result = await run(args, { stopAt: ({ length }) => length >= bytesMax });
      return result.status === 0 || result.stopped ? result.output.toString('utf8') : null;
    },
  };
}

/** The `.git` folder that serves `folder`, or null when it is not in a repository. */
export async function findGitFolder(folder: string): Promise<string | null> {
  const args = ['-c', 'safe.directory=*', '-C', folder, 'rev-parse', '--absolute-git-dir'];
  const result = await capture(args, { environment: readerEnvironment() });
  return result.status === 0 ? result.output.toString('utf8').replace(/\n$/, '') : null;
}

/**
 * How many paths of the work tree around `folder` differ from `HEAD`, untracked ones included; null when git
 * cannot tell. The only look at a work tree: it asks with the person's own configuration, for what they
 * ignore, and leaves a repository of somebody else alone, as git itself does.
 */
export async function countUncommitted(folder: string): Promise<number | null> {
  const args = ['-c', 'core.fsmonitor=false', '-C', folder, 'status', '--porcelain', '-z', '--no-renames'];
  const result = await capture(args, { environment: quietEnvironment() });
  if (result.status !== 0) return null;
  return result.output.toString('utf8').split('\0').length - 1;
}

type Progress = { readonly length: number; readonly records: number };

type CaptureOptions = {
  readonly input?: string;
  readonly environment?: NodeJS.ProcessEnv;
  readonly folder?: string;
  /** Ends git after this time; 0 for never. */
  readonly msMax?: number;
  /** Ends git as soon as it is true of what came so far. */
  readonly stopAt?: (progress: Progress) => boolean;
};

type Captured = {
  readonly status: number | null;
  readonly output: Buffer;
  readonly complaint: string;
  readonly stopped: boolean;
};

function capture(args: readonly string[], options: CaptureOptions): Promise<Captured> {
  const stopAt = options.stopAt ?? (({ length }) => length > OUTPUT_BYTES_MAX);
  return new Promise((resolve, reject) => {
    const child = spawn('git', args, {
      stdio: ['pipe', 'pipe', 'pipe'],
      env: options.environment ?? quietEnvironment(),
      timeout: options.msMax ?? 0,
      ...(options.folder === undefined ? {} : { cwd: options.folder }),
    });
    const output: Buffer[] = [];
    const complaint: Buffer[] = [];
    let progress: Progress = { length: 0, records: 0 };
    let stopped = false;
    child.stdout.on('data', (piece: Buffer) => {
      if (stopped) return;
      output.push(piece);
      progress = { length: progress.length + piece.length, records: progress.records + nulsIn(piece) };
      if (!stopAt(progress)) return;
      stopped = true;
      child.kill();
    });
    child.stderr.on('data', (piece: Buffer) => complaint.push(piece));
    child.on('error', (cause) =>
      reject(new ReviewError('GIT_FAILED', 'git could not be started.', { cause, remedy: 'Install git.' })),
    );
    child.on('close', (status) =>
      resolve({
        status,
        output: Buffer.concat(output),
        complaint: Buffer.concat(complaint).toString('utf8'),
        stopped,
      }),
    );
    // git may exit before it has read everything; its exit status says so better than EPIPE.
    child.stdin.on('error', () => undefined);
    child.stdin.end(options.input ?? '');
  });
}

function nulsIn(piece: Buffer): number {
  let count = 0;
  for (let at = piece.indexOf(0); at !== -1; at = piece.indexOf(0, at + 1)) count += 1;
  return count;
}

/** Without the configuration of the person and the machine, whose diff tools and attributes are not ours. */
function readerEnvironment(): NodeJS.ProcessEnv {
  return {
    ...quietEnvironment(),
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_ATTR_NOSYSTEM: '1',
    GIT_NO_REPLACE_OBJECTS: '1',
  };
}

/** Git must not prompt, page, or fetch missing objects. */
function quietEnvironment(): NodeJS.ProcessEnv {
  return {
    PATH: process.env['PATH'],
    HOME: process.env['HOME'],
    LC_ALL: 'C',
    GIT_TERMINAL_PROMPT: '0',
    GIT_NO_LAZY_FETCH: '1',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_PAGER: 'cat',
  };
}

function firstLine(text: string): string {
  return text.trim().split('\n', 1)[0] ?? '';
}

import { spawn } from 'node:child_process';
import { ReviewError } from '../errors.ts';

const EMPTY_TREE = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';

/**
 * Options that make git a reader of objects and nothing else. `core.bare` and `attr.tree` keep the work
 * tree's `.gitattributes` out: a pull request could otherwise mark its own files as binary and hide them.
 * `safe.directory` is needed in containers, where the checkout belongs to another user.
 */
const READER_OPTIONS = [
  ['core.bare', 'true'],
  ['attr.tree', EMPTY_TREE],
  ['safe.directory', '*'],
  ['core.quotePath', 'true'],
  ['core.fsmonitor', 'false'],
  ['core.hooksPath', '/dev/null'],
  ['diff.noprefix', 'false'],
  ['diff.mnemonicPrefix', 'false'],
  ['diff.suppressBlankEmpty', 'false'],
].flatMap(([name, value]) => ['-c', `${name}=${value}`]);

/** Runs git in `gitFolder` (a `.git` folder or a bare repository). Never runs hooks, filters or drivers. */
export type Git = {
  /** Standard output of a command that must succeed. */
  bytes(args: readonly string[], input?: string): Promise<Buffer>;
  text(args: readonly string[], input?: string): Promise<string>;
  /** Standard output, or null when git exits with anything but 0. */
  attempt(args: readonly string[]): Promise<string | null>;
};

export function openGit(gitFolder: string): Git {
  const run = (args: readonly string[], input?: string) =>
    capture(['--git-dir', gitFolder, ...READER_OPTIONS, ...args], input);
  const bytes = async (args: readonly string[], input?: string): Promise<Buffer> => {
    const result = await run(args, input);
    if (result.status === 0) return result.output;
    throw new ReviewError('GIT_FAILED', `git ${args[0] ?? ''} failed: ${firstLine(result.complaint)}`);
  };
  return {
    bytes,
    text: async (args, input) => (await bytes(args, input)).toString('utf8'),
    attempt: async (args) => {
      const result = await run(args);
      return result.status === 0 ? result.output.toString('utf8') : null;
    },
  };
}

/** The `.git` folder that serves `folder`, or null when it is not in a repository. */
export async function findGitFolder(folder: string): Promise<string | null> {
  const args = ['-c', 'safe.directory=*', '-C', folder, 'rev-parse', '--absolute-git-dir'];
  const result = await capture(args).catch(() => null);
  return result === null || result.status !== 0 ? null : result.output.toString('utf8').trim();
}

type Captured = { readonly status: number | null; readonly output: Buffer; readonly complaint: string };

function capture(args: readonly string[], input?: string): Promise<Captured> {
  return new Promise((resolve, reject) => {
    const child = spawn('git', args, { stdio: ['pipe', 'pipe', 'pipe'], env: quietEnvironment() });
    const output: Buffer[] = [];
    const complaint: Buffer[] = [];
    child.stdout.on('data', (piece: Buffer) => output.push(piece));
    child.stderr.on('data', (piece: Buffer) => complaint.push(piece));
    child.on('error', (cause) =>
      reject(new ReviewError('GIT_FAILED', 'git could not be started.', { cause, remedy: 'Install git.' })),
    );
    child.on('close', (status) =>
      resolve({
        status,
        output: Buffer.concat(output),
        complaint: Buffer.concat(complaint).toString('utf8'),
      }),
    );
    // git may exit before it has read everything; its exit status says so better than EPIPE.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input ?? '');
  });
}

/** Git must not prompt, page, fetch missing objects, or read the user's configuration of diff tools. */
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

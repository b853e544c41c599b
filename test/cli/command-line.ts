import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import {
  createRepository,
  type RepositoryDescription,
  type TestRepository,
} from '../doubles/github/repository.ts';
import type { KimiDouble, KimiOptions } from '../doubles/kimi/options.ts';
import { startKimi } from '../doubles/kimi/start.ts';

/** The bundle that ships. */
const BUNDLE = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));

export const KEY = 'sk-kimi-double';

export type CommandRun = {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
};

export type CommandStart = {
  readonly folder: string;
  /** By default there is no key and no token. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Called with what stderr said so far, each time it says more. */
  readonly onProgress?: (stderr: string, kill: (signal: NodeJS.Signals) => void) => void;
  /** Stops reading standard output at the first byte, as `| true` does. */
  readonly deaf?: boolean;
};

/** Runs the shipped command as a shell would, with nothing in the environment but what is given. */
export function commandLine(given: readonly string[], start: CommandStart): Promise<CommandRun> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [BUNDLE, ...given], {
      cwd: start.folder,
      env: { PATH: process.env['PATH'], HOME: '/nonexistent', ...start.environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (piece: string) => {
      stdout += piece;
    });
    if (start.deaf === true) child.stdout.destroy();
    child.stderr.setEncoding('utf8').on('data', (piece: string) => {
      stderr += piece;
      start.onProgress?.(stderr, (signal) => child.kill(signal));
    });
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, stdout, stderr }));
  });
}

export type Desk = {
  readonly repository: TestRepository;
  readonly kimi: KimiDouble;
  readonly run: (given: readonly string[], start?: Partial<CommandStart>) => Promise<CommandRun>;
};

/** A repository and a stand-in for Kimi; `run` has the key, and reviews ask the stand-in. */
export async function atDesk(
  scene: { readonly repository: RepositoryDescription; readonly kimi?: KimiOptions },
  look: (desk: Desk) => Promise<void>,
): Promise<void> {
  const repository = createRepository(scene.repository);
  const kimi = await startKimi(scene.kimi ?? {});
  try {
    await look({
      repository,
      kimi,
      run: ([command = '', ...given], start = {}) =>
        commandLine(
          command === 'review' ? [command, '--base-url', kimi.url, ...given] : [command, ...given],
          {
            folder: repository.path,
            environment: { KIMI_API_KEY: KEY },
            ...start,
          },
        ),
    });
  } finally {
    await kimi.close();
    repository.remove();
  }
}

/** A change with one line worth a word, and the answer that says it. */
export const SMALL_CHANGE: RepositoryDescription = {
  base: { 'src/sum.js': 'export function sum(list) {\n  let total = 0;\n  return total;\n}\n' },
  head: {
    'src/sum.js':
      'export function sum(list) {\n  let total = 0;\n  for (let i = 0; i <= list.length; i += 1) total += list[i];\n  return total;\n}\n',
  },
  message: 'Add up the list',
};

export function answerWith(finding: Readonly<Record<string, string>>): string {
  const {
    severity = 'major',
    title = 'The last round reads past the end',
    body = 'It adds `undefined`.',
  } = finding;
  return [
    '### finding',
    'path: src/sum.js',
    'line: 3',
    'side: new',
    `severity: ${severity}`,
    'category: bug',
    'confidence: high',
    `title: ${title}`,
    '',
    '```quote',
    '  for (let i = 0; i <= list.length; i += 1) total += list[i];',
    '```',
    '',
    body,
    '',
    '```suggestion',
    '  for (let i = 0; i < list.length; i += 1) total += list[i];',
    '```',
    '',
    '### end of review: 1 finding',
  ].join('\n');
}

export const NO_FINDINGS = 'Nothing to say.\n\n### end of review: 0 findings';

/** A check that finds nothing against it. */
export const CONFIRMED = [
  '### claim 1',
  'for: the loop runs once more than there are entries',
  'against: nothing',
  'verdict: confirmed',
  'reason: The bound includes the length of the list.',
  'introduced: yes',
  'severity: major',
  'same as: none',
  '',
  '```evidence',
  'src/sum.js:3:   for (let i = 0; i <= list.length; i += 1) total += list[i];',
  '```',
  '',
  '### end of check: 1 claim',
].join('\n');

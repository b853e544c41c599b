import { type GitHub, openGitHub } from '../../src/github/client.ts';
import type { GitHubOptions } from '../doubles/github/options.ts';
import { TOKEN } from '../doubles/github/options.ts';
import {
  createRepository,
  type RepositoryDescription,
  type TestRepository,
} from '../doubles/github/repository.ts';
import { type GitHubDouble, startGitHub } from '../doubles/github/start.ts';
import { recordingLog } from './answering.ts';

export const NUMBER = 7;

export type Against = GitHub & {
  readonly double: GitHubDouble;
  readonly files: TestRepository;
  readonly warnings: readonly string[];
};

/** Lets the edge meet a GitHub that holds a real repository and is strict; fails when that GitHub was not true. */
export async function againstGitHub<T>(
  description: RepositoryDescription,
  use: (github: Against) => Promise<T>,
  options: Partial<GitHubOptions> = {},
): Promise<T> {
  const files = createRepository(description);
  const double = await startGitHub({
    repositoryPath: files.path,
    repository: 'ada/app',
    pulls: [
      {
        number: NUMBER,
        title: 'Change things',
        body: 'Because.',
        author: 'ada',
        base: { ref: 'main', sha: files.baseSha },
        head: { ref: 'topic', sha: files.headSha },
      },
    ],
    ...options,
  });
  const log = recordingLog();
  const github = openGitHub({
    token: TOKEN,
    apiUrl: double.url,
    repository: 'ada/app',
    userAgent: 'kimi-review/0.0.0-test',
    log,
    spacing: false,
  });
  try {
    const answer = await use({ ...github, double, files, warnings: log.lines });
    if (double.violations.length > 0) throw new Error(double.violations.join('\n'));
    return answer;
  } finally {
    await double.close();
    files.remove();
  }
}

/** `count` files of `lines` lines, of which the change rewrites every one. */
export function rewritten(count: number, lines = 1): RepositoryDescription {
  const files = (word: string) =>
    Object.fromEntries(
      Array.from({ length: count }, (_, index) => [
        `src/file-${String(index).padStart(2, '0')}.ts`,
        Array.from({ length: lines }, (_unused, line) => `${word} ${line}\n`).join(''),
      ]),
    );
  return { base: files('old'), head: files('new') };
}

export function routesOf(double: GitHubDouble): string[] {
  return double.requests.map(({ method, path }) => `${method} ${path.replace('/repos/ada/app', '')}`);
}

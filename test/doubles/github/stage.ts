import type { GitHubOptions, PullSeed } from './options.ts';
import { createRepository, type RepositoryDescription, type TestRepository } from './repository.ts';
import { type GitHubDouble, startGitHub } from './start.ts';

export type Stage = { readonly repository: TestRepository; readonly github: GitHubDouble };

export type StageOptions = Partial<Omit<GitHubOptions, 'pulls'>> & { readonly pull?: Partial<PullSeed> };

/**
 * Sets up pull request 7 of octo/tools for the time of one test. When the test is over, the double must not have
 * given an answer that GitHub would not give.
 */
export async function onStage(
  description: RepositoryDescription,
  options: StageOptions,
  play: (stage: Stage) => Promise<void>,
): Promise<void> {
  const repository = createRepository(description);
  const { pull, ...rest } = options;
  const github = await startGitHub({
    repositoryPath: repository.path,
    repository: 'octo/tools',
    pulls: [
      {
        number: 7,
        title: 'Change things',
        body: 'Because.',
        author: 'ann',
        base: { ref: 'main', sha: repository.baseSha },
        head: { ref: 'topic', sha: repository.headSha },
        ...pull,
      },
    ],
    ...rest,
  });
  try {
    await play({ repository, github });
    if (github.violations.length > 0) throw new Error(github.violations.join('\n'));
  } finally {
    await github.close();
    repository.remove();
  }
}

/** Twenty numbered lines; changing the second and the nineteenth gives two hunks. */
export const TWENTY_LINES = `${Array.from({ length: 20 }, (_, index) => `line ${index + 1}`).join('\n')}\n`;

export const TWO_HUNKS: RepositoryDescription = {
  base: { 'src/a.ts': TWENTY_LINES, 'src/old.ts': 'x\ny\nz\nu\nv\nw\n', 'README.md': 'Read me.\n' },
  head: {
    'src/a.ts': TWENTY_LINES.replace('line 2\n', 'LINE 2\n').replace('line 19\n', 'LINE 19\n'),
    'src/new.ts': 'x\ny\nzed\nu\nv\nw\n',
  },
  renames: { 'src/old.ts': 'src/new.ts' },
};

import { findGitFolder, type Git, openGit } from '../../src/workspace/git.ts';
import { type LocalRepository, openLocalRepositories } from '../../src/workspace/local-repository.ts';
import {
  createRepository,
  type RepositoryDescription,
  type TestRepository,
} from '../doubles/github/repository.ts';

export type Opened = {
  readonly repository: TestRepository;
  readonly git: Git;
  readonly local: LocalRepository;
};

/** Makes a repository, opens it as the product does, and takes it away afterwards. */
export async function withRepository(
  description: RepositoryDescription,
  look: (opened: Opened) => Promise<void>,
): Promise<void> {
  const repository = createRepository(description);
  try {
    const folder = await findGitFolder(repository.path);
    if (folder === null) throw new Error(`${repository.path} is not in a repository.`);
    const git = openGit(folder);
    await look({ repository, git, local: openLocalRepositories(git).open(null) });
  } finally {
    repository.remove();
  }
}

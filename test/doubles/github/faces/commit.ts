import { type CommitRecord, readCommits } from '../commits.ts';
import { filled } from '../description.ts';
import type { World } from '../world.ts';
import { htmlUrl, repositoryUrl } from './places.ts';

export function commitFaces(world: World, shas: readonly string[]): Record<string, unknown>[] {
  return readCommits(world.git, shas).map((commit) => commitFace(world, commit));
}

function commitFace(world: World, commit: CommitRecord): Record<string, unknown> {
  const { sha, tree, author, committer, message } = commit;
  const repository = repositoryUrl(world);
  return filled('commit', {
    sha,
    node_id: `C_${sha}`,
    url: `${repository}/commits/${sha}`,
    html_url: `${htmlUrl(world)}/commit/${sha}`,
    comments_url: `${repository}/commits/${sha}/comments`,
    // Nobody on GitHub has the address the test commits are written with.
    author: null,
    committer: null,
    commit: {
      url: `${repository}/git/commits/${sha}`,
      author,
      committer,
      message,
      tree: { sha: tree, url: `${repository}/git/trees/${tree}` },
      comment_count: 0,
      verification: {
        verified: false,
        reason: 'unsigned',
        signature: null,
        payload: null,
        verified_at: null,
      },
    },
    parents: commit.parents.map((parent) => ({
      sha: parent,
      url: `${repository}/commits/${parent}`,
      html_url: `${htmlUrl(world)}/commit/${parent}`,
    })),
  });
}

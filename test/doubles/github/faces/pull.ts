import { filled } from '../description.ts';
import type { PullRecord } from '../records.ts';
import { associationOf, changeOf, commitsOf, type World } from '../world.ts';
import { userFace } from './people.ts';
import { htmlUrl, repositoryFace, repositoryUrl } from './places.ts';

const CREATED_AT = '2026-01-31T00:00:00Z';
const LABEL_COLOR = 'ededed';

export function pullUrl(world: World, pull: PullRecord): string {
  return `${repositoryUrl(world)}/pulls/${pull.seed.number}`;
}

export function pullHtmlUrl(world: World, pull: PullRecord): string {
  return `${htmlUrl(world)}/pull/${pull.seed.number}`;
}

/** Additions, deletions and files of the whole three-dot diff: the referee for whatever the rows say. */
export function countsOf(world: World, pull: PullRecord) {
  const { files } = changeOf(world, pull);
  return {
    additions: files.reduce((sum, file) => sum + file.additions, 0),
    deletions: files.reduce((sum, file) => sum + file.deletions, 0),
    changed_files: files.length,
  };
}

export function pullFace(world: World, pull: PullRecord): Record<string, unknown> {
  const { seed } = pull;
  const url = pullUrl(world, pull);
  const html = pullHtmlUrl(world, pull);
  const issue = `${repositoryUrl(world)}/issues/${seed.number}`;
  const link = (href: string) => ({ href });
  return filled('pull-request', {
    id: seed.number,
    node_id: `PR_${seed.number}`,
    number: seed.number,
    title: seed.title,
    body: seed.body === '' ? null : seed.body,
    state: seed.state ?? 'open',
    locked: seed.locked ?? false,
    draft: seed.draft ?? false,
    user: userFace(world, seed.author),
    author_association: associationOf(world, seed.author),
    labels: (seed.labels ?? []).map((name, index) => labelFace(world, name, index)),
    base: revisionFace(world, { ...seed.base, repository: world.options.repository }),
    head: revisionFace(world, {
      ref: seed.head.ref,
      sha: pull.headSha,
      repository: headRepository(world, pull),
    }),
    ...countsOf(world, pull),
    commits: commitsOf(world, pull).length,
    comments: pull.issueComments.length,
    review_comments: pull.threads.reduce((sum, thread) => sum + thread.comments.length, 0),
    mergeable: true,
    mergeable_state: 'clean',
    created_at: CREATED_AT,
    updated_at: CREATED_AT,
    closed_at: seed.state === 'closed' ? CREATED_AT : null,
    url,
    html_url: html,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    issue_url: issue,
    commits_url: `${url}/commits`,
    comments_url: `${issue}/comments`,
    review_comments_url: `${url}/comments`,
    _links: {
      self: link(url),
      html: link(html),
      issue: link(issue),
      comments: link(`${issue}/comments`),
      review_comments: link(`${url}/comments`),
      review_comment: link(`${repositoryUrl(world)}/pulls/comments{/number}`),
      commits: link(`${url}/commits`),
      statuses: link(`${repositoryUrl(world)}/statuses/${pull.headSha}`),
    },
  });
}

/** Null when the fork was deleted. */
export function headRepository(world: World, pull: PullRecord): string | null {
  const { repository } = pull.seed.head;
  return repository === undefined ? world.options.repository : repository;
}

function revisionFace(world: World, end: { ref: string; sha: string; repository: string | null }) {
  const owner = end.repository?.split('/')[0] ?? 'ghost';
  return {
    label: `${owner}:${end.ref}`,
    ref: end.ref,
    sha: end.sha,
    user: userFace(world, owner),
    repo: end.repository === null ? null : repositoryFace(world, 'repository', end.repository),
  };
}

function labelFace(world: World, name: string, index: number) {
  const url = `${repositoryUrl(world)}/labels/${encodeURIComponent(name)}`;
  return {
    id: index + 1,
    node_id: `LA_${index + 1}`,
    url,
    name,
    description: null,
    color: LABEL_COLOR,
    default: false,
  };
}

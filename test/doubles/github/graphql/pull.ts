import { type CommitRecord, readCommits } from '../commits.ts';
import { mayDo } from '../door.ts';
import { countsOf, headRepository, pullHtmlUrl } from '../faces/pull.ts';
import type { PullRecord, Review, Thread } from '../records.ts';
import { associationOf, changeOf, commitsOf, type World } from '../world.ts';
import { actorNode } from './actors.ts';
import { type ConnectionArguments, connection } from './connection.ts';
import { closingNodes } from './issue.ts';
import { rollupNode } from './rollup.ts';
import { issueCommentNode, reviewNode, threadNode } from './talk.ts';
import { accessForbidden } from './trouble.ts';

const CREATED_AT = '2026-01-31T00:00:00Z';

export function pullNode(world: World, pull: PullRecord): Record<string, unknown> {
  if (!mayDo(world, { level: 'read', anyOf: ['pull-requests'] })) throw accessForbidden();
  const { seed } = pull;
  const counts = countsOf(world, pull);
  const repository = headRepository(world, pull);
  return {
    __typename: 'PullRequest',
    id: `PR_${seed.number}`,
    databaseId: seed.number,
    fullDatabaseId: String(seed.number),
    number: seed.number,
    title: seed.title,
    body: seed.body,
    bodyText: seed.body,
    state: (seed.state ?? 'open').toUpperCase(),
    closed: seed.state === 'closed',
    merged: false,
    isDraft: seed.draft ?? false,
    locked: seed.locked ?? false,
    author: actorNode(world, seed.author),
    authorAssociation: associationOf(world, seed.author),
    viewerDidAuthor: seed.author === world.viewer,
    url: pullHtmlUrl(world, pull),
    createdAt: CREATED_AT,
    updatedAt: CREATED_AT,
    baseRefName: seed.base.ref,
    baseRefOid: seed.base.sha,
    headRefName: seed.head.ref,
    headRefOid: pull.headSha,
    isCrossRepository: repository !== world.options.repository,
    headRepository: repository === null ? null : { __typename: 'Repository', nameWithOwner: repository },
    additions: counts.additions,
    deletions: counts.deletions,
    changedFiles: counts.changed_files,
    labels: connection('labels', seed.labels ?? [], (name) => ({ __typename: 'Label', name })),
    commits: (asked: ConnectionArguments) =>
      connection('commits', readCommits(world.git, commitsOf(world, pull)), (commit) =>
        commitNode(world, commit),
      )(asked),
    closingIssuesReferences: (asked: ConnectionArguments) => closingNodes(world, pull, asked),
    files: connection('files', changeOf(world, pull).files, (file) => ({
      path: file.path,
      additions: file.additions,
      deletions: file.deletions,
      changeType: file.status === 'removed' ? 'DELETED' : file.status.toUpperCase(),
    })),
    comments: connection('comments', pull.issueComments, (comment) => issueCommentNode(world, pull, comment)),
    reviews: (asked: ReviewArguments) => reviews(world, pull, asked),
    reviewThreads: connection('reviewThreads', visibleThreads(world, pull), (thread) =>
      threadNode(world, pull, thread),
    ),
  };
}

type ReviewArguments = ConnectionArguments & {
  readonly states?: readonly string[];
  readonly author?: string;
};

function isVisible(world: World, review: Review): boolean {
  return review.state !== 'PENDING' || review.author === world.viewer;
}

function reviews(world: World, pull: PullRecord, asked: ReviewArguments): Record<string, unknown> {
  const wanted = pull.reviews.filter(
    (review) =>
      isVisible(world, review) &&
      (asked.states?.includes(review.state) ?? true) &&
      (asked.author === undefined || asked.author === review.author),
  );
  return connection('reviews', wanted, (review) => reviewNode(world, pull, review))(asked);
}

function visibleThreads(world: World, pull: PullRecord): Thread[] {
  const hidden = new Set(
    pull.reviews.filter((review) => !isVisible(world, review)).map((review) => review.id),
  );
  return pull.threads.filter((thread) => !hidden.has(thread.comments[0]?.reviewId ?? 0));
}

function commitNode(world: World, commit: CommitRecord): Record<string, unknown> {
  const [headline = '', ...rest] = commit.message.split('\n');
  return {
    __typename: 'PullRequestCommit',
    id: `PRC_${commit.sha}`,
    commit: {
      __typename: 'Commit',
      id: `C_${commit.sha}`,
      oid: commit.sha,
      message: commit.message,
      messageHeadline: headline,
      messageBody: rest.join('\n').trimStart(),
      authoredDate: commit.author.date,
      committedDate: commit.committer.date,
      statusCheckRollup: () => rollupNode(world, commit.sha),
      parents: connection('parents', commit.parents, (oid) => ({ __typename: 'Commit', oid })),
    },
  };
}

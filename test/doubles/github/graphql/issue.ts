import { mayDo } from '../door.ts';
import type { IssueSeed } from '../options.ts';
import type { PullRecord } from '../records.ts';
import type { World } from '../world.ts';
import { type ConnectionArguments, connection } from './connection.ts';
import { accessForbidden, GraphqlTrouble } from './trouble.ts';

/** A pull request's number is answered like a number nobody has. */
export function issueByNumber(world: World, number: number): Record<string, unknown> {
  checkAccess(world);
  const issue = world.options.issues?.find(
    (candidate) => candidate.number === number && candidate.repository === undefined,
  );
  if (issue !== undefined) return issueNode(world, issue);
  throw new GraphqlTrouble('NOT_FOUND', `Could not resolve to an Issue with the number of ${number}.`);
}

/** The whole list is refused to a token that may not read issues, though there may be none in it. */
export function closingNodes(
  world: World,
  { seed }: PullRecord,
  asked: ConnectionArguments,
): Record<string, unknown> {
  checkAccess(world);
  const closed = (seed.closes ?? []).map((number) => {
    const issue = world.options.issues?.find((candidate) => candidate.number === number);
    if (issue === undefined)
      throw new Error(`Pull request ${seed.number} closes ${number}, which is no issue.`);
    return issue;
  });
  return connection('closingIssuesReferences', closed, (issue) => issueNode(world, issue))(asked);
}

function checkAccess(world: World): void {
  if (!mayDo(world, { level: 'read', anyOf: ['issues'] })) throw accessForbidden();
}

function issueNode(world: World, issue: IssueSeed): Record<string, unknown> {
  const nameWithOwner = issue.repository ?? world.options.repository;
  return {
    __typename: 'Issue',
    id: `I_${nameWithOwner}_${issue.number}`,
    number: issue.number,
    title: issue.title,
    body: issue.body,
    bodyText: issue.body,
    state: (issue.state ?? 'open').toUpperCase(),
    closed: issue.state === 'closed',
    url: `https://github.com/${nameWithOwner}/issues/${issue.number}`,
    repository: { __typename: 'Repository', nameWithOwner },
  };
}

import { mayDo } from '../door.ts';
import type { PullRecord, Thread } from '../records.ts';
import type { World } from '../world.ts';
import { actorNode } from './actors.ts';
import { issueByNumber } from './issue.ts';
import { objectReader } from './objects.ts';
import { pullNode } from './pull.ts';
import { issueCommentNode, reviewCommentNode, reviewNode, threadNode } from './talk.ts';
import { accessForbidden, GraphqlTrouble, nodeNotFound } from './trouble.ts';

/** The fields a query or mutation may start from. */
export function rootOf(world: World, isMutation: boolean): Record<string, unknown> {
  return isMutation ? mutations(world) : queries(world);
}

function queries(world: World): Record<string, unknown> {
  return {
    // A workflow's token is known by its full REST name here, and only here.
    viewer: { ...actorNode(world, world.viewer), __typename: 'User', login: world.viewer },
    rateLimit: { limit: world.limits.requestsPerHour, cost: 1, remaining: world.limits.requestsPerHour },
    repository: ({ owner, name }: { owner: string; name: string }) =>
      repositoryNode(world, `${owner}/${name}`),
    node: ({ id }: { id: string }) => nodeOf(world, id),
    nodes: ({ ids }: { ids: readonly string[] }) => ids.map((id) => nodeOrError(world, id)),
  };
}

function repositoryNode(world: World, fullName: string): Record<string, unknown> {
  const { repository } = world.options;
  if (fullName.toLowerCase() !== repository.toLowerCase()) {
    throw new GraphqlTrouble('NOT_FOUND', `Could not resolve to a Repository with the name '${fullName}'.`);
  }
  const readObject = objectReader(world);
  return {
    __typename: 'Repository',
    id: 'R_1',
    name: world.name,
    nameWithOwner: repository,
    owner: actorNode(world, world.owner),
    isPrivate: world.options.isPrivate ?? false,
    url: `https://github.com/${repository}`,
    pullRequest: ({ number }: { number: number }) => {
      const pull = world.pulls.get(number);
      if (pull !== undefined) return pullNode(world, pull);
      throw new GraphqlTrouble(
        'NOT_FOUND',
        `Could not resolve to a PullRequest with the number of ${number}.`,
      );
    },
    issue: ({ number }: { number: number }) => issueByNumber(world, number),
    object: ({ expression, oid }: { expression?: string; oid?: string }) => {
      if (!mayDo(world, { level: 'read', anyOf: ['contents'] })) throw accessForbidden();
      return readObject(expression ?? oid ?? '');
    },
  };
}

/** Anything that can be named by its id, with what GitHub lets one do to it. */
type Found = {
  readonly face: () => Record<string, unknown>;
  readonly thread?: Thread;
  readonly hide?: (why: string) => void;
};

function findNode(world: World, id: string): Found | null {
  for (const pull of world.pulls.values()) {
    const found = findIn(world, pull, id);
    if (found !== null) return found;
  }
  return null;
}

function findIn(world: World, pull: PullRecord, id: string): Found | null {
  if (id === `PR_${pull.seed.number}`) return { face: () => pullNode(world, pull) };
  const review = pull.reviews.find((candidate) => id === `PRR_${candidate.id}`);
  if (review !== undefined) return { face: () => reviewNode(world, pull, review) };
  const said = pull.issueComments.find((candidate) => id === `IC_${candidate.id}`);
  if (said !== undefined) {
    return {
      face: () => issueCommentNode(world, pull, said),
      hide: (why) => Object.assign(said, { minimized: why }),
    };
  }
  for (const thread of pull.threads) {
    if (thread.nodeId === id) return { face: () => threadNode(world, pull, thread), thread };
    const comment = thread.comments.find((candidate) => id === `PRRC_${candidate.id}`);
    if (comment === undefined) continue;
    return {
      face: () => reviewCommentNode(world, pull, { thread, comment }),
      hide: (why) => Object.assign(comment, { minimized: why }),
    };
  }
  return null;
}

function nodeOf(world: World, id: string): Record<string, unknown> {
  const found = findNode(world, id);
  if (found === null) throw nodeNotFound(id);
  return found.face();
}

/** In a list, one unknown id costs only its own place: graphql-js reads an error value as thrown there. */
function nodeOrError(world: World, id: string): Record<string, unknown> | Error {
  return findNode(world, id)?.face() ?? nodeNotFound(id);
}

function mutations(world: World): Record<string, unknown> {
  return {
    minimizeComment: ({
      input,
    }: {
      input: { subjectId: string; classifier: string; clientMutationId?: string };
    }) => {
      if (!mayDo(world, { level: 'write', anyOf: ['pull-requests', 'issues'] })) throw accessForbidden();
      const found = findNode(world, input.subjectId);
      if (found?.hide === undefined) throw nodeNotFound(input.subjectId);
      found.hide(input.classifier);
      return { clientMutationId: input.clientMutationId ?? null, minimizedComment: found.face() };
    },
    resolveReviewThread: ({ input }: { input: ThreadInput }) => setResolved(world, input, world.viewer),
    unresolveReviewThread: ({ input }: { input: ThreadInput }) => setResolved(world, input, null),
  };
}

type ThreadInput = { readonly threadId: string; readonly clientMutationId?: string };

/** GitHub wants `contents: write` here; `pull-requests: write` alone is refused. */
function setResolved(world: World, input: ThreadInput, by: string | null): Record<string, unknown> {
  if (!mayDo(world, { level: 'write', anyOf: ['contents'] })) throw accessForbidden();
  const found = findNode(world, input.threadId);
  if (found?.thread === undefined) throw nodeNotFound(input.threadId);
  found.thread.resolvedBy = by;
  return { clientMutationId: input.clientMutationId ?? null, thread: found.face() };
}

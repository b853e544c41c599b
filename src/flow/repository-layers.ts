import type { Sha } from '../core/pull-request.ts';
import type { Repository } from '../ports.ts';

/** A repository that may hold only some commits, such as a shallow checkout. */
export type PartialRepository = Repository & { has(revision: Sha): Promise<boolean> };

/** Reads from `near` whatever commits it has, and from `far` the rest. Either answers the same way. */
export function layeredRepository(near: PartialRepository, far: Repository): Repository {
  const holder = async (revision: Sha): Promise<Repository> => ((await near.has(revision)) ? near : far);
  const holderOfBoth = async (base: Sha, head: Sha): Promise<Repository> =>
    (await near.has(base)) && (await near.has(head)) ? near : far;
  return {
    tree: async (revision) => (await holder(revision)).tree(revision),
    read: async (revision, paths) => (await holder(revision)).read(revision, paths),
    search: async (revision, search) => (await holder(revision)).search(revision, search),
    lines: async (revision, words) => (await holder(revision)).lines(revision, words),
    history: async (revision, commitsMax) => (await holder(revision)).history(revision, commitsMax),
    lineHistory: async (revision, path, line) => (await holder(revision)).lineHistory(revision, path, line),
    diff: async (base, head, paths) => (await holderOfBoth(base, head)).diff(base, head, paths),
    // A shallow checkout holds both tips and no common ancestor: then only GitHub can tell.
    mergeBase: async (base, head) => {
      const known = await (await holderOfBoth(base, head)).mergeBase(base, head);
      return known ?? far.mergeBase(base, head);
    },
  };
}

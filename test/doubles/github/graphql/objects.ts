import { type Git, type GitObject, listTree, readObjects } from '../git.ts';
import type { World } from '../world.ts';

const BINARY_PROBE_BYTES = 8_000;

type Asked = { readonly name: string; readonly take: (object: GitObject | null) => void };

/**
 * Reads what one query asks for by expression (`sha:path`) with one git process: a batch of fifty aliases must not
 * start fifty.
 */
export function objectReader(world: World): (expression: string) => Promise<unknown> {
  let waiting: Asked[] = [];
  const readAll = (git: Git): void => {
    const asked = waiting;
    waiting = [];
    for (const [index, object] of readObjects(
      git,
      asked.map(({ name }) => name),
    ).entries())
      asked[index]?.take(object);
  };
  return (expression) =>
    new Promise((resolve, reject) => {
      const take = (object: GitObject | null) => resolve(object === null ? null : objectNode(world, object));
      waiting.push({ name: expression, take });
      if (waiting.length > 1) return;
      // graphql-js runs all sibling resolvers before any promise goes on.
      queueMicrotask(() => {
        try {
          readAll(world.git);
        } catch (error) {
          reject(error);
        }
      });
    });
}

function objectNode(world: World, { sha, type, bytes }: GitObject): Record<string, unknown> | null {
  const url = `https://github.com/${world.options.repository}/${type}/${sha}`;
  const common = { id: `${type}_${sha}`, oid: sha, commitUrl: url };
  if (type === 'blob') return { __typename: 'Blob', ...common, ...blobFields(world, bytes) };
  if (type === 'tree') return { __typename: 'Tree', ...common, entries: () => entryNodes(world, sha) };
  return type === 'commit' ? { __typename: 'Commit', ...common } : null;
}

/** `text` is null for a binary file and cut where GitHub cuts it. */
function blobFields(world: World, bytes: Buffer) {
  const isBinary = bytes.subarray(0, BINARY_PROBE_BYTES).includes(0);
  const isTruncated = bytes.length > world.limits.graphqlTextBytes;
  const text = isBinary
    ? null
    : bytes.toString('utf8', 0, Math.min(bytes.length, world.limits.graphqlTextBytes));
  return { byteSize: bytes.length, isBinary, isTruncated, text };
}

function entryNodes(world: World, sha: string): Record<string, unknown>[] {
  return (listTree(world.git, sha, false) ?? []).map((row) => ({
    name: row.path,
    path: row.path,
    type: row.type,
    oid: row.sha,
    mode: Number.parseInt(row.mode, OCTAL),
    size: row.size ?? 0,
  }));
}

const OCTAL = 8;

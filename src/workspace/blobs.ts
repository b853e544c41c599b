import type { Sha } from '../core/pull-request.ts';
import type { Git } from './git.ts';

export type SizedBlob = { readonly id: Sha; readonly size: number };

/** What one `git cat-file` may answer, in bytes: all of it is in memory while it is taken apart. */
const BATCH_BYTES_MAX = 32_000_000;

/** Bytes by id. An object that a partial clone does not have is not among them. */
export async function blobSizes(git: Git, ids: readonly Sha[]): Promise<ReadonlyMap<Sha, number>> {
  if (ids.length === 0) return new Map();
  const text = await git.attempt(['cat-file', '--batch-check', '--buffer'], { input: linesOf(ids) });
  if (text === null) return halves(git, ids);
  // Answers are `id type size` or `id missing`.
  return new Map(
    text
      .split('\n')
      .map((row) => row.split(' '))
      .filter((columns) => columns.length > 2)
      .map(([id = '', , size = '']) => [id, Number.parseInt(size, 10)]),
  );
}

/** In a partial clone git gives up at the first object it may not fetch: the others are asked for without it. */
async function halves(git: Git, ids: readonly Sha[]): Promise<ReadonlyMap<Sha, number>> {
  if (ids.length === 1) return new Map();
  const middle = Math.floor(ids.length / 2);
  const first = await blobSizes(git, ids.slice(0, middle));
  return new Map([...first, ...(await blobSizes(git, ids.slice(middle)))]);
}

/** Hands over the bytes of each blob in order, reading many at once. `body` is good until the next batch. */
export async function eachBlob<Blob extends SizedBlob>(
  git: Git,
  blobs: readonly Blob[],
  take: (blob: Blob, body: Buffer) => void,
): Promise<void> {
  for (const batch of batchesOf(blobs)) {
    const stream = await git.bytes(['cat-file', '--batch', '--buffer'], linesOf(batch.map(({ id }) => id)));
    let offset = 0;
    for (const blob of batch) {
      // Each answer is `id type size`, a line feed, the bytes, and a line feed.
      const start = stream.indexOf('\n', offset) + 1;
      take(blob, stream.subarray(start, start + blob.size));
      offset = start + blob.size + 1;
    }
  }
}

function linesOf(ids: readonly Sha[]): string {
  return ids.map((id) => `${id}\n`).join('');
}

/** In order, as many together as the limit holds, and always at least one. */
function batchesOf<Blob extends SizedBlob>(blobs: readonly Blob[]): Blob[][] {
  const batches: Blob[][] = [];
  let room = 0;
  for (const blob of blobs) {
    const last = batches.at(-1);
    if (last !== undefined && blob.size <= room) {
      last.push(blob);
      room -= blob.size;
    } else {
      batches.push([blob]);
      room = BATCH_BYTES_MAX - blob.size;
    }
  }
  return batches;
}

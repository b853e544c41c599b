import * as z from 'zod';
import type { Sha } from '../core/pull-request.ts';
import type { ReviewError } from '../errors.ts';
import type { FileText } from '../ports.ts';
import { decode } from './convert.ts';
import { failureOf } from './failure.ts';
import type { Api } from './octokit.ts';

/** Reads many files of one revision in few requests: texts by path, every asked path answered. */
export function openTextReader(api: Api, requestsMax: number) {
  const budget: Budget = { requestsMax, spent: 0 };
  return async (revision: Sha, paths: readonly string[]): Promise<ReadonlyMap<string, FileText>> => {
    const unique = [...new Set(paths)];
    const batches: string[][] = [];
    for (let first = 0; first < unique.length; first += BATCH_SIZE) {
      batches.push(unique.slice(first, first + BATCH_SIZE));
    }
    const parts = await Promise.all(batches.map((batch) => readBatch({ api, budget, revision }, batch)));
    const read = new Map(parts.flat());
    return new Map(unique.map((path) => [path, read.get(path) ?? unreadable('GitHub did not answer')]));
  };
}

// 25 to 50 objects per query is what others found to hold; larger queries run into 502.
const BATCH_SIZE = 40;
// GraphQL cuts texts near 500 KB; above this a file is not code that somebody wrote.
const BLOB_BYTES_MAX = 2_000_000;

type Budget = { readonly requestsMax: number; spent: number };
type Reading = { readonly api: Api; readonly budget: Budget; readonly revision: Sha };
type Entry = readonly [path: string, text: FileText];

const OBJECT = z.object({
  __typename: z.string(),
  oid: z.string().optional(),
  byteSize: z.number().optional(),
  isBinary: z.boolean().nullable().optional(),
  isTruncated: z.boolean().optional(),
  text: z.string().nullable().optional(),
});

const OBJECTS = z.object({ repository: z.record(z.string(), OBJECT.nullable()) });
const BLOB = z.object({ content: z.string(), encoding: z.literal('base64') });

async function readBatch(reading: Reading, paths: readonly string[]): Promise<Entry[]> {
  if (!spend(reading.budget)) return paths.map((path) => [path, usedUp(reading.budget)]);
  try {
    const objects = await queryObjects(reading, paths);
    return await Promise.all(
      paths.map(async (path, index) => [path, await textOf(reading, objects[index] ?? null)]),
    );
  } catch (error) {
    const failure = failureOf(error);
    if (isFinal(failure)) throw failure;
    if (paths.length === 1) return paths.map((path) => [path, unreadable(failure.message)]);
    // GitHub answers 502 when a query takes too long; half of it usually does not.
    const middle = Math.ceil(paths.length / 2);
    const halves = [paths.slice(0, middle), paths.slice(middle)];
    return (await Promise.all(halves.map((half) => readBatch(reading, half)))).flat();
  }
}

/** True when no other request would fare better. */
function isFinal(failure: ReviewError): boolean {
  return failure.code !== 'GITHUB_FAILED';
}

async function queryObjects({ api, revision }: Reading, paths: readonly string[]) {
  const declared = paths.map((_, index) => `$e${index}: String!`).join(', ');
  const objects = paths.map((_, index) => `f${index}: object(expression: $e${index}) { ...file }`).join('\n');
  const query = `query Texts($owner: String!, $repo: String!, ${declared}) {
    repository(owner: $owner, name: $repo) { ${objects} }
  }
  fragment file on GitObject { __typename oid ... on Blob { byteSize isBinary isTruncated text } }`;
  const expressions = Object.fromEntries(paths.map((path, index) => [`e${index}`, `${revision}:${path}`]));
  // A single file is worth the client's retries; a batch is halved instead.
  const request = paths.length === 1 ? {} : { retries: 0 };
  const answer = await api.octokit.graphql(query, { ...api.repo, ...expressions, request });
  const { repository } = decode(OBJECTS, answer, 'the query for file texts');
  return paths.map((_, index) => repository[`f${index}`] ?? null);
}

async function textOf(reading: Reading, object: z.infer<typeof OBJECT> | null): Promise<FileText> {
  if (object === null) return { ...unreadable('there is no such file at this revision'), missing: true };
  if (object.__typename !== 'Blob') return unreadable('it is not a file');
  if (object.isBinary) return unreadable('it is binary');
  if (!object.isTruncated && typeof object.text === 'string') return { kind: 'text', text: object.text };
  return readBlob(reading, { oid: object.oid ?? '', bytes: object.byteSize ?? 0 });
}

async function readBlob({ api, budget }: Reading, blob: { oid: string; bytes: number }): Promise<FileText> {
  if (blob.bytes > BLOB_BYTES_MAX)
    return unreadable(`it has ${blob.bytes} bytes, more than ${BLOB_BYTES_MAX}`);
  if (!spend(budget)) return usedUp(budget);
  try {
    const answer = await api.octokit.rest.git.getBlob({ ...api.repo, file_sha: blob.oid });
    const { content } = decode(BLOB, answer.data, 'GET git/blobs/{sha}');
    const text = Buffer.from(content, 'base64').toString('utf8');
    return text.includes('\0') ? unreadable('it is binary') : { kind: 'text', text };
  } catch (error) {
    return unreadable(failureOf(error).message);
  }
}

function spend(budget: Budget): boolean {
  if (budget.spent >= budget.requestsMax) return false;
  budget.spent++;
  return true;
}

function usedUp(budget: Budget): FileText {
  return unreadable(`the request budget of ${budget.requestsMax} was used up`);
}

function unreadable(reason: string): FileText & { kind: 'unreadable' } {
  return { kind: 'unreadable', reason, missing: false };
}

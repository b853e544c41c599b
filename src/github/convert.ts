import * as z from 'zod';
import type { FileRow } from '../core/diff/raw-diff.ts';
import type { PullRequest } from '../core/pull-request.ts';
import { ReviewError } from '../errors.ts';
import type { Tree } from '../ports.ts';

/** The door: GitHub's answer decoded, or an error that names the request and the field. */
export function decode<T>(schema: z.ZodType<T>, data: unknown, source: string): T {
  const decoded = schema.safeParse(data);
  if (decoded.success) return decoded.data;
  const [first] = decoded.error.issues;
  const where = first === undefined ? '' : ` at ${first.path.join('.') || 'its root'}: ${first.message}`;
  throw new ReviewError(
    'GITHUB_FAILED',
    `GitHub's answer to ${source} is not what its documentation says${where}`,
    {
      cause: decoded.error,
    },
  );
}

// Ids passed 32 bits; GraphQL sends them as text (BigInt), and they fit a double for centuries to come.
export const DATABASE_ID = z.union([z.string().regex(/^\d+$/).transform(Number), z.number()]);

export const SHA = z.string().regex(/^[0-9a-f]{40}$/);

const REVISION = z.object({
  ref: z.string(),
  sha: SHA,
  // Null once the fork is deleted.
  repo: z.object({ full_name: z.string() }).nullable(),
});

const PULL = z.object({
  number: z.number(),
  title: z.string(),
  body: z.string().nullable(),
  // Null once the account is deleted; GitHub shows such people as "ghost".
  user: z.object({ login: z.string(), type: z.string() }).nullable(),
  state: z.enum(['open', 'closed']),
  draft: z.boolean().optional(),
  locked: z.boolean(),
  labels: z.array(z.object({ name: z.string() })),
  base: REVISION,
  head: REVISION,
  additions: z.number(),
  deletions: z.number(),
  changed_files: z.number(),
  html_url: z.string(),
});

export function pullFrom(data: unknown): PullRequest {
  const pull = decode(PULL, data, 'GET pulls/{number}');
  const base = revisionFrom(pull.base);
  const head = revisionFrom(pull.head);
  return {
    number: pull.number,
    title: pull.title,
    body: pull.body ?? '',
    author: pull.user?.login ?? 'ghost',
    authorIsBot: pull.user?.type === 'Bot',
    state: pull.state,
    isDraft: pull.draft ?? false,
    isLocked: pull.locked,
    isFork: head.repository !== base.repository,
    labels: pull.labels.map((label) => label.name),
    base,
    head,
    additions: pull.additions,
    deletions: pull.deletions,
    changedFiles: pull.changed_files,
    url: pull.html_url,
  };
}

function revisionFrom(revision: z.infer<typeof REVISION>): PullRequest['head'] {
  return { ref: revision.ref, sha: revision.sha, repository: revision.repo?.full_name ?? null };
}

const FILE_ROWS = z.array(
  z.object({
    filename: z.string(),
    previous_filename: z.string().optional(),
    status: z.enum(['added', 'removed', 'modified', 'renamed', 'copied', 'changed', 'unchanged']),
    additions: z.number(),
    deletions: z.number(),
    patch: z.string().optional(),
  }),
);

export function fileRowsFrom(data: unknown): FileRow[] {
  return decode(FILE_ROWS, data, 'GET pulls/{number}/files').map((row) => ({
    path: row.filename,
    previousPath: row.previous_filename ?? null,
    status: row.status,
    additions: row.additions,
    deletions: row.deletions,
    patch: row.patch ?? null,
  }));
}

const TREE = z.object({
  truncated: z.boolean(),
  tree: z.array(
    z.object({
      path: z.string(),
      mode: z.string(),
      type: z.string(),
      sha: z.string(),
      // Absent for a submodule and a folder.
      size: z.number().optional(),
    }),
  ),
});

export function treeFrom(data: unknown): Tree {
  const { tree, truncated } = decode(TREE, data, 'GET git/trees/{sha}');
  const entries = tree
    .filter((entry) => entry.type !== 'tree')
    .map((entry) => ({ path: entry.path, mode: entry.mode, size: entry.size ?? 0, blob: entry.sha }));
  return { entries, complete: !truncated };
}

const COMPARISON = z.object({ merge_base_commit: z.object({ sha: SHA }) });

export function mergeBaseFrom(data: unknown): string {
  return decode(COMPARISON, data, 'GET compare/{base}...{head}').merge_base_commit.sha;
}

const POSTED = z.object({ id: z.number(), html_url: z.string().nullable().optional() });

export function receiptFrom(data: unknown, source: string): { kind: 'posted'; id: number; url: string } {
  const { id, html_url } = decode(POSTED, data, source);
  return { kind: 'posted', id, url: html_url ?? '' };
}

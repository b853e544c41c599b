import type { Git } from './git.ts';

type Signature = { readonly name: string; readonly email: string; readonly date: string };

export type CommitRecord = {
  readonly sha: string;
  readonly tree: string;
  readonly parents: readonly string[];
  readonly author: Signature;
  readonly committer: Signature;
  readonly message: string;
};

const FORMAT = ['%H', '%T', '%P', '%an', '%ae', '%aI', '%cn', '%ce', '%cI', '%B'].join('%x01');

/** Reads commits with one process, in the order asked for. */
export function readCommits(git: Git, shas: readonly string[]): CommitRecord[] {
  if (shas.length === 0) return [];
  const args = ['log', '--no-walk=unsorted', '-z', `--format=${FORMAT}`, '--stdin'];
  const output = git.text(args, shas.map((sha) => `${sha}\n`).join(''));
  const read = output
    .split('\0')
    .filter((record) => record !== '')
    .map((record) => commitRecord(record.split('\x01')));
  // git names a commit once, however often it was asked for.
  return shas.flatMap((sha) => read.find((commit) => commit.sha === sha) ?? []);
}

function commitRecord(fields: readonly string[]): CommitRecord {
  const [
    sha = '',
    tree = '',
    parents = '',
    name = '',
    email = '',
    date = '',
    by = '',
    byEmail = '',
    at = '',
    message = '',
  ] = fields;
  return {
    sha,
    tree,
    parents: parents.split(' ').filter((parent) => parent !== ''),
    author: { name, email, date: utc(date) },
    committer: { name: by, email: byEmail, date: utc(at) },
    message: message.trimEnd(),
  };
}

function utc(date: string): string {
  return new Date(date).toISOString().replace('.000Z', 'Z');
}

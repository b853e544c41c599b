/** What stands at a path: text, bytes, a link, a submodule, or null for "deleted". */
export type FileContent =
  | string
  | Buffer
  | { readonly text: string | Buffer; readonly mode: '100644' | '100755' }
  | { readonly link: string }
  /** The id of the commit the submodule points at; it need not exist. */
  | { readonly submodule: string };

/** Changes of one commit by path. Renames happen first, so `files` may go on to edit a renamed file. */
export type Changes = {
  readonly files?: Readonly<Record<string, FileContent | null>>;
  readonly renames?: Readonly<Record<string, string>>;
  /** Changes the mode and keeps the content. */
  readonly modes?: Readonly<Record<string, '100644' | '100755'>>;
};

export type ImportedCommit = {
  readonly branch: string;
  readonly message: string;
  /** Seconds since 1970. Fixed dates make the ids the same on every machine. */
  readonly seconds: number;
  /** An id, or `:1` for the first commit of the same import. */
  readonly parent: string | null;
  readonly changes: Changes;
};

const AUTHOR = 'Ada Lovelace <ada@example.com>';

/** The input of `git fast-import`; it prints the id of each commit, one a line. */
export function importStream(
  commits: readonly ImportedCommit[],
  blobOf: (path: string, parent: string) => string,
): Buffer {
  return Buffer.concat(commits.flatMap((commit, index) => commitParts(commit, index + 1, blobOf)));
}

function commitParts(
  commit: ImportedCommit,
  mark: number,
  blobOf: (path: string, parent: string) => string,
): Buffer[] {
  const { files = {}, renames = {}, modes = {} } = commit.changes;
  const parts = [
    line(`commit refs/heads/${commit.branch}`),
    line(`mark :${mark}`),
    line(`author ${AUTHOR} ${commit.seconds} +0000`),
    line(`committer ${AUTHOR} ${commit.seconds} +0000`),
    data(Buffer.from(commit.message)),
    ...(commit.parent === null ? [] : [line(`from ${commit.parent}`)]),
  ];
  for (const [from, to] of Object.entries(renames)) parts.push(line(`R ${quoted(from)} ${quoted(to)}`));
  for (const [path, mode] of Object.entries(modes)) {
    parts.push(line(`M ${mode} ${blobOf(path, commit.parent ?? '')} ${quoted(path)}`));
  }
  for (const [path, content] of Object.entries(files)) parts.push(...fileParts(path, content));
  return [...parts, line(''), line(`get-mark :${mark}`)];
}

function fileParts(path: string, content: FileContent | null): Buffer[] {
  const at = quoted(path);
  if (content === null) return [line(`D ${at}`)];
  if (typeof content === 'string' || Buffer.isBuffer(content)) {
    return [line(`M 100644 inline ${at}`), data(Buffer.from(content))];
  }
  if ('submodule' in content) return [line(`M 160000 ${content.submodule} ${at}`)];
  if ('link' in content) return [line(`M 120000 inline ${at}`), data(Buffer.from(content.link))];
  return [line(`M ${content.mode} inline ${at}`), data(Buffer.from(content.text))];
}

function quoted(path: string): string {
  return `"${path.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;
}

function line(text: string): Buffer {
  return Buffer.from(`${text}\n`);
}

function data(bytes: Buffer): Buffer {
  return Buffer.concat([line(`data ${bytes.length}`), bytes, line('')]);
}

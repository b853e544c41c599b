import { readChange } from '../change.ts';
import { filled } from '../description.ts';
import { type Answer, bytes, type Call, json, parameter, type Route, wants } from '../exchange.ts';
import { commitFaces } from '../faces/commit.ts';
import { userFace } from '../faces/people.ts';
import { htmlUrl, repositoryFace, repositoryUrl } from '../faces/places.ts';
import { commitSha, listTree, readObjects } from '../git.ts';
import { linkHeader, onPage, pageOf } from '../paging.ts';
import { forbidden, notFound } from '../refusals.ts';
import { encodeBase64 } from './contents.ts';
import { diffAnswer, fileRows } from './pulls.ts';

const REPOSITORY = '/repos/{owner}/{repo}';
const READ = { level: 'read', anyOf: ['contents'] } as const;
const SHA = /^[0-9a-f]{40}$/;

export const codeRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: REPOSITORY,
    needs: null,
    answer: ({ world }) => json(repositoryFace(world, 'full-repository')),
  },
  {
    method: 'GET',
    path: `${REPOSITORY}/collaborators/{username}/permission`,
    needs: null,
    answer: readPermission,
  },
  { method: 'GET', path: `${REPOSITORY}/git/trees/{tree_sha}`, needs: READ, answer: readTree },
  { method: 'GET', path: `${REPOSITORY}/git/blobs/{file_sha}`, needs: READ, answer: readBlob },
  { method: 'GET', path: `${REPOSITORY}/commits/{ref}`, needs: READ, answer: readCommit },
  { method: 'GET', path: `${REPOSITORY}/compare/{basehead}`, needs: READ, answer: compare },
];

function readPermission(call: Call): Answer {
  const login = parameter(call, 'username');
  const permission =
    login === call.world.owner ? 'admin' : (call.world.options.collaborators?.[login] ?? 'read');
  const user = filled('nullable-collaborator', { ...userFace(call.world, login), role_name: permission });
  return json({ permission, role_name: permission, user });
}

/** `recursive` counts by being there: GitHub reads even `recursive=0` as yes. */
function readTree(call: Call): Answer {
  const name = parameter(call, 'tree_sha');
  const rows = listTree(call.world.git, name, call.query.has('recursive'));
  if (rows === null) throw notFound();
  const { treeEntries } = call.world.limits;
  const git = `${repositoryUrl(call.world)}/git`;
  const tree = rows.slice(0, treeEntries).map(({ size, ...row }) => ({
    ...row,
    ...(size === null ? {} : { size }),
    ...(row.type === 'commit' ? {} : { url: `${git}/${row.type}s/${row.sha}` }),
  }));
  return json({ sha: name, url: `${git}/trees/${name}`, tree, truncated: rows.length > treeEntries });
}

function readBlob(call: Call): Answer {
  const sha = parameter(call, 'file_sha');
  const [blob] = SHA.test(sha) ? readObjects(call.world.git, [sha]) : [null];
  if (blob === null || blob === undefined || blob.type !== 'blob') throw notFound();
  if (blob.bytes.length > call.world.limits.blobBytes) {
    throw forbidden(
      'This API returns blobs up to 100 MB in size. The requested blob is too large to fetch via the API.',
    );
  }
  if (wants(call, 'raw')) return bytes(blob.bytes, 'application/vnd.github.raw; charset=utf-8');
  return json({
    sha,
    node_id: `B_${sha}`,
    size: blob.bytes.length,
    url: `${repositoryUrl(call.world)}/git/blobs/${sha}`,
    content: encodeBase64(blob.bytes),
    encoding: 'base64',
  });
}

function readCommit(call: Call): Answer {
  const sha = commitSha(call.world.git, parameter(call, 'ref'));
  if (sha === null) throw notFound();
  return json(commitFaces(call.world, [sha])[0]);
}

/** Three dots: from the merge base. Files come on the first page only. */
function compare(call: Call): Answer {
  const { world } = call;
  const [baseName = '', headName] = parameter(call, 'basehead').split('...');
  const base = commitSha(world.git, baseName);
  const head = commitSha(world.git, headName ?? '');
  if (base === null || head === null) throw notFound();
  const change = readChange(world.git, base, head, world.limits);
  if (change === null) throw notFound(`No common ancestor between ${baseName} and ${headName}.`);
  if (wants(call, 'diff')) return diffAnswer(change, world.limits);

  const listed = (range: string) =>
    world.git
      .text(['rev-list', '--reverse', range])
      .split('\n')
      .filter((sha) => sha !== '');
  const ahead = listed(`${base}..${head}`);
  const behind = listed(`${head}..${base}`);
  const page = pageOf(call.query);
  const isPaged = call.query.has('page') || call.query.has('per_page');
  const shown = isPaged ? onPage(ahead, page) : ahead.slice(0, world.limits.pullCommits);
  const [baseFace, mergeBaseFace] = commitFaces(world, [base, change.mergeBaseSha]);
  const html = `${htmlUrl(world)}/compare/${baseName}...${headName}`;
  const files = fileRows(call, change.files.slice(0, world.limits.compareFiles), head);
  return json(
    {
      url: `${repositoryUrl(world)}/compare/${baseName}...${headName}`,
      html_url: html,
      permalink_url: html,
      diff_url: `${html}.diff`,
      patch_url: `${html}.patch`,
      base_commit: baseFace,
      merge_base_commit: mergeBaseFace ?? baseFace,
      status: comparison(ahead.length, behind.length),
      ahead_by: ahead.length,
      behind_by: behind.length,
      total_commits: ahead.length,
      commits: commitFaces(world, shown),
      ...(page.number === 1 ? { files } : {}),
    },
    200,
    isPaged ? linkHeader(call.address, page, ahead.length) : {},
  );
}

function comparison(ahead: number, behind: number): string {
  if (ahead === 0) return behind === 0 ? 'identical' : 'behind';
  return behind === 0 ? 'ahead' : 'diverged';
}

import { posix } from 'node:path';
import { type Answer, bytes, type Call, json, parameter, type Route, wants } from '../exchange.ts';
import { htmlUrl, repositoryUrl, urlPath } from '../faces/places.ts';
import { commitSha, listTree, readObjects, type TreeRow } from '../git.ts';
import { notFound, Refusal } from '../refusals.ts';
import type { World } from '../world.ts';

const READ = { level: 'read', anyOf: ['contents'] } as const;
const DIRECTORY_ENTRIES_MAX = 1_000;
const BASE64_LINE = 60;
const FORBIDDEN = 403;
const LINK_MODE = '120000';

export const contentsRoutes: readonly Route[] = [
  { method: 'GET', path: '/repos/{owner}/{repo}/contents/{path}', needs: READ, answer: readContents },
];

/** GitHub breaks base64 into lines. */
export function encodeBase64(content: Buffer): string {
  return content.toString('base64').replace(new RegExp(`.{1,${BASE64_LINE}}`, 'g'), '$&\n');
}

type Place = { readonly world: World; readonly commit: string; readonly path: string };

function readContents(call: Call): Answer {
  const { world } = call;
  const reference = call.query.get('ref') ?? 'HEAD';
  const commit = commitSha(world.git, reference);
  if (commit === null) throw notFound(`No commit found for the ref ${reference}`);
  const place = { world, commit, path: parameter(call, 'path').replace(/\/$/, '') };
  const row = rowAt(place);
  if (row === null) throw notFound();
  if (row.type === 'tree') return listDirectory(place);
  if (row.type === 'commit') return json(submodule(place, row));
  if (row.mode === LINK_MODE) return followLink(call, place, row);
  return fileAnswer(call, place, row);
}

function rowAt({ world, commit, path }: Place): TreeRow | null {
  if (path.split('/').some((segment) => segment === '' || segment === '.' || segment === '..')) return null;
  const parent = posix.dirname(path);
  const rows = listTree(world.git, parent === '.' ? commit : `${commit}:${parent}`, false);
  return rows?.find((row) => row.path === posix.basename(path)) ?? null;
}

/** A link inside the repository is followed; any other is shown as itself. */
function followLink(call: Call, place: Place, row: TreeRow): Answer {
  const target = contentOf(place.world, row).toString('utf8');
  const path = posix.normalize(posix.join(posix.dirname(place.path), target));
  const aim = { ...place, path };
  const found = target.startsWith('/') || path.startsWith('..') ? null : rowAt(aim);
  if (found?.type === 'blob' && found.mode !== LINK_MODE) return fileAnswer(call, aim, found);
  return json({ ...common(place, row), type: 'symlink', target });
}

function fileAnswer(call: Call, place: Place, row: TreeRow): Answer {
  const { limits } = place.world;
  const content = contentOf(place.world, row);
  if (content.length > limits.blobBytes) {
    const message =
      'This API returns blobs up to 100 MB in size. The requested blob is too large to fetch via the API.';
    throw new Refusal(FORBIDDEN, {
      message,
      errors: [{ resource: 'Blob', field: 'data', code: 'too_large' }],
    });
  }
  if (wants(call, 'raw')) return bytes(content, 'application/vnd.github.raw; charset=utf-8');
  // Above 1 MB the object comes with empty content: only the raw media type still gives the file.
  const isWhole = content.length <= limits.contentsBytes;
  return json({
    ...common(place, row),
    type: 'file',
    encoding: isWhole ? 'base64' : 'none',
    content: isWhole ? encodeBase64(content) : '',
  });
}

function submodule(place: Place, row: TreeRow): unknown {
  const address = 'https://github.com/example/submodule';
  return { ...common(place, row), type: 'submodule', submodule_git_url: `${address}.git` };
}

function listDirectory(place: Place): Answer {
  const rows = listTree(place.world.git, `${place.commit}:${place.path}`, false) ?? [];
  const kinds: Record<string, string> = { tree: 'dir', commit: 'file' };
  return json(
    rows.slice(0, DIRECTORY_ENTRIES_MAX).map((row) => ({
      ...common({ ...place, path: `${place.path}/${row.path}` }, row),
      type: row.mode === LINK_MODE ? 'symlink' : (kinds[row.type] ?? 'file'),
    })),
  );
}

function contentOf(world: World, row: TreeRow): Buffer {
  const [object] = readObjects(world.git, [row.sha]);
  if (object === null || object === undefined) throw notFound();
  return object.bytes;
}

function common({ world, commit, path }: Place, row: TreeRow) {
  const at = urlPath(path);
  const kind = row.type === 'tree' ? 'tree' : 'blob';
  const url = `${repositoryUrl(world)}/contents/${at}?ref=${commit}`;
  const git = `${repositoryUrl(world)}/git/${kind}s/${row.sha}`;
  const html = `${htmlUrl(world)}/${kind}/${commit}/${at}`;
  return {
    name: posix.basename(path),
    path,
    sha: row.sha,
    size: row.size ?? 0,
    url,
    git_url: git,
    html_url: html,
    download_url:
      row.type === 'blob'
        ? `https://raw.githubusercontent.com/${world.options.repository}/${commit}/${at}`
        : null,
    _links: { self: url, git, html },
  };
}

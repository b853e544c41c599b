import { filled } from '../description.ts';
import type { World } from '../world.ts';
import { userFace } from './people.ts';

export function repositoryUrl(world: World): string {
  return `${world.apiUrl}/repos/${world.owner}/${world.name}`;
}

export function htmlUrl(world: World): string {
  return `https://github.com/${world.owner}/${world.name}`;
}

/** A path in an address: each segment escaped on its own. */
export function urlPath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}

/** The repository, or a fork of it, as REST shows it under the schema asked for. */
export function repositoryFace(
  world: World,
  schema: 'full-repository' | 'repository',
  fullName = `${world.owner}/${world.name}`,
): Record<string, unknown> {
  const [owner = '', name = ''] = fullName.split('/');
  const isFork = fullName !== `${world.owner}/${world.name}`;
  return filled(schema, {
    id: isFork ? 2 : 1,
    node_id: `R_${isFork ? 2 : 1}`,
    name,
    full_name: fullName,
    owner: userFace(world, owner),
    private: world.options.isPrivate ?? false,
    fork: isFork,
    url: `${world.apiUrl}/repos/${fullName}`,
    html_url: `https://github.com/${fullName}`,
    clone_url: `https://github.com/${fullName}.git`,
    default_branch: 'main',
    license: null,
    visibility: world.options.isPrivate === true ? 'private' : 'public',
  });
}

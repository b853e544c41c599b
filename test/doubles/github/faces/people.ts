import { filled } from '../description.ts';
import { isBot, type World } from '../world.ts';

const ACTIONS_ID = 41_898_282;
const ID_FACTOR = 31;
const ID_MODULUS = 100_000_007;

/** A user as REST shows it. The same login always has the same id. */
export function userFace(world: World, login: string): Record<string, unknown> {
  const url = `${world.apiUrl}/users/${encodeURIComponent(login)}`;
  return filled('simple-user', {
    login,
    id: userId(login),
    node_id: `U_${userId(login)}`,
    avatar_url: `https://avatars.githubusercontent.com/u/${userId(login)}`,
    url,
    html_url: `https://github.com/${login.replace(/\[bot\]$/, '')}`,
    type: isBot(world, login) ? 'Bot' : 'User',
  });
}

export function userId(login: string): number {
  if (login === 'github-actions[bot]') return ACTIONS_ID;
  return [...login].reduce((id, letter) => (id * ID_FACTOR + (letter.codePointAt(0) ?? 0)) % ID_MODULUS, 1);
}

import { userId } from '../faces/people.ts';
import { isBot, type World } from '../world.ts';

/** GraphQL writes a bot without the `[bot]` that REST adds. */
export function actorNode(world: World, login: string): Record<string, unknown> {
  const name = login.replace(/\[bot\]$/, '');
  return {
    __typename: isBot(world, login) ? 'Bot' : 'User',
    id: `U_${userId(login)}`,
    login: name,
    url: `https://github.com/${name}`,
    avatarUrl: `https://avatars.githubusercontent.com/u/${userId(login)}`,
    resourcePath: `/${name}`,
    databaseId: userId(login),
  };
}

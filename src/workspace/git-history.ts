import type { Sha } from '../core/pull-request.ts';
import type { Git } from './git.ts';

/** Paths each of the latest commits changed, merges left out; null when there is nothing to tell. */
export async function historyOf(
  git: Git,
  revision: Sha,
  commitsMax: number,
): Promise<readonly (readonly string[])[] | null> {
  const given = ['--no-merges', '--name-only', '--no-renames', '-z', '--format=%x01commit%x01'];
  const text = await git.upTo(OUTPUT_BYTES_MAX, ['log', `--max-count=${commitsMax}`, ...given, revision]);
  if (text === null) return null;
  // No path holds a control character on each side of this word.
  return text.split('\x01commit\x01').flatMap((commit) => {
    const paths = commit
      .split('\0')
      .map((path) => path.replace(/^\n/, ''))
      .filter((path) => path !== '');
    return paths.length === 0 ? [] : [paths];
  });
}

const OUTPUT_BYTES_MAX = 16_000_000;

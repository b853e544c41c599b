import picomatch from 'picomatch';
import type { Settings } from '../settings/settings.ts';

/**
 * The first glob a path matches, or null. A glob without a slash matches the file name in any folder, and
 * `docs/` means everything below it, as people know it from .gitignore.
 */
export function pathMatcher(
  globs: readonly string[],
  options: { readonly anyCase: boolean } = { anyCase: false },
): (path: string) => string | null {
  const matchers = globs.map((glob) => ({
    glob,
    matches: picomatch(anywhere(glob), { dot: true, nocase: options.anyCase }),
  }));
  return (path) => matchers.find(({ matches }) => matches(path))?.glob ?? null;
}

/** Whether something that names these globs holds for a path; what names none holds for every path. */
export function holdsFor(globs: readonly string[]): (path: string) => boolean {
  if (globs.length === 0) return () => true;
  const matched = pathMatcher(globs);
  return (path) => matched(path) !== null;
}

/** Why the path settings leave a path out, as a sentence; null when it is reviewed. Exclude beats include. */
export function pathExclusion(paths: Settings['paths']): (path: string) => string | null {
  const included = pathMatcher(paths.include);
  const excluded = pathMatcher(paths.exclude);
  return (path) => {
    const glob = excluded(path);
    if (glob !== null) return `${path} matches paths.exclude: ${glob}`;
    if (paths.include.length > 0 && included(path) === null) {
      return `${path} matches none of paths.include: ${paths.include.join(', ')}`;
    }
    return null;
  };
}

function anywhere(glob: string): string {
  const negated = glob.startsWith('!');
  const pattern = negated ? glob.slice(1) : glob;
  const rooted = pattern.startsWith('/') ? pattern.slice(1) : pattern;
  const below = rooted.endsWith('/') ? `${rooted}**` : rooted;
  const anchored = pattern.startsWith('/') || below.includes('/') ? below : `**/${below}`;
  return negated ? `!${anchored}` : anchored;
}

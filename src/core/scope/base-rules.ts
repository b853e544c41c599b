import type { FilePatch } from '../diff/diff.ts';

/** Read at the base revision, like the configuration file: they decide what is reviewed. */
export const ATTRIBUTES_PATH = '.gitattributes';

/** What the reader must know when a pull request changes the rules it is reviewed by: they are not in force yet. */
export function baseRuleNotes(patches: readonly FilePatch[], configPath: string): string[] {
  const rules = new Set([configPath, ATTRIBUTES_PATH]);
  return patches
    .flatMap(({ path, oldPath }) => [...new Set([path, oldPath])])
    .filter((path) => rules.has(path))
    .map(
      (path) =>
        `${path} is changed by this pull request; this review went by the version of the base branch.`,
    );
}

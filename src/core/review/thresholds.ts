import type { Severity } from '../findings/finding.ts';
import { pathMatcher } from '../scope/path-filter.ts';
import type { Settings, Threshold } from '../settings/settings.ts';

/** What is worth a comment at a path. */
export type PathThreshold = {
  readonly minSeverity: Severity;
  /** The entry that decides, with the cap on its comments; null where only the settings for everything hold. */
  readonly entry: Threshold | null;
  /** ` for examples/**`, to complete a reason; empty where no entry decides. */
  readonly where: string;
};

/**
 * What the settings ask of a finding at a path. Of several entries that match the last one counts, as a whole:
 * what it leaves out is as it is everywhere. Globs are made ready once, so ask for many paths with one.
 */
export function thresholdFor(
  settings: Pick<Settings, 'thresholds' | 'minSeverity'>,
): (path: string) => PathThreshold {
  const entries = settings.thresholds.map((entry) => ({ entry, matches: pathMatcher(entry.paths) }));
  return (path) => {
    const found = entries.findLast(({ matches }) => matches(path) !== null);
    if (found === undefined) return { minSeverity: settings.minSeverity, entry: null, where: '' };
    const { entry, matches } = found;
    return {
      minSeverity: entry.minSeverity ?? settings.minSeverity,
      entry,
      where: ` for ${matches(path) ?? path}`,
    };
  };
}

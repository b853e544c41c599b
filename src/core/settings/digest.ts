import { createHash } from 'node:crypto';
import type { Settings } from './settings.ts';

/**
 * Names the rules under which a change was read. A run under other rules cannot build on an earlier one:
 * what that one left out, or held back as too small to mention, was left out by rules that no longer stand.
 */
export function settingsDigest(settings: Settings): string {
  const { paths, limits, minSeverity, failOn, instructions, rules: house, thresholds } = settings;
  const rules = {
    include: paths.include.toSorted(),
    exclude: paths.exclude.toSorted(),
    contextTokens: limits.contextTokens,
    readRequests: limits.readRequests,
    fileBytes: limits.fileBytes,
    minSeverity,
    failOn,
    instructions: orNothing(instructions),
    house: orNothing(house),
    // How many comments one run posts says nothing about what it read.
    thresholds: orNothing(thresholds.map((each) => ({ paths: each.paths, minSeverity: each.minSeverity }))),
  };
  return createHash('sha256').update(JSON.stringify(rules)).digest('hex').slice(0, DIGEST_CHARACTERS);
}

const DIGEST_CHARACTERS = 16;

/** A list nobody filled leaves no trace: the digests of earlier releases stay what they were. */
function orNothing<Entry>(list: readonly Entry[]): readonly Entry[] | undefined {
  return list.length === 0 ? undefined : list;
}

import type { FilePatch, Hunk } from '../diff/diff.ts';
import { parseDiff } from '../diff/parse.ts';
import type { PullRequest, Sha } from '../pull-request.ts';
import type { Memory } from '../review/review.ts';
import { settingsDigest } from '../settings/digest.ts';
import type { Settings } from '../settings/settings.ts';
import type { Trigger } from '../trigger/trigger.ts';

/**
 * What came after an earlier complete review (`new`), or why everything is read although `incremental` was
 * asked (`all`).
 */
export type Since =
  | { readonly kind: 'new'; readonly head: Sha; readonly patches: readonly FilePatch[] }
  | { readonly kind: 'all'; readonly because: string };

/** `compare`: the diff from that commit to the head decides. */
export type SincePlan = Since | { readonly kind: 'compare'; readonly from: Sha };

/**
 * Whether an earlier review can be built upon. Null when nobody asked for that: the first review, and mode
 * `full`. Every doubt means reading everything.
 */
export function planSince(past: {
  readonly pull: PullRequest;
  readonly settings: Settings;
  readonly trigger: Trigger;
  readonly memory: Memory | null;
}): SincePlan | null {
  const { pull, settings, trigger, memory } = past;
  if (settings.mode === 'full' || memory === null) return null;
  if (!memory.complete) return all('the last review did not cover the whole change');
  if (memory.settingsDigest !== settingsDigest(settings)) {
    return all('settings that decide what is reviewed have changed since the last review');
  }
  if (memory.base !== pull.base.sha) return all('the base branch has moved since the last review');
  if (memory.head !== pull.head.sha) return { kind: 'compare', from: memory.head };
  return trigger.automatic
    ? { kind: 'new', head: memory.head, patches: [] }
    : all('a person asked again for a head that was reviewed before');
}

/** `compareText` is the diff the plan asked for, null when it could not be had. */
export function sinceOf(plan: SincePlan | null, compareText: string | null): Since | null {
  if (plan === null || plan.kind !== 'compare') return plan;
  if (compareText === null) {
    return all(
      'the commits since the last review could not be compared (a force push, or the old head is gone)',
    );
  }
  const { patches, problems } = parseDiff(compareText);
  if (problems.length > 0) return all(`the diff since the last review could not be read: ${problems[0]}`);
  return { kind: 'new', head: plan.from, patches };
}

/** True when a hunk shows lines that the later commits touched. Both are numbered at the same head. */
export function isNewSince(hunk: Hunk, later: FilePatch | undefined): boolean {
  if (later === undefined) return false;
  if (later.kind !== 'text' || later.status !== 'modified') return true;
  const first = hunk.newStart;
  const last = hunk.newStart + Math.max(hunk.newLines, 1) - 1;
  return changedRanges(later).some((range) => range.first <= last && first <= range.last);
}

function all(because: string): Since {
  return { kind: 'all', because };
}

type LineRange = { readonly first: number; readonly last: number };

/** Lines at the head that a patch changed. A deletion lies between two lines and touches both. */
function changedRanges(patch: FilePatch): LineRange[] {
  return patch.hunks.flatMap((hunk) => {
    // git numbers an empty new side by the line before it.
    let next = hunk.newLines === 0 ? hunk.newStart + 1 : hunk.newStart;
    return hunk.lines.flatMap((line): LineRange[] => {
      if (line.kind === 'removed') return [{ first: next - 1, last: next }];
      next += 1;
      return line.kind === 'added' ? [{ first: next - 1, last: next - 1 }] : [];
    });
  });
}

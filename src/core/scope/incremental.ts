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
  /** Null when nobody can tell. */
  readonly mergeBase: Sha | null;
}): SincePlan | null {
  const { pull, settings, trigger, memory, mergeBase } = past;
  if (settings.mode === 'full' || memory === null) return null;
  if (!memory.complete)
    return all('the last review did not cover the whole change, or found more than it could note');
  if (memory.settingsDigest !== settingsDigest(settings)) {
    return all('settings that decide what is reviewed have changed since the last review');
  }
  if (memory.base !== pull.base.sha) return all('the base branch has moved since the last review');
  if (mergeBase === null || memory.mergeBase === undefined) {
    return all('it is not known whether the change still starts where it did at the last review');
  }
  // A merge of the base branch changes what the pull request shows even in files that no later commit touches.
  if (memory.mergeBase !== mergeBase) {
    return all('the change starts from another commit of the base branch than at the last review');
  }
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

/**
 * Tells for a path which of its hunks show lines that the later commits touched. Both are numbered at the same
 * head. A file that was moved counts under its old name too: the pull request may now show it as removed there.
 */
export function newSince(later: readonly FilePatch[]): (path: string) => (hunk: Hunk) => boolean {
  const byPath = new Map(later.map((patch) => [patch.path, patch]));
  const moved = new Set(later.filter(({ path, oldPath }) => path !== oldPath).map(({ oldPath }) => oldPath));
  return (path) => {
    if (moved.has(path)) return () => true;
    const patch = byPath.get(path);
    if (patch === undefined) return () => false;
    if (patch.kind !== 'text' || patch.status !== 'modified') return () => true;
    const ranges = changedRanges(patch);
    return (hunk) => touches(ranges, hunk);
  };
}

function all(because: string): Since {
  return { kind: 'all', because };
}

type LineRange = { readonly first: number; readonly last: number };

/** Some files change in thousands of places, in the pull request and since: hence no walk through all ranges. */
function touches(ranges: readonly LineRange[], hunk: Hunk): boolean {
  const first = hunk.newStart;
  const last = first + Math.max(hunk.newLines, 1) - 1;
  let from = 0;
  let to = ranges.length;
  while (from < to) {
    const middle = Math.floor((from + to) / 2);
    if ((ranges[middle]?.last ?? last) < first) from = middle + 1;
    else to = middle;
  }
  const next = ranges[from];
  return next !== undefined && next.first <= last;
}

/**
 * Lines at the head that a patch changed, in order. A deletion lies between two lines and touches both, so that
 * no range spans more than two lines: sorted by their first lines they are sorted by their last ones too.
 */
function changedRanges(patch: FilePatch): LineRange[] {
  const ranges = patch.hunks.flatMap((hunk) => {
    // git numbers an empty new side by the line before it.
    let next = hunk.newLines === 0 ? hunk.newStart + 1 : hunk.newStart;
    return hunk.lines.flatMap((line): LineRange[] => {
      if (line.kind === 'removed') return [{ first: next - 1, last: next }];
      next += 1;
      return line.kind === 'added' ? [{ first: next - 1, last: next - 1 }] : [];
    });
  });
  return ranges.toSorted((one, other) => one.first - other.first || one.last - other.last);
}

import type { Diff, FilePatch, Hunk } from '../diff/diff.ts';
import type { Settings } from '../settings/settings.ts';
import { attributesOf, type LinguistMarks } from './attributes.ts';
import { machineMade } from './generated.ts';
import { newSince, type Since } from './incremental.ts';
import { pathExclusion } from './path-filter.ts';
import type { Excluded, Scope } from './scope.ts';

/** Decides hunk by hunk what this run reads. Nothing gets lost: what is not in scope is excluded by a rule. */
export function narrowScope(change: {
  readonly diff: Diff;
  readonly settings: Settings;
  /** The root .gitattributes at the base revision; empty when there is none. */
  readonly attributes: string;
  readonly since: Since | null;
}): Scope {
  const { diff, settings, attributes, since } = change;
  const marksOf = attributesOf(attributes);
  const exclusionOf = pathExclusion(settings.paths);
  const isNewOf = since?.kind === 'new' ? newSince(since.patches) : null;
  const patches: FilePatch[] = [];
  const excluded: Excluded[] = [];
  for (const patch of diff.patches) {
    const whole = wholeFileRule(patch, { exclusionOf, marks: marksOf(patch.path) });
    if (whole !== null) {
      excluded.push(whole);
      continue;
    }
    const parts = hunkRules(patch, isNewOf?.(patch.path) ?? (() => true));
    excluded.push(...parts.excluded);
    if (parts.hunks.length > 0) patches.push(withHunks(patch, parts.hunks));
  }
  return {
    patches,
    excluded,
    since: since?.kind === 'new' ? since.head : null,
    ...(since?.kind === 'new' ? { later: since.patches } : {}),
    fullBecause: since?.kind === 'all' ? since.because : null,
  };
}

type FileRules = { readonly exclusionOf: (path: string) => string | null; readonly marks: LinguistMarks };

function wholeFileRule(patch: FilePatch, rules: FileRules): Excluded | null {
  const leave = (rule: Excluded['rule'], reason: string): Excluded => ({
    path: patch.path,
    rule,
    reason,
    hunkIds: patch.hunks.map((hunk) => hunk.id),
  });
  const filtered = rules.exclusionOf(patch.path);
  if (filtered !== null) return leave('path-filter', filtered);
  if (patch.kind !== 'text') return leave(patch.kind, `${patch.path} is ${KIND_WORDS[patch.kind]}`);
  if (patch.hunks.length === 0) return leave('no-text-change', withoutLines(patch));
  const made = machineMade(patch, rules.marks);
  return made === null ? null : leave(made.rule, made.reason);
}

const KIND_WORDS = { binary: 'a binary file', symlink: 'a symbolic link', submodule: 'a submodule' } as const;

/** Without a line to read there is nothing to review, and the reader is told what did change. */
function withoutLines({ path, oldPath, status, oldMode, newMode }: FilePatch): string {
  const hasNewMode = oldMode !== null && newMode !== null && oldMode !== newMode;
  const mode = hasNewMode ? `its mode, from ${oldMode} to ${newMode}` : '';
  if (status === 'renamed') {
    return `${path} changed only its name, from ${oldPath}${mode === '' ? '' : `, and ${mode}`}`;
  }
  if (status === 'modified' && hasNewMode) return `${path} changed only ${mode}`;
  return `${path} has no changed lines (${status})`;
}

function hunkRules(
  patch: FilePatch,
  isNew: (hunk: Hunk) => boolean,
): { hunks: Hunk[]; excluded: Excluded[] } {
  const { path } = patch;
  const tooLarge = patch.hunks.filter(hasEndlessLine);
  const seen = patch.hunks.filter((hunk) => !hasEndlessLine(hunk) && !isNew(hunk));
  const excluded: Excluded[] = [];
  if (tooLarge.length > 0) {
    const reason = `${path} has a line of more than ${LINE_CHARACTERS_MAX} characters`;
    excluded.push({ path, rule: 'too-large', reason, hunkIds: tooLarge.map((hunk) => hunk.id) });
  }
  if (seen.length > 0) {
    const reason = `${path} has not changed here since the last review`;
    excluded.push({ path, rule: 'reviewed-before', reason, hunkIds: seen.map((hunk) => hunk.id) });
  }
  const out = new Set([...tooLarge, ...seen]);
  return { hunks: patch.hunks.filter((hunk) => !out.has(hunk)), excluded };
}

/** No pack is cut within a line, and no person reads one of this length. */
const LINE_CHARACTERS_MAX = 20_000;

function hasEndlessLine(hunk: Hunk): boolean {
  return hunk.lines.some((line) => line.text.length > LINE_CHARACTERS_MAX);
}

function withHunks(patch: FilePatch, hunks: readonly Hunk[]): FilePatch {
  if (hunks.length === patch.hunks.length) return patch;
  const lines = hunks.flatMap((hunk) => hunk.lines);
  return {
    ...patch,
    hunks,
    additions: lines.filter((line) => line.kind === 'added').length,
    deletions: lines.filter((line) => line.kind === 'removed').length,
  };
}

import type { HunkPart } from '../budget/context-pack.ts';
import type { Diff, FilePatch, Hunk } from '../diff/diff.ts';
import { hunkHeader } from '../diff/render.ts';
import type { Scope } from '../scope/scope.ts';
import type { Coverage, LedgerRow, PackAccount } from './review.ts';

type PackedPart = { readonly part: HunkPart; readonly account: PackAccount };
type State = Pick<LedgerRow, 'state' | 'reason' | 'packs'>;

/** What was asked of the model and what came back, by hunk and by path. */
type Reading = {
  readonly parts: ReadonlyMap<string, readonly PackedPart[]>;
  readonly accounts: ReadonlyMap<string, readonly PackAccount[]>;
  /** Sentence of the rule by hunk id, and by path for files without hunks. */
  readonly excluded: ReadonlyMap<string, string>;
  readonly excludedFiles: ReadonlyMap<string, string>;
};

const PERCENT = 100;

/**
 * The account of the change, computed from the parts that were really packed and the answers that were really
 * read. It fails closed: a hunk that is nowhere was not read.
 */
export function coverageOf(run: {
  readonly diff: Diff;
  readonly scope: Scope;
  readonly packs: readonly PackAccount[];
}): Coverage {
  const reading = readingOf(run.scope, run.packs);
  const rows = [
    ...run.diff.patches.flatMap((patch) => rowsOfPatch(patch, reading)),
    ...run.diff.unread.map(({ path, reason }) =>
      fileRow(path, excludedFile(path, reading) ?? failed(reason)),
    ),
  ];
  const count = (...states: LedgerRow['state'][]): number =>
    rows.filter(({ state }) => states.includes(state)).length;
  const failures = count('failed');
  return {
    rows,
    read: count('whole', 'windowed'),
    excluded: count('excluded'),
    failed: failures,
    percent: rows.length === 0 ? PERCENT : Math.floor(((rows.length - failures) * PERCENT) / rows.length),
  };
}

function readingOf(scope: Scope, packs: readonly PackAccount[]): Reading {
  const packed = packs.flatMap((account) => account.pack.patches.map((patched) => ({ patched, account })));
  const parts = packed.flatMap(({ patched, account }) => patched.parts.map((part) => ({ part, account })));
  return {
    parts: Map.groupBy(parts, ({ part }) => part.hunk.id),
    accounts: new Map(
      [...Map.groupBy(packed, ({ patched }) => patched.patch.path)].map(([path, entries]) => [
        path,
        entries.map(({ account }) => account),
      ]),
    ),
    excluded: new Map(scope.excluded.flatMap(({ hunkIds, reason }) => hunkIds.map((id) => [id, reason]))),
    excludedFiles: new Map(
      scope.excluded.filter(({ hunkIds }) => hunkIds.length === 0).map(({ path, reason }) => [path, reason]),
    ),
  };
}

function rowsOfPatch(patch: FilePatch, reading: Reading): LedgerRow[] {
  if (patch.hunks.length === 0) return [fileRow(patch.path, stateOfFile(patch.path, reading))];
  return patch.hunks.map((hunk) => ({
    path: patch.path,
    hunkId: hunk.id,
    header: hunkHeader(hunk),
    ...stateOfHunk(hunk, reading),
  }));
}

function fileRow(path: string, state: State): LedgerRow {
  return { path, hunkId: null, header: '', ...state };
}

function stateOfFile(path: string, reading: Reading): State {
  const accounts = reading.accounts.get(path) ?? [];
  if (accounts.length === 0) return excludedFile(path, reading) ?? failed('was not packed');
  return failureOf(accounts) ?? { state: 'whole', reason: null, packs: packsOf(accounts) };
}

function excludedFile(path: string, reading: Reading): State | null {
  const reason = reading.excludedFiles.get(path);
  return reason === undefined ? null : { state: 'excluded', reason, packs: [] };
}

function stateOfHunk(hunk: Hunk, reading: Reading): State {
  const packed = reading.parts.get(hunk.id) ?? [];
  if (packed.length === 0) {
    const rule = reading.excluded.get(hunk.id);
    return rule === undefined ? failed('was not packed') : { state: 'excluded', reason: rule, packs: [] };
  }
  const accounts = packed.map(({ account }) => account);
  const failure = failureOf(accounts);
  if (failure !== null) return failure;
  const parts = packed.map(({ part }) => part);
  const packs = packsOf(accounts);
  const gap = firstGap(hunk, parts);
  if (gap !== null) return { ...failed(`line ${gap + 1} of this hunk was not packed`), packs };
  const whole = parts.some(({ from, to }) => from <= 0 && to >= hunk.lines.length);
  return { state: whole ? 'whole' : 'windowed', reason: null, packs };
}

/** Null when every pack was answered to its end; a hunk is read only when all of its packs were. */
function failureOf(accounts: readonly PackAccount[]): State | null {
  const poor =
    accounts.find(({ state }) => state === 'failed') ?? accounts.find(({ state }) => state !== 'read');
  if (poor === undefined) return null;
  const fallback = poor.state === 'partly' ? 'The answer about it broke off.' : 'It was not answered.';
  return { ...failed(poor.failure?.message ?? fallback), packs: packsOf(accounts) };
}

/** Index of the first line that no window shows, or null. */
function firstGap(hunk: Hunk, parts: readonly HunkPart[]): number | null {
  let covered = 0;
  for (const { from, to } of parts.toSorted((left, right) => left.from - right.from)) {
    if (from > covered) return covered;
    covered = Math.max(covered, to);
  }
  return covered < hunk.lines.length ? covered : null;
}

function packsOf(accounts: readonly PackAccount[]): number[] {
  return [...new Set(accounts.map(({ pack }) => pack.index))].toSorted((left, right) => left - right);
}

function failed(reason: string): State {
  return { state: 'failed', reason, packs: [] };
}

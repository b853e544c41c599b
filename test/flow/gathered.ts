import type { GatherPlan } from '../../src/core/context/plan.ts';
import { WHOLE_PLAN } from '../../src/core/context/plan.ts';
import type { Snippet } from '../../src/core/context/snippet.ts';
import { rebuildPatch } from '../../src/core/diff/rebuild.ts';
import { gather } from '../../src/flow/gather.ts';
import { openSymbols } from '../../src/grammar/symbols.ts';
import type { FileText, Repository } from '../../src/ports.ts';
import { HEAD_SHA, pullWith, settingsWith } from '../core/context/builders.ts';

const SYMBOLS = openSymbols(new URL('../../dist/grammars/', import.meta.url));
const QUIET = { step: () => {}, info: () => {}, warn: () => {} };

type Files = Readonly<Record<string, string>>;

export type Change = {
  readonly around: Files;
  /** Path, text before, text after. */
  readonly edits: readonly (readonly [path: string, old: string, now: string])[];
  readonly plan?: Partial<GatherPlan>;
  readonly searchable?: boolean;
  readonly history?: readonly (readonly string[])[];
  readonly symbols?: boolean;
};

/** Everything read around the change, in order. */
export async function gathered(change: Change): Promise<Snippet[]> {
  const head: Files = {
    ...change.around,
    ...Object.fromEntries(change.edits.map(([path, , now]) => [path, now])),
  };
  const present = Object.entries(head).filter(([, text]) => text !== '');
  const repository: Repository = {
    tree: async () => ({
      entries: present.map(([path, text]) => ({ path, mode: '100644', size: text.length })),
      complete: true,
    }),
    read: async (revision, paths) =>
      new Map(
        paths.map((path): [string, FileText] => {
          const text =
            revision === HEAD_SHA ? head[path] : change.edits.find(([edited]) => edited === path)?.[1];
          return text === undefined || text === ''
            ? [path, { kind: 'unreadable', reason: 'it is not there', missing: true }]
            : [path, { kind: 'text', text }];
        }),
      ),
    search: async () => null,
    lines: async (_revision, words) =>
      change.searchable === false
        ? null
        : present.flatMap(([path, whole]) =>
            whole
              .split('\n')
              .flatMap((text, index) =>
                words.some((word) => text.includes(word)) ? [{ path, line: index + 1, text }] : [],
              ),
          ),
    history: async () => change.history ?? null,
    diff: async () => null,
    lineHistory: async () => null,
    mergeBase: async () => null,
  };
  const patches = change.edits.map(([path, old, now]) => {
    const status = old === '' ? 'added' : now === '' ? 'removed' : 'modified';
    return rebuildPatch({ path, oldPath: path, status }, old, now);
  });
  const { snippets } = await gather(
    { repository, log: QUIET, ...(change.symbols === false ? {} : { symbols: SYMBOLS }) },
    {
      scope: { patches, excluded: [], since: null, fullBecause: null },
      pull: pullWith(),
      settings: settingsWith(),
      plan: { ...WHOLE_PLAN, ...change.plan },
    },
  );
  return snippets.filter(({ reason }) => reason !== 'changed file');
}

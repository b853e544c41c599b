import type { Section } from './sections.ts';

/** A small repository and a change to it. */
export type Change = {
  readonly base: Readonly<Record<string, string>>;
  /** Whole texts at the head of what the change touches; null deletes. */
  readonly head: Readonly<Record<string, string | null>>;
  /** Old path to new path; `head` may edit the new path. */
  readonly renames: Readonly<Record<string, string>>;
};

/** Verbs that tell a change; other verbs belong to whoever reads the case. */
export const CHANGE_VERBS = ['base', 'head', 'edit', 'delete', 'rename'] as const;

/**
 * The change that sections tell: `base` (a file before the change), `head` (the whole file after it), `edit`
 * (blocks of `<<<<`, old lines, `====`, new lines, `>>>>`), `delete`, `rename` (`old -> new`).
 */
export function changeOf(name: string, sections: readonly Section[]): Change {
  const named = (verb: (typeof CHANGE_VERBS)[number]) => sections.filter((section) => section.verb === verb);
  const base = recordOf(named('base'));
  const renames = Object.fromEntries(named('rename').map(({ subject }) => pairOf(name, subject)));
  const origins = new Map(Object.entries(renames).map(([from, to]) => [to, from]));
  const head: Record<string, string | null> = recordOf(named('head'));
  for (const { subject } of named('delete')) head[subject] = null;
  for (const { subject, text: blocks } of named('edit')) {
    const old = base[origins.get(subject) ?? subject];
    if (old === undefined) throw new Error(`${name}: edits ${subject}, which is not in the base.`);
    head[subject] = edited(`${name}, ${subject}`, old, blocks);
  }
  return { base, head, renames };
}

/** The text of a file at the head revision; null when there is none. */
export function headText(change: Change, path: string): string | null {
  const changed = change.head[path];
  if (changed !== undefined) return changed;
  const origin = originOf(change, path);
  if (change.renames[path] !== undefined) return null;
  return change.base[origin] ?? null;
}

/** The path a file of the head had before the change. */
export function originOf({ renames }: Pick<Change, 'renames'>, path: string): string {
  return Object.entries(renames).find(([, to]) => to === path)?.[0] ?? path;
}

/** Lines of the quote in the text, 1-based and inclusive, for every place where it stands. */
export function placesOf(text: string, quote: string): { readonly first: number; readonly last: number }[] {
  const lines = text.split('\n');
  const wanted = quote.split('\n');
  return lines.flatMap((_line, index) =>
    wanted.every((line, offset) => lines[index + offset] === line)
      ? [{ first: index + 1, last: index + wanted.length }]
      : [],
  );
}

function recordOf(sections: readonly Section[]): Record<string, string> {
  return Object.fromEntries(sections.map(({ subject, text }) => [subject, text]));
}

function pairOf(name: string, subject: string): [string, string] {
  const [from = '', to] = subject.split(' -> ');
  if (to === undefined) throw new Error(`${name}: a rename is written "old -> new", not ${subject}.`);
  return [from, to];
}

const BLOCK = /^<<<<\n([\s\S]*?)^====\n([\s\S]*?)^>>>>$/gm;

function edited(where: string, old: string, blocks: string): string {
  let text = old;
  const found = [...blocks.matchAll(BLOCK)];
  if (found.length === 0) throw new Error(`${where}: an edit without blocks.`);
  for (const [, from = '', to = ''] of found) {
    const at = text.indexOf(from);
    if (at < 0 || text.includes(from, at + 1) || from === '') {
      throw new Error(`${where}: the old lines must stand in it exactly once:\n${from}`);
    }
    text = text.slice(0, at) + to + text.slice(at + from.length);
  }
  return text;
}

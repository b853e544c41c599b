import { z } from 'zod';
import { KINDS, LANGUAGES, type RetrievalCase } from './case.ts';

const HEADER = z.strictObject({
  title: z.string().min(1),
  language: z.enum(LANGUAGES),
  kind: z.enum(KINDS),
  why: z.string().min(1),
});

type Section = { readonly verb: string; readonly subject: string; readonly text: string };

/**
 * Reads a case file: `key: value` lines, then sections that begin with `=== verb path`. Verbs: `base` (a file
 * before the change), `head` (the whole file after it), `edit` (blocks of `<<<<`, old lines, `====`, new lines,
 * `>>>>`), `delete`, `rename` (`old -> new`), `need` (whole lines of a file the change does not show).
 */
export function parseCase(name: string, text: string): RetrievalCase {
  const [header = '', ...rest] = text.split(/^=== /m);
  const sections = rest.map(sectionOf);
  const named = (verb: string) => sections.filter((section) => section.verb === verb);
  const base = recordOf(named('base'));
  const renames = Object.fromEntries(named('rename').map(({ subject }) => pairOf(name, subject)));
  const origins = new Map(Object.entries(renames).map(([from, to]) => [to, from]));
  const before = (path: string) => base[origins.get(path) ?? path];
  const head: Record<string, string | null> = recordOf(named('head'));
  for (const { subject } of named('delete')) head[subject] = null;
  for (const { subject, text: blocks } of named('edit')) {
    const old = before(subject);
    if (old === undefined) throw new Error(`${name}: edits ${subject}, which is not in the base.`);
    head[subject] = edited(`${name}, ${subject}`, old, blocks);
  }
  const known = new Set(['base', 'head', 'delete', 'edit', 'rename', 'need']);
  const stray = sections.find(({ verb }) => !known.has(verb));
  if (stray !== undefined) throw new Error(`${name}: the verb ${stray.verb} is not known.`);
  return {
    name,
    ...HEADER.parse(headerOf(header)),
    base,
    head,
    renames,
    needed: named('need').map(({ subject, text: quote }) => ({
      path: subject,
      quote: quote.replace(/\n$/, ''),
    })),
  };
}

function sectionOf(raw: string): Section {
  const end = raw.indexOf('\n');
  const [verb = '', ...subject] = raw.slice(0, end).trim().split(' ');
  const text = raw.slice(end + 1).trimEnd();
  return { verb, subject: subject.join(' '), text: text === '' ? '' : `${text}\n` };
}

function recordOf(sections: readonly Section[]): Record<string, string> {
  return Object.fromEntries(sections.map(({ subject, text }) => [subject, text]));
}

function pairOf(name: string, subject: string): [string, string] {
  const [from = '', to] = subject.split(' -> ');
  if (to === undefined) throw new Error(`${name}: a rename is written "old -> new", not ${subject}.`);
  return [from, to];
}

function headerOf(text: string): Record<string, string> {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return Object.fromEntries(
    lines.map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).trim(), line.slice(colon + 1).trim()];
    }),
  );
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

/** Languages of the set. A case is written in one; files of other kinds (SQL, YAML, ...) may stand beside it. */
export const LANGUAGES = [
  'typescript',
  'javascript',
  'python',
  'go',
  'java',
  'kotlin',
  'rust',
  'c',
  'csharp',
  'ruby',
  'php',
  'swift',
] as const;

/** How the needed span hangs together with the change. */
export const KINDS = [
  'caller',
  'definition',
  'implementation',
  'sibling',
  'test',
  'config',
  'column',
  'mapping',
  'route',
  'schema',
  'constant',
  'flag',
  'environment',
  'rename',
  'barrel',
  'alias',
] as const;

export type Language = (typeof LANGUAGES)[number];
export type Kind = (typeof KINDS)[number];

/** Whole lines of a file that make a finding about the change true or false. */
export type Needed = { readonly path: string; readonly quote: string };

/** A small repository, a change to it, and the lines outside the change that a reviewer has to see. */
export type RetrievalCase = {
  readonly name: string;
  readonly title: string;
  readonly language: Language;
  readonly kind: Kind;
  /** One sentence: why the needed lines make a finding true or false. */
  readonly why: string;
  readonly base: Readonly<Record<string, string>>;
  /** Whole texts at the head of what the change touches; null deletes. */
  readonly head: Readonly<Record<string, string | null>>;
  /** Old path to new path; `head` may edit the new path. */
  readonly renames: Readonly<Record<string, string>>;
  readonly needed: readonly Needed[];
};

/** The text of a needed file at the head revision; null when there is none. */
export function headText(one: RetrievalCase, path: string): string | null {
  const changed = one.head[path];
  if (changed !== undefined) return changed;
  const origin = Object.entries(one.renames).find(([, to]) => to === path)?.[0];
  if (one.renames[path] !== undefined) return null;
  return one.base[origin ?? path] ?? null;
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

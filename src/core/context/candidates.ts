import { fileKindOf } from './file-kinds.ts';
import type { Hits } from './hits.ts';
import { folderOf, languageOf } from './languages.ts';
import { declaredNames } from './names.ts';
import { compare } from './repository-paths.ts';
import type { Ask, Role } from './search-plan.ts';

/**
 * The found files that are worth reading, judged by the lines that were found in them: a rare word weighs more
 * than one that stands everywhere, and a line that declares a used name more than one that mentions it. Users
 * of the change, definitions and keys each have their share of the reading.
 */
export function candidatesFrom(asks: readonly Ask[], hits: Hits, changed: ReadonlySet<string>): string[] {
  const scores: Record<Share, Map<string, number>> = {
    users: new Map(),
    definitions: new Map(),
    keys: new Map(),
  };
  const seen = new Set<string>();
  // The same import stands in thousands of files: each line is taken apart once.
  const known = new Map<string, readonly string[]>();
  const declares = (line: string, name: string): boolean => {
    const names = known.get(line) ?? declaredNames(line);
    known.set(line, names);
    return names.includes(name);
  };
  for (const ask of asks) {
    const key = `${ask.role} ${ask.word} ${languageOf(ask.of) ?? ''}`;
    const files = hits.get(ask.word);
    if (files === undefined || seen.has(key)) continue;
    seen.add(key);
    const share = SHARE_OF[ask.role];
    const worths = [...files].flatMap(([path, lines]) => {
      if (changed.has(path)) return [];
      const worth = Math.max(0, ...lines.map(({ text }) => lineWorth(ask, { path, text }, declares)));
      return worth > 0 ? [{ path, worth }] : [];
    });
    for (const { path, worth } of worths) {
      scores[share].set(path, (scores[share].get(path) ?? 0) + worth / Math.sqrt(worths.length));
    }
  }
  const chosen = SHARES.flatMap((share) => best(scores[share], FILES_MAX[share]));
  return [...new Set(chosen)];
}

type Share = 'users' | 'definitions' | 'keys';

const SHARES: readonly Share[] = ['users', 'definitions', 'keys'];

const SHARE_OF: Readonly<Record<Role, Share>> = {
  gone: 'users',
  changed: 'users',
  import: 'users',
  type: 'users',
  method: 'users',
  base: 'definitions',
  used: 'definitions',
  near: 'definitions',
  key: 'keys',
  column: 'keys',
};

const FILES_MAX: Readonly<Record<Share, number>> = { users: 70, definitions: 50, keys: 40 };

const WORTH: Readonly<Record<Role, number>> = {
  gone: 12,
  changed: 8,
  import: 3,
  type: 2,
  method: 8,
  base: 6,
  used: 6,
  near: 3,
  key: 6,
  column: 4,
};

/** The same word in a file of another kind is rarely the same thing. */
const OTHER_LANGUAGE = 0.2;
/** A base that is spoken of and not built on. */
const SPOKEN_OF = 0.4;
const TYPE_LINE =
  /\b(?:class|struct|impl|interface|record|object|extension|protocol|trait|enum|extends|implements)\b/;

type Line = { readonly path: string; readonly text: string };
type Declares = (line: string, name: string) => boolean;

function lineWorth(ask: Ask, { path, text }: Line, declares: Declares): number {
  const worth = WORTH[ask.role];
  const sameLanguage = languageOf(path) === languageOf(ask.of);
  switch (ask.role) {
    case 'used':
    case 'near':
    case 'base':
      if (declares(text, ask.word)) return sameLanguage ? worth : worth * OTHER_LANGUAGE;
      if (ask.role !== 'base') return 0;
      return TYPE_LINE.test(text) ? worth : sameLanguage ? worth * SPOKEN_OF : 0;
    case 'type':
      return TYPE_LINE.test(text) && sameLanguage ? worth * 2 : sameLanguage ? worth : worth * OTHER_LANGUAGE;
    case 'column':
      return fileKindOf(path) === 'schema' ? worth : 0;
    case 'key':
      return keyWorth(path, text, ask.word) * worth;
    default:
      return sameLanguage ? worth : worth * OTHER_LANGUAGE;
  }
}

/** A line that imports something. */
export const IMPORTING = /^\s{0,20}(?:import|from|use|using|require)\b/;
const KEY_IN_SETTINGS = 1;
const VALUE_IN_SETTINGS = 0.5;
/** From here on a line looks as if it defined the key. */
export const KEY_DEFINED = 0.6;
const KEY_DEFINED_IN_CODE = KEY_DEFINED;
const KEY_QUOTED = 0.4;
const KEY_AS_PROPERTY = 0.3;
const KEY_IN_PROSE = 0.15;

/** How much a line looks as if it defined a key; 0 for one that just holds the word. */
export function keyWorth(path: string, text: string, key: string): number {
  const kind = fileKindOf(path);
  if (kind === 'schema') return KEY_IN_SETTINGS;
  if (kind === 'prose') return KEY_IN_PROSE;
  const at = text.indexOf(key);
  if (kind === 'settings') return isValue(text.slice(0, at)) ? VALUE_IN_SETTINGS : KEY_IN_SETTINGS;
  const before = text.slice(0, at).trimEnd().at(-1) ?? '';
  const after = text.slice(at + key.length).trimStart();
  const quoted = `"'\`/.:`.includes(before) && before !== '' && before !== '.';
  if (/^["'`]?\s{0,4}(?:=>|:|=(?!=))/.test(after)) return KEY_DEFINED_IN_CODE;
  if (quoted || (/^[A-Z][A-Z\d]*_[A-Z\d_]+$/.test(key) && !IMPORTING.test(text))) return KEY_QUOTED;
  // `data.active_users` reads what somebody else named.
  return before === '.' && /[a-z\d]_[a-z\d]/i.test(key) ? KEY_AS_PROPERTY : 0;
}

/** What stands behind the name of a setting: `mode: "strict"`, `MODE=strict`. */
function isValue(before: string): boolean {
  return /^[\s"'-]{0,40}[\w.$-]{1,80}["']?\s{0,10}[:=]\s{0,10}["']?$/.test(before);
}

function best(scores: ReadonlyMap<string, number>, filesMax: number): string[] {
  const sorted = [...scores]
    .sort(([a, left], [b, right]) => right - left || compare(a, b))
    .map(([path]) => path);
  // A crowd in one folder must not shut out the one user that lives elsewhere.
  const places = new Map<string, number>();
  const placed = sorted.map((path) => {
    const place = places.get(folderOf(path)) ?? 0;
    places.set(folderOf(path), place + 1);
    return { path, isCrowd: place >= FOLDER_MAX };
  });
  const chosen = [...placed.filter(({ isCrowd }) => !isCrowd), ...placed.filter(({ isCrowd }) => isCrowd)];
  return chosen.slice(0, filesMax).map(({ path }) => path);
}

/** Files of one folder before those of others have had their turn. */
const FOLDER_MAX = 24;

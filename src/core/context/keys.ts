import { isTelling } from './names.ts';

/**
 * Keys a piece of code speaks of: what stands in quotes, in parts as well, symbols, settings in capitals and
 * names of columns in statements. In order, once each.
 */
export function keysOf(text: string): string[] {
  const found = new Set<string>();
  const add = (key: string) => {
    if (isKey(key)) found.add(key);
  };
  const code = text.replaceAll(IMPORT_LINE, '');
  for (const [, , literal = ''] of code.matchAll(LITERAL)) {
    const plain = literal.trim();
    if (!/\s/.test(plain)) add(plain);
    for (const part of plain.split(/[^\w-]+/)) if (plain !== part && isCompound(part)) add(part);
    if (/\s/.test(plain)) continue;
    // The last parts of `orders.cancelled_at` and `/api/users/:id` are what a table or a router names.
    const parts = plain.split(/[./:]+/).filter(isKey);
    if (parts.length > 1) for (const part of parts.slice(-PARTS_MAX)) add(part);
  }
  for (const [, symbol = ''] of text.matchAll(/(?<![:\w]):([a-z_]\w{2,60})\b/g)) add(symbol);
  for (const [word] of text.matchAll(/\b[A-Z][A-Z0-9]*_[A-Z0-9_]{2,60}\b/g)) add(word);
  return [...found].slice(0, KEYS_MAX);
}

/** In settings, schemas and prose every longer word may be a key of something. */
export function keyWords(text: string): string[] {
  const words = text.match(/[A-Za-z_][\w-]{3,60}/g) ?? [];
  return [...new Set(words)].filter(isKey).slice(0, KEYS_MAX);
}

/** What tables and routers call a class: `Files` for `FilesController`. */
export function callNames(types: readonly string[]): string[] {
  const stems = types.flatMap((type) => CALLED.exec(type)?.[1] ?? []);
  const lower = (name: string) => name.charAt(0).toLowerCase() + name.slice(1);
  return stems.flatMap((stem) => [stem, lower(stem)]).filter(isKey);
}

/** The same key as other places write it: `timeoutSeconds`, `timeout_seconds`, `TIMEOUT_SECONDS`, `timeout-seconds`. */
export function spellingsOf(key: string): string[] {
  const parts = key
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .split(/[_-]+/)
    .filter((part) => part !== '')
    .map((part) => part.toLowerCase());
  if (parts.length < 2 || !/^[\w-]+$/.test(key)) return [];
  const upper = (part: string) => part.charAt(0).toUpperCase() + part.slice(1);
  const pascal = parts.map(upper).join('');
  const all = [
    parts.join('_'),
    pascal.charAt(0).toLowerCase() + pascal.slice(1),
    pascal,
    parts.join('-'),
    parts.join('_').toUpperCase(),
  ];
  return all.filter((spelling) => spelling !== key);
}

const CALLED =
  /^([A-Z]\w{2,60}?)(?:Controller|Handler|Resource|View|ViewSet|Job|Worker|Command|Listener|Consumer|Middleware|Policy|Component|Plugin|Task|Action|Processor|Step|Rule)$/;
const LITERAL = /(["'`])((?:(?!\1)[^\\\n]|\\.){2,160})\1/g;
/** What is imported is followed by itself. */
const IMPORT_LINE =
  /^\s{0,40}(?:import\b|from\b|use\b|using\b|require\b|require_relative\b|#\s{0,4}include\b|(?:\w+\s)?"[\w.-]+\.\w+\/[^"]*"$|.{1,200}\bfrom\s+["']|.{1,200}\brequire\().*$/gm;
const KEY_CHARACTERS_MIN = 4;
const KEY_CHARACTERS_MAX = 80;
const PARTS_MAX = 2;
const KEYS_MAX = 30;

function isKey(key: string): boolean {
  if (key.length < KEY_CHARACTERS_MIN || key.length > KEY_CHARACTERS_MAX) return false;
  // Format marks, numbers and paths to modules are no keys.
  return /[A-Za-z]{3}/.test(key) && !/^[@.]/.test(key) && !/[{}<>$%\\]/.test(key) && isTelling(key);
}

/** More than one word: `cancelled_at`, `max-length`, `userId`. */
function isCompound(part: string): boolean {
  return /[A-Za-z\d][_-][A-Za-z\d]|[a-z][A-Z]/.test(part) && !/^-|-$/.test(part);
}

import { fileKindOf } from '../../src/core/context/file-kinds.ts';
import { extensionOf, languageOf, nameOf, stemOf } from '../../src/core/context/languages.ts';
import { type Called, CROWD_FACES, type Face, type Work } from './crowd-faces.ts';
import { ENDS, NOUNS, pick, snake, upper, VERBS } from './words.ts';

/** Functions that are added before, inside and after what a file holds: about 180 lines each. */
const WORKS_EACH = 13;
const ENTRIES = 60;

/** Where a text may be grown without cutting anything in two. */
export type Place = 'end' | 'everywhere';

/** The text with several hundred more lines around it, the same for the same path. JSON and markup stay as they are. */
export function grown(path: string, text: string, place: Place): string {
  if (fileKindOf(path) !== 'code' || languageOf(path) === null) return `${text}${entriesFor(path)}`;
  const face = faceOf(path);
  if (face === null) return text;
  const after = place === 'end' ? text : beforeAndInside(path, text, face);
  return `${after}\n${unit(face, path, 'Later')}`;
}

/** The face of a language by the ending of a file; a header of C gets none: it declares. */
export function faceOf(path: string): Face | null {
  const ending = ALIKE[extensionOf(path)] ?? extensionOf(path);
  return Object.values(CROWD_FACES).find((face) => face.ending === ending) ?? null;
}

const ALIKE: Readonly<Record<string, string>> = { tsx: 'ts', jsx: 'js', mjs: 'js', cpp: 'c' };

/** Functions of no interest, each of them called otherwise. `calls` says what each of them uses. */
export function works(seedText: string, count: number, calls: (index: number) => readonly Called[]): Work[] {
  const seed = [...seedText].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 9_973, 7);
  return Array.from({ length: count }, (_work, index) => {
    const noun = pick(NOUNS, seed + index * 5);
    const verb = pick(VERBS, seed * 3 + index);
    return {
      name: `${verb}${upper(noun)}${pick(ENDS, seed + index * 2)}${(seed % 90) + index}`,
      input: noun,
      limit: 10 + ((seed + index) % 80),
      calls: calls(index),
    };
  });
}

/** A block of works that can stand at the top level of a file. */
function unit(face: Face, path: string, word: string): string {
  const name = `${upper(stemOf(path).replaceAll(/\W/g, ''))}${word}`;
  const opening = face.opens({ name, folder: '', uses: '' }, [], '').replace(/^<\?php\s+/, '');
  return `${opening.trim() === '' ? '' : opening}${bodies(face, `${path} ${word}`)}\n${face.closes}`;
}

function bodies(face: Face, seed: string): string {
  return works(seed, WORKS_EACH, () => [])
    .map(face.work)
    .join('\n\n');
}

function beforeAndInside(path: string, text: string, face: Face): string {
  const lines = text.trimEnd().split('\n');
  const last = lines.length - 1;
  const closed = face.closes.trim();
  const openedBy = lines.findLast((line) => /^[a-zA-Z@].*/.test(line) && line !== closed) ?? '';
  if (closed !== '' && lines[last] === closed && CLASS.test(openedBy))
    lines.splice(last, 0, '', bodies(face, `${path} inside`));
  const seam = seamOf(lines);
  if (seam !== null) lines.splice(seam, 0, '', unit(face, path, 'Earlier').trimEnd());
  return `${lines.join('\n')}\n`;
}

const CLASS = /^(?:public |final |abstract |internal |open |sealed |static )*class\b/;
const IMPORT =
  /^(?:import|from|use|using|require|require_relative|package|namespace|#include|<\?php|const .*require)\b/;
const STARTS = /^[A-Za-z@#[/]/;

/** The index of the first empty line after the imports that stands in nothing; null when there is none. */
function seamOf(lines: readonly string[]): number | null {
  const lastImport = lines.findLastIndex((line) => IMPORT.test(line));
  let depth = 0;
  for (const [index, line] of lines.entries()) {
    depth += (line.match(/[{([]/g) ?? []).length - (line.match(/[})\]]/g) ?? []).length;
    if (index > lastImport && line === '' && depth === 0 && STARTS.test(lines[index + 1] ?? '')) return index;
  }
  return null;
}

/** More of the same for files that list things; empty for kinds that cannot be added to at the end. */
function entriesFor(path: string): string {
  const write =
    ENTRY[extensionOf(path)] ?? (nameOf(path).startsWith('.env') ? ENTRY['properties'] : undefined);
  if (write === undefined) return '';
  const entries = works(path, ENTRIES, () => []).map(({ name, limit }) => write(snake(name), limit));
  return `\n${entries.join('\n')}\n`;
}

const ENTRY: Readonly<Record<string, (name: string, limit: number) => string>> = {
  sql: (name, limit) =>
    `CREATE TABLE ${name} (\n  id bigint PRIMARY KEY,\n  kept integer NOT NULL DEFAULT ${limit},\n  noted text\n);\n`,
  yml: (name, limit) => `${name}:\n  kept: ${limit}\n  noted: "no"`,
  yaml: (name, limit) => `${name}:\n  kept: ${limit}\n  noted: "no"`,
  properties: (name, limit) => `${name.toUpperCase()}=${limit}`,
  env: (name, limit) => `${name.toUpperCase()}=${limit}`,
  toml: (name, limit) => `[${name}]\nkept = ${limit}\n`,
  md: (name, limit) => `## ${name.replaceAll('_', ' ')}\n\nUp to ${limit} are kept; the others are noted.\n`,
};

import type { Hits } from '../context/hits.ts';
import { isTelling } from '../context/names.ts';
import { fence } from '../prompt/fence.ts';
import { redact } from '../prompt/redact.ts';
import { namesIn } from './absence.ts';
import type { Finding, PlacedFinding } from './finding.ts';

/** What is looked up about claims before anybody is asked: lines by the names in them, and files they name. */
export type Facts = {
  readonly hits: Hits;
  /** Texts of named files that no prompt shows, by path. */
  readonly files: ReadonlyMap<string, string>;
};

/** More names in one search find everything and tell nothing. */
const NAMES_MAX = 40;
const NAMES_PER_CLAIM_MAX = 4;
const FILES_PER_NAME_MAX = 12;
const LINES_PER_FILE_MAX = 3;
/** A name that stands in more files than this is a word of the language of the project. */
const COMMON_FILES = 60;
const LINE_CHARACTERS_MAX = 200;
const FILE_LINES_AROUND = 25;
const FILES_PER_CHECK_MAX = 2;

/** Names worth a search, in the order of the claims. */
export function namesToSearch(claims: readonly PlacedFinding[]): string[] {
  return [...new Set(claims.flatMap(({ finding }) => namesOf(finding)))].slice(0, NAMES_MAX);
}

/** Paths the claims speak of, beside their own; whether there are such files is another question. */
export function pathsNamed(claims: readonly PlacedFinding[]): string[] {
  return [...new Set(claims.flatMap(({ finding }) => mentionsOf(finding).map(({ path }) => path)))];
}

/** The facts that bear on some claims, as fenced sections; nothing that was not found. */
export function factSections(claims: readonly PlacedFinding[], { hits, files }: Facts): string[] {
  const names = [...new Set(claims.flatMap(({ finding }) => namesOf(finding)))];
  const mentions = claims.flatMap(({ finding }) => mentionsOf(finding));
  const shown = [...new Map(mentions.map((mention) => [mention.path, mention])).values()]
    .filter(({ path }) => files.has(path))
    .slice(0, FILES_PER_CHECK_MAX);
  return [
    ...names.flatMap((name) => hitSection(name, hits)),
    ...shown.map(({ path, line }) => fileSection(path, line, files.get(path) ?? '')),
  ];
}

function namesOf(finding: Finding): string[] {
  const { title, trigger = '', effect = '', body } = finding;
  return namesIn([title, trigger, effect, body].join('\n')).filter(isTelling).slice(0, NAMES_PER_CLAIM_MAX);
}

const PATH = /(?:^|[\s`'"(])((?:[\w@.-]+\/)+[\w@.-]+\.\w{1,8})(?::(\d{1,7}))?/g;

function mentionsOf({
  path: own,
  trigger = '',
  effect = '',
  body,
}: Finding): { path: string; line: number }[] {
  return [...[trigger, effect, body].join('\n').matchAll(PATH)].flatMap((match) => {
    const path = match[1]?.replace(/^\.\//, '') ?? '';
    return path === own || path === '' ? [] : [{ path, line: Number(match[2] ?? 1) }];
  });
}

function hitSection(name: string, hits: Hits): string[] {
  const found = hits.get(name);
  if (found === undefined || found.size === 0) {
    return [fence(`a search for the whole word ${name} found nothing`, '(no line)')];
  }
  if (found.size > COMMON_FILES) return [];
  const files = [...found].slice(0, FILES_PER_NAME_MAX);
  const lines = files.flatMap(([path, all]) =>
    all
      .slice(0, LINES_PER_FILE_MAX)
      .map(({ line, text }) => `${path}:${line}: ${text.slice(0, LINE_CHARACTERS_MAX).trimEnd()}`),
  );
  const rest = found.size - files.length;
  if (rest > 0) lines.push(`(and in ${rest} more files)`);
  return [fence(`lines with the whole word ${name}, at the head revision`, redact(lines.join('\n')).text)];
}

function fileSection(path: string, line: number, text: string): string {
  const lines = text.split('\n');
  const first = Math.max(1, line - FILE_LINES_AROUND);
  const rows = lines
    .slice(first - 1, line + FILE_LINES_AROUND)
    .map((row, index) => `${path}:${first + index}: ${row.slice(0, LINE_CHARACTERS_MAX).trimEnd()}`);
  return fence(`${path}, around line ${line}, at the head revision`, redact(rows.join('\n')).text);
}

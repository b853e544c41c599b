import { LineCounter, parseDocument } from 'yaml';
import { nearestName } from './nearest.ts';
import { FILE_ROWS, ROWS, SECRET_NAMES } from './table.ts';

/** A value as the file holds it, and where: `line 3, column 5`, or null when YAML cannot tell. */
export type FileValue = { readonly raw: unknown; readonly place: PlaceOf };

/** The place of the value itself, or of what is within it by the numbers and keys that lead there. */
export type PlaceOf = (...within: readonly (string | number)[]) => string | null;

/** The configuration file, read as far as it can be read. Values are not judged yet. */
export type ConfigFile = {
  /** By dotted name; a key without a value counts as not set. */
  readonly values: ReadonlyMap<string, FileValue>;
  readonly problems: readonly string[];
  readonly warnings: readonly string[];
};

export const NO_FILE: ConfigFile = { values: new Map(), problems: [], warnings: [] };

/** Characters of a configuration file: far above any real one, and a bound on the work it can cause. */
const FILE_CHARACTERS_MAX = 100_000;
// An alias is worth its target, and aliases of aliases multiply: ten lines can stand for a billion values.
const ALIASES_MAX = 50;
const YAML_PROBLEMS_MAX = 5;

export function readConfigFile(text: string): ConfigFile {
  if (text.length > FILE_CHARACTERS_MAX) {
    return failed(`it has ${text.length} characters; expected at most ${FILE_CHARACTERS_MAX}`);
  }
  try {
    return readYaml(text);
  } catch (error) {
    // The parser throws on too many aliases, on an alias without a target and on nesting too deep for the stack.
    return failed(`it cannot be read as YAML: ${error instanceof Error ? error.message : 'unknown reason'}`);
  }
}

function failed(problem: string): ConfigFile {
  return { ...NO_FILE, problems: [problem] };
}

function readYaml(text: string): ConfigFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'error' });
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return `line ${line}, column ${col}`;
  };
  if (document.errors.length > 0) {
    const problems = document.errors
      .slice(0, YAML_PROBLEMS_MAX)
      .map((error) => `${at(error.pos[0])}: it cannot be read as YAML: ${error.message}`);
    return { ...NO_FILE, problems };
  }
  const root: unknown = document.toJS({ maxAliasCount: ALIASES_MAX });
  if (root === null || root === undefined) return NO_FILE;
  if (!isMapping(root)) return failed('it holds no keys; expected lines such as "max-comments: 5"');
  const placeOf = (path: readonly (string | number)[]): string | null => {
    const node = document.getIn(path, true);
    return hasRange(node) ? at(node.range[0]) : null;
  };
  const walk = newWalk();
  walkMapping(root, '', { ...walk, placeOf });
  const yamlWarnings = document.warnings.map((warning) => `${at(warning.pos[0])}: ${warning.message}`);
  return { values: walk.values, problems: walk.problems, warnings: [...yamlWarnings, ...walk.warnings] };
}

type Walk = { values: Map<string, FileValue>; problems: string[]; warnings: string[] };

function newWalk(): Walk {
  return { values: new Map(), problems: [], warnings: [] };
}

const LEAVES = FILE_ROWS.map((row) => row.name);
const GROUPS = [...new Set(LEAVES.map(groupOf).filter((group) => group !== ''))];

/** The part before the dot; empty for a key at the top of the file. */
function groupOf(name: string): string {
  return name.slice(0, Math.max(0, name.indexOf('.')));
}

function walkMapping(
  mapping: Readonly<Record<string, unknown>>,
  group: string,
  walk: Walk & { placeOf: (path: readonly (string | number)[]) => string | null },
): void {
  for (const [key, raw] of Object.entries(mapping)) {
    const name = group === '' ? key : `${group}.${key}`;
    const path = group === '' ? [key] : [group, key];
    const place: PlaceOf = (...within) => walk.placeOf([...path, ...within]);
    if (LEAVES.includes(name)) {
      if (raw !== null && raw !== undefined) walk.values.set(name, { raw, place });
    } else if (group === '' && GROUPS.includes(name)) {
      if (isMapping(raw)) walkMapping(raw, name, walk);
      else if (raw !== null) walk.problems.push(`${prefix(place())}${name} ${groupProblem(name)}`);
    } else {
      walk.warnings.push(`${prefix(place())}${unknownKey(name)}`);
    }
  }
}

function prefix(place: string | null): string {
  return place === null ? '' : `${place}: `;
}

function groupProblem(group: string): string {
  const keys = LEAVES.filter((name) => groupOf(name) === group).map((name) => name.slice(group.length + 1));
  return `is not a group of keys; expected ${keys.join(', ')} below it`;
}

const NAME_CHARACTERS_SHOWN = 60;

function unknownKey(name: string): string {
  if (SECRET_NAMES.includes(name)) {
    return `${name} cannot be set in a file and is ignored. A key written there is known to everyone who can read the repository: revoke it.`;
  }
  if (ROWS.some((row) => row.name === name)) {
    return `${name} can be set as an input of the Action only and is ignored here`;
  }
  const nearest = nearestName(name, LEAVES);
  const shown = JSON.stringify(name.slice(0, NAME_CHARACTERS_SHOWN));
  const hint = nearest === null ? 'docs/configuration.md lists every key' : `did you mean ${nearest}?`;
  return `the key ${shown} is unknown and ignored; ${hint}`;
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function hasRange(node: unknown): node is { readonly range: readonly [number, ...number[]] } {
  return typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range);
}

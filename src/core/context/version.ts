import { isTelling } from './names.ts';
import type { Definition, Outline } from './outline.ts';
import { linesOf } from './spans.ts';

/** One version of a changed file; null when there is none. */
export type Version = { readonly text: string; readonly outline: Outline } | null;

/** The definitions around some lines. */
export type Around = {
  readonly all: readonly Definition[];
  /** The innermost of each touched line. */
  readonly inner: readonly Definition[];
  readonly functions: readonly Definition[];
};

export function definitionsAround(version: Version, lines: readonly number[]): Around {
  if (version === null || lines.length === 0) return { all: [], inner: [], functions: [] };
  const { definitions, comments } = version.outline;
  const text = linesOf(version.text);
  const first = (definition: Definition): number => {
    let start = definition.startLine;
    while (comments.has(start - 1) || ATTRIBUTE.test(text[start - 2] ?? '')) start -= 1;
    return start;
  };
  const all = new Set<Definition>();
  const inner = new Set<Definition>();
  const starts = new Map(definitions.map((definition) => [definition, first(definition)]));
  for (const line of lines) {
    const around = definitions.filter(
      (definition) => (starts.get(definition) ?? definition.startLine) <= line && line <= definition.line,
    );
    for (const definition of around) all.add(definition);
    const last = around.at(-1);
    if (last !== undefined) inner.add(last);
    // A method's callers matter, not those of a function inside it.
    const outer = around.find(({ kind }) => kind === 'function');
    if (outer !== undefined) inner.add(outer);
    // Nobody writes the name of a constructor or of `equals`: who uses the type calls them.
    const holder = around.findLast(({ kind }) => kind === 'type');
    if (outer !== undefined && holder !== undefined && isCalledUnnamed(outer.name)) inner.add(holder);
  }
  return { all: [...all], inner: [...inner], functions: [...inner].filter(({ kind }) => kind !== 'value') };
}

/** Definitions as text, long ones cut after a whole line. */
export function textOf(version: Version, definitions: readonly Definition[]): string {
  if (version === null) return '';
  const lines = linesOf(version.text);
  return definitions
    .map(({ startLine, line }) =>
      lines.slice(startLine - 1, Math.min(line, startLine + DEFINITION_LINES_MAX)).join('\n'),
    )
    .join('\n');
}

/** `@Column`, `#[serde(...)]`, `[JsonName]`: what stands above a definition and belongs to it. */
const ATTRIBUTE = /^\s{0,80}(?:@\w|#\[|\[[A-Z]\w*[\](])/;
const DEFINITION_LINES_MAX = 80;

function isCalledUnnamed(name: string): boolean {
  return !isTelling(name) || /^__\w+__$|^(?:compareTo|Equals|GetHashCode|operator.*|hash|deinit)$/.test(name);
}

import type { DiffLine } from '../diff/diff.ts';
import { isTelling, usedNames } from './names.ts';
import type { Definition } from './outline.ts';
import { linesOf } from './spans.ts';
import type { Version } from './version.ts';

/** Functions of the same file that use a touched definition: what it means shows there. */
export function localUsers(head: Version, touched: readonly Definition[]): Definition[] {
  if (head === null) return [];
  const names = new Set(touched.map(({ name }) => name).filter(isTelling));
  const lines = linesOf(head.text);
  const using = lines.flatMap((line, index) =>
    (line.match(/[\w$]+/g) ?? []).some((word) => names.has(word)) ? [index + 1] : [],
  );
  return head.outline.definitions
    .filter(
      ({ kind, name, startLine, line }) =>
        kind === 'function' && !names.has(name) && using.some((one) => startLine <= one && one <= line),
    )
    .slice(0, LOCAL_USERS_MAX);
}

/**
 * Functions that work on the same values of the file or the object as the changed lines do: one that registers
 * the listeners which the changed one calls, one that reads the cache which it fills.
 */
export function coupledTo(head: Version, touched: readonly Definition[], own: readonly DiffLine[]): string[] {
  if (head === null) return [];
  const lines = linesOf(head.text);
  const shared = new Set(
    head.outline.definitions.filter(({ kind }) => kind === 'value').map(({ name }) => name),
  );
  const changed = own.map(({ text }) => text.slice(0, LINE_CHARACTERS_MAX)).join('\n');
  const bodies = touched
    .filter(({ kind, startLine, line }) => kind === 'function' && line - startLine <= BODY_LINES_MAX)
    .map(({ startLine, line }) => lines.slice(startLine - 1, line).join('\n'));
  const text = [changed, ...bodies].join('\n');
  const values = new Set([
    ...usedNames(text).filter((name) => shared.has(name)),
    ...[...text.matchAll(OWN_FIELD)].map((match) => match[1] ?? ''),
  ]);
  if (values.size === 0) return [];
  const names = new Set(touched.map(({ name }) => name));
  return head.outline.definitions
    .filter(({ kind, name, startLine, line }) => {
      if (kind !== 'function' || names.has(name)) return false;
      const words =
        lines
          .slice(startLine - 1, line)
          .join('\n')
          .match(/[\w$]+/g) ?? [];
      return words.some((word) => values.has(word));
    })
    .map(({ name }) => name)
    .slice(0, COUPLED_MAX);
}

/** Types whose methods stand outside of them: `func (s *Store) Find` of Go, `Store::find` of C++. */
export function receiversOf(version: Version, definitions: readonly Definition[]): string[] {
  if (version === null) return [];
  const lines = linesOf(version.text);
  return definitions.flatMap(({ kind, startLine, name }) => {
    const line = kind === 'function' ? (lines[startLine - 1] ?? '').slice(0, LINE_CHARACTERS_MAX) : '';
    const receiver =
      /^func \((?:\w+ )?\*?(\w+)/.exec(line)?.[1] ?? /(\w+)(?:<[^<>]*>)?::~?\w+\s?\(/.exec(line)?.[1];
    return receiver === undefined || receiver === name ? [] : [receiver];
  });
}

/** Names of more than one word in touched types: fields that files of settings and messages spell as keys. */
export function fieldsOf(head: Version, touched: readonly Definition[]): string[] {
  if (head === null) return [];
  const lines = linesOf(head.text);
  return touched
    .filter(({ kind, startLine, line }) => kind === 'type' && line - startLine <= BODY_LINES_MAX)
    .flatMap(({ startLine, line }) => usedNames(lines.slice(startLine, line).join('\n')))
    .filter((name) => /^[a-z][a-z\d]*(?:_[a-z\d]+|[A-Z][a-z\d]+)+$/.test(name))
    .slice(0, FIELDS_MAX);
}

/** What touched types only declare. */
export function methodsOf(head: Version, types: readonly Definition[]): string[] {
  if (head === null) return [];
  const names = types.flatMap((type) =>
    head.outline.definitions
      .filter(
        ({ kind, startLine, line, signatureLine }) =>
          kind === 'function' && startLine >= type.startLine && line <= type.line && signatureLine === line,
      )
      .map(({ name }) => name),
  );
  return [...new Set(names)].slice(0, METHODS_MAX);
}

/** What an object calls its own: `this.listeners`, `self.listeners`, `@listeners`. */
const OWN_FIELD = /(?:\bthis(?:\.|->)|\bself\.|\$this->|(?<!@)@)([A-Za-z_]\w{2,60})\b(?!\s{0,2}\()/g;
const LINE_CHARACTERS_MAX = 400;
const BODY_LINES_MAX = 60;
const COUPLED_MAX = 6;
const FIELDS_MAX = 12;
const METHODS_MAX = 8;
const LOCAL_USERS_MAX = 4;

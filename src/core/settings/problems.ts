import type { z } from 'zod';
import type { FileValue } from './config-file.ts';
import type { Setting } from './kinds.ts';
import { nearestName } from './nearest.ts';

/** What is wrong with a value of the file: where, which key, its value, and what was expected. */
export function fileProblems<Value>(row: Setting<Value>, value: FileValue, error: z.ZodError): string[] {
  return error.issues.flatMap((found) => {
    const path = found.path.filter((part) => typeof part !== 'symbol');
    if (found.code !== 'unrecognized_keys') return problem(row, value, { path, text: textOf(row, found) });
    return found.keys.map((key) => problem(row, value, { path: [...path, key], text: unknownKey(row, key) }));
  });
}

/** Why an input's value is refused, by the first thing wrong with it. */
export function reasonOf<Value>(row: Setting<Value>, error: z.ZodError): string {
  const [found] = error.issues;
  return found === undefined ? `expected ${row.expected}` : textOf(row, found);
}

/** A value for an error message: on one line, cut short. */
export function shownValue(value: unknown): string {
  const written = JSON.stringify(value) ?? String(value);
  return written.length <= VALUE_CHARACTERS_SHOWN
    ? written
    : `${written.slice(0, VALUE_CHARACTERS_SHOWN)}… (cut)`;
}

const VALUE_CHARACTERS_SHOWN = 80;
const KEY_CHARACTERS_SHOWN = 60;

type Path = readonly (string | number)[];

function problem<Value>(
  row: Setting<Value>,
  { raw, place }: FileValue,
  { path, text }: { readonly path: Path; readonly text: string },
): string {
  const wrong = valueAt(raw, path);
  // What is missing has no place of its own, but the entry that lacks it has one.
  const at = place(...path) ?? place(...path.slice(0, -1));
  const is = wrong === undefined ? 'missing' : shownValue(wrong);
  return `${at === null ? '' : `${at}: `}${row.name}${path.map(step).join('')} is ${is}: ${text}`;
}

function step(part: string | number): string {
  return typeof part === 'number' ? `[${part}]` : `.${part.slice(0, KEY_CHARACTERS_SHOWN)}`;
}

function textOf<Value>(row: Setting<Value>, { message, path }: z.core.$ZodIssue): string {
  const own = OWN_WORDS.test(message) ? `${message}; ` : '';
  return `${own}expected ${expectedAt(row, path)}`;
}

function expectedAt<Value>(row: Setting<Value>, path: readonly PropertyKey[]): string {
  const key = path.find((part) => typeof part === 'string') ?? '';
  return row.fields?.[key] ?? row.expected;
}

function unknownKey<Value>(row: Setting<Value>, key: string): string {
  const known = Object.keys(row.fields ?? {});
  const nearest = nearestName(key, known);
  return nearest === null
    ? `the key is unknown; expected ${known.join(', ')}`
    : `the key is unknown (did you mean ${nearest}?)`;
}

/** Reasons from values.ts begin with a small letter; zod's own words begin with a capital one and add nothing. */
const OWN_WORDS = /^[a-z]/;

function valueAt(raw: unknown, path: Path): unknown {
  return path.reduce<unknown>((value, part) => {
    if (typeof value !== 'object' || value === null) return undefined;
    return Object.entries(value).find(([key]) => key === String(part))?.[1];
  }, raw);
}

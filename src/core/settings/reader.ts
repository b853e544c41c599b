import type { ConfigFile } from './config-file.ts';
import type { Setting } from './kinds.ts';
import { fileProblems, reasonOf, shownValue } from './problems.ts';
import type { EffectiveSetting, Inputs, SettingSource } from './settings.ts';
import { ROWS, SECRET_NAMES } from './table.ts';

/** What was wrong, kept apart by where it must be corrected. */
export type Problems = { readonly input: string[]; readonly file: string[] };

/** Takes settings one by one, remembers where each came from and collects every problem. */
export type Reader = {
  /** The value that counts: input before file before default. A wrong one is a problem and reads as the default. */
  take<Value>(row: Setting<Value>): Value;
  readonly problems: Problems;
  /** What was taken so far, in the order of the table. */
  effective(): EffectiveSetting[];
};

export function settingReader(inputs: Inputs, file: ConfigFile): Reader {
  const taken = new Map<string, EffectiveSetting>();
  const problems: Problems = { input: [], file: [...file.problems] };

  function remember<Value>(row: Setting<Value>, source: SettingSource, value: Value): Value {
    taken.set(row.name, { name: row.name, value: shownSetting(row.name, value), source });
    return value;
  }

  return {
    problems,
    effective: () => ROWS.flatMap((row) => taken.get(row.name) ?? []),
    take<Value>(row: Setting<Value>): Value {
      const fromFile = row.where === 'input' ? undefined : file.values.get(row.name);
      const inFile = fromFile === undefined ? null : row.schema.safeParse(fromFile.raw);
      // A wrong value in the file is told even when an input covers it: the next run may come without the input.
      if (inFile?.success === false && fromFile !== undefined) {
        problems.file.push(...fileProblems(row, fromFile, inFile.error));
      }
      const given = row.where === 'file' ? '' : givenText(inputs, row.name);
      if (given !== '') {
        const decoded = decodeText(row, given);
        if (decoded.ok) return remember(row, 'input', decoded.value);
        problems.input.push(decoded.problem);
        return row.default;
      }
      return inFile?.success === true
        ? remember(row, 'file', inFile.data)
        : remember(row, 'default', row.default);
    },
  };
}

/** The text of an input; empty when it was not given. */
export function givenText(inputs: Inputs, name: string): string {
  return (Object.hasOwn(inputs, name) ? (inputs[name] ?? '') : '').trim();
}

type Decoded<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly problem: string };

/** The value an input's text stands for, or the sentence that names input, value and what was expected. */
export function decodeText<Value>(row: Setting<Value>, given: string): Decoded<Value> {
  const raw = row.fromText(given);
  const decoded = row.schema.safeParse(raw);
  if (decoded.success) return { ok: true, value: decoded.data };
  const value = SECRET_NAMES.includes(row.name) ? 'hidden' : shownValue(raw);
  return { ok: false, problem: `input ${row.name} is ${value}: ${reasonOf(row, decoded.error)}` };
}

/** A value for the table of effective settings. */
function shownSetting(name: string, value: unknown): string {
  if (value === null) return 'none';
  if (Array.isArray(value)) return value.map(shownEntry).join(', ') || 'none';
  // Only the names: a header or a token may be among the values.
  if (typeof value === 'object') return Object.keys(value).join(', ') || 'none';
  return SECRET_NAMES.includes(name) ? 'hidden' : String(value);
}

/** A rule by its id, another entry by its paths: its words are too long for a table. */
function shownEntry(entry: unknown): string {
  if (typeof entry !== 'object' || entry === null) return String(entry);
  if ('id' in entry) return String(entry.id);
  return 'paths' in entry && Array.isArray(entry.paths) ? entry.paths.join(' ') : 'every path';
}

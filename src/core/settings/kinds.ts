import * as z from 'zod';

/** Where a setting may be given. `file` is the configuration file at the base revision. */
export type Where = 'input' | 'file' | 'both';

/** One row of the table: what the door, action.yml, the JSON Schema and the documentation know of a setting. */
export type Setting<Value> = {
  /** Kebab-case; a dot separates a group of the file from its key. */
  readonly name: string;
  readonly where: Where;
  /** Completes "expected …" in errors and "Values: …" in the documentation. */
  readonly expected: string;
  /** What the file may hold; never a transformation, so that it is also the published JSON Schema. */
  readonly schema: z.ZodType<Value>;
  /** Of a list of entries: what each key of an entry expects. */
  readonly fields?: Readonly<Record<string, string>>;
  readonly default: Value;
  readonly doc: string;
  /** The raw value that the text of an input stands for, still to be judged by `schema`. */
  readonly fromText: (text: string) => unknown;
};

type Row<Value> = Pick<Setting<Value>, 'name' | 'where' | 'default' | 'doc'>;

/** One of a few words. */
export function choice<const Values extends readonly [string, ...string[]]>(
  row: Row<NoInfer<Values[number]>> & { readonly values: Values },
): Setting<Values[number]> {
  return { ...row, expected: oneOf(row.values), schema: z.enum(row.values), fromText: asIs };
}

/** One of a few words, or not set at all. */
export function optionalChoice<const Values extends readonly [string, ...string[]]>(
  row: Omit<Row<null>, 'default'> & { readonly values: Values },
): Setting<Values[number] | null> {
  return { ...row, default: null, expected: oneOf(row.values), schema: z.enum(row.values), fromText: asIs };
}

/** A whole number between two bounds, both included. `because` explains the upper one. */
export function integer(
  row: Row<number> & { readonly min: number; readonly max: number; readonly because?: string },
): Setting<number> {
  const because = row.because === undefined ? '' : `; ${row.because}`;
  return {
    ...row,
    expected: `a whole number from ${row.min} to ${row.max}${because}`,
    schema: z.int().min(row.min).max(row.max),
    fromText: asNumber,
  };
}

/** A whole number, or what the program makes of it. */
export function integerOrAuto(
  row: Omit<Row<'auto'>, 'default'> & { readonly min: number; readonly max: number },
): Setting<number | 'auto'> {
  return {
    ...row,
    default: 'auto',
    expected: `auto, or a whole number from ${row.min} to ${row.max}`,
    schema: z.union([z.literal('auto'), z.int().min(row.min).max(row.max)]),
    fromText: (value) => (value === 'auto' ? value : asNumber(value)),
  };
}

/** A positive number, or not set at all. */
export function optionalAmount(row: Omit<Row<null>, 'default'>): Setting<number | null> {
  return {
    ...row,
    default: null,
    expected: 'a number above 0',
    schema: z.number().positive(),
    fromText: asNumber,
  };
}

export function flag(row: Row<boolean>): Setting<boolean> {
  return { ...row, expected: 'true or false', schema: z.boolean(), fromText: asBoolean };
}

/** A line of text that a schema judges. */
export function text<Value extends string | null>(
  row: Row<Value> & { readonly expected: string; readonly schema: z.ZodType<Value> },
): Setting<Value> {
  return { ...row, fromText: asIs };
}

/** A list of texts, each judged by `item`. Only for the file: an input has no lists. */
export function list(
  row: Omit<Row<readonly string[]>, 'where'> & { readonly items: string; readonly item: z.ZodType<string> },
): Setting<readonly string[]> {
  return {
    ...row,
    where: 'file',
    expected: `a list of ${row.items}`,
    schema: z.array(row.item).max(LIST_ITEMS_MAX),
    fromText: asIs,
  };
}

/** A list of entries, each a group of keys. Only for the file: an input has no lists. */
export function entries<Entry>(
  row: Omit<Row<readonly Entry[]>, 'where' | 'default'> & {
    readonly expected: string;
    readonly fields: Readonly<Record<string, string>>;
    readonly schema: z.ZodType<readonly Entry[]>;
  },
): Setting<readonly Entry[]> {
  return { ...row, where: 'file', default: [], fromText: asIs };
}

/** A JSON object given as text. */
export function jsonObject(
  row: Omit<Row<Readonly<Record<string, unknown>>>, 'default'> & {
    readonly expected: string;
    readonly schema: z.ZodType<Readonly<Record<string, unknown>>>;
  },
): Setting<Readonly<Record<string, unknown>>> {
  return { ...row, default: {}, fromText: asJson };
}

const LIST_ITEMS_MAX = 200;

function oneOf(values: readonly string[]): string {
  return `one of ${values.join(', ')}`;
}

function asIs(value: string): unknown {
  return value;
}

const NUMBER_PATTERN = /^[+-]?(\d+(\.\d*)?|\.\d+)$/;

function asNumber(value: string): unknown {
  return NUMBER_PATTERN.test(value) ? Number(value) : value;
}

// The spellings @actions/core accepts for a boolean input.
const TRUE_PATTERN = /^(true|True|TRUE)$/;
const FALSE_PATTERN = /^(false|False|FALSE)$/;

function asBoolean(value: string): unknown {
  if (TRUE_PATTERN.test(value)) return true;
  return FALSE_PATTERN.test(value) ? false : value;
}

function asJson(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    // Text that is not JSON stays text, and the schema, which asks for an object, refuses it by name.
    return value;
  }
}

import * as z from 'zod';
import type { ToolCall } from '../prompt/request.ts';
import { parseArguments } from './arguments.ts';
import { pathProblem } from './safe-path.ts';
import { shown } from './shown.ts';

/** A question about the repository, decoded. Lines are 1-based, both included. */
export type LookupCall = z.infer<typeof lookupCall>;

export type LookupRevision = 'base' | 'head';

/** `problem` is a sentence for the model: the field, its value and the way out. */
export type DecodedLookup =
  | { readonly kind: 'call'; readonly call: LookupCall }
  | { readonly kind: 'problem'; readonly problem: string };

/** Some lines of a file, or of what is told about one. */
export type Passage = {
  readonly label: string;
  /** Free of secrets, judged by the whole text they stand in. Strangers' text all the same. */
  readonly lines: readonly string[];
  /** The number of each line; null where lines have none. */
  readonly numbers: readonly number[] | null;
};

/** What a look-up found. The sentences are ours, the passages are strangers' text. */
export type LookupAnswer = {
  readonly opening: string;
  readonly passages: readonly Passage[];
  /** What was left out, and how to get it. */
  readonly notes: readonly string[];
};

/** The only look at what the model wrote. What is left out or added without harm is forgiven. */
export function decodeLookup(call: ToolCall): DecodedLookup {
  const tool = TOOLS.find((name) => name === call.name);
  if (tool === undefined) {
    return problem(`There is no look-up called ${shown(call.name)}. Use one of ${TOOLS.join(', ')}.`);
  }
  const fields = parseArguments(call.arguments);
  if (fields === null) {
    return problem(
      `${tool}: the arguments are ${shown(call.arguments)}, which is not a JSON object. Write one, such as ${EXAMPLES[tool]}.`,
    );
  }
  const parsed = lookupCall.safeParse({ ...fields, tool });
  if (parsed.success) return { kind: 'call', call: parsed.data };
  const [first] = parsed.error.issues;
  const field = String(first?.path[0] ?? '');
  const value = Object.hasOwn(fields, field) ? `is ${shown(fields[field])}` : 'is missing';
  return problem(`${tool}: ${field} ${value}. ${first?.message ?? ''}`);
}

/** Equal questions have equal keys, however their arguments are written. */
export function questionOf(call: ToolCall): string {
  const decoded = decodeLookup(call);
  if (decoded.kind === 'call') return JSON.stringify(decoded.call);
  return JSON.stringify([call.name, call.arguments.trim()]);
}

const TOOLS = ['read_lines', 'find_definition', 'find_references', 'search', 'line_history'] as const;

const EXAMPLES: Readonly<Record<(typeof TOOLS)[number], string>> = {
  read_lines: '{"path": "src/main.ts", "first": 1, "last": 80, "revision": "head"}',
  find_definition: '{"name": "parseDate"}',
  find_references: '{"name": "parseDate"}',
  search: '{"text": "retry-after", "under": "src"}',
  line_history: '{"path": "src/main.ts", "line": 12}',
};

const NAME_CHARACTERS_MIN = 2;
const NAME_CHARACTERS_MAX = 200;
const TEXT_CHARACTERS_MIN = 3;
const TEXT_CHARACTERS_MAX = 200;
const LINE_NUMBER_MAX = 10_000_000;

const LINE_WANTED = 'Give the number of a line: a whole number from 1.';
const PATH_WANTED = 'Give the path of a file from the root of the repository, such as src/main.ts.';
const NAME_WANTED = `Give one name as code writes it, of ${NAME_CHARACTERS_MIN} to ${NAME_CHARACTERS_MAX} letters, digits, _ and $.`;
const TEXT_WANTED = `Give text of one line, of ${TEXT_CHARACTERS_MIN} to ${TEXT_CHARACTERS_MAX} characters.`;

const path = z
  .string({ error: PATH_WANTED })
  .transform((written) => written.replace(/^\.\//, ''))
  .superRefine((written, context) => {
    const wrong = pathProblem(written);
    if (wrong !== null) context.addIssue(`It may not be read: ${wrong}. ${PATH_WANTED}`);
  });

// The model writes numbers in quotes now and then.
const line = z.preprocess(
  (written) => (typeof written === 'string' && /^\d{1,9}$/.test(written) ? Number(written) : written),
  z.int({ error: LINE_WANTED }).min(1, { error: LINE_WANTED }).max(LINE_NUMBER_MAX, { error: LINE_WANTED }),
);

/** Of `Store.open` and `store::open` the last name is what is defined. */
const name = z
  .string({ error: NAME_WANTED })
  .max(NAME_CHARACTERS_MAX, { error: NAME_WANTED })
  .transform((written) => /[\p{L}\p{N}_$]+(?=\W{0,3}$)/u.exec(written.trim())?.[0] ?? '')
  .pipe(z.string().min(NAME_CHARACTERS_MIN, { error: NAME_WANTED }));

const text = z
  .string({ error: TEXT_WANTED })
  .min(TEXT_CHARACTERS_MIN, { error: TEXT_WANTED })
  .max(TEXT_CHARACTERS_MAX, { error: TEXT_WANTED })
  .refine((written) => !/[\0\r\n]/.test(written) && written.trim().length >= TEXT_CHARACTERS_MIN, {
    error: TEXT_WANTED,
  });

/** Absent, null, an empty string and the root all mean the whole repository. */
const under = z.preprocess((written) => {
  if (written === undefined || written === null) return null;
  if (typeof written !== 'string') return written;
  const folder = written.replace(/^\.\//, '').replace(/\/+$/, '');
  return folder === '' || folder === '.' ? null : folder;
}, path.nullable());

const revision = z.preprocess(
  (written) => (written === undefined || written === null || written === '' ? 'head' : written),
  z.enum(['base', 'head'], { error: 'Give "head" for after the change, or "base" for before it.' }),
);

const lookupCall = z.discriminatedUnion('tool', [
  z
    .object({ tool: z.literal('read_lines'), path, first: line, last: line, revision })
    .refine(({ first, last }) => first <= last, {
      path: ['last'],
      error: 'It stands before first. Give first or a later line.',
    }),
  z.object({ tool: z.literal('find_definition'), name }),
  z.object({ tool: z.literal('find_references'), name }),
  z.object({ tool: z.literal('search'), text, under }),
  z.object({ tool: z.literal('line_history'), path, line }),
]);

function problem(sentence: string): DecodedLookup {
  return { kind: 'problem', problem: sentence };
}

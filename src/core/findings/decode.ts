import * as z from 'zod';
import type { Side } from '../diff/diff.ts';
import {
  CATEGORIES,
  type Category,
  CONFIDENCES,
  type Confidence,
  type Finding,
  SEVERITIES,
  type Severity,
} from './finding.ts';
import { isPlaceholder, type WrittenFinding } from './written-fields.ts';

/**
 * Other scales, read as ours. "Critical" is the top word of most scales and so is our blocker; "high" is
 * their second and so is our major: a model that wanted the top had a word for it.
 */
const SEVERITY_WORDS: ReadonlyMap<string, Severity> = new Map([
  ...own(SEVERITIES),
  ...words<Severity>('blocker', 'critical blocking fatal p0'),
  ...words<Severity>('major', 'high severe serious error important p1'),
  ...words<Severity>('minor', 'medium moderate warning p2'),
  ...words<Severity>('nit', 'low trivial info informational nitpick suggestion p3'),
]);

const CATEGORY_WORDS: ReadonlyMap<string, Category> = new Map([
  ...own(CATEGORIES),
  ...words<Category>('bug', 'bugs correctness logic logic-error regression functional'),
  ...words<Category>('security', 'vulnerability'),
  ...words<Category>('data-loss', 'dataloss data-corruption'),
  ...words<Category>('concurrency', 'race race-condition deadlock thread-safety'),
  ...words<Category>('contract', 'api api-contract compatibility breaking-change'),
  ...words<Category>('error-handling', 'errors exception-handling robustness reliability'),
  ...words<Category>('performance', 'perf efficiency resource-leak'),
  ...words<Category>('test', 'tests testing'),
  ...words<Category>('documentation', 'docs doc comment'),
]);

const CONFIDENCE_WORDS: ReadonlyMap<string, Confidence> = new Map([
  ...own(CONFIDENCES),
  ...words<Confidence>('high', 'certain very-high sure'),
  ...words<Confidence>('medium', 'moderate likely'),
  ...words<Confidence>('low', 'uncertain unsure very-low'),
]);

const SIDE_WORDS: ReadonlyMap<string, Side> = new Map([
  ...words<Side>('RIGHT', 'new right head after added context unchanged +'),
  ...words<Side>('LEFT', 'old left base before removed deleted -'),
]);

const HIGH_FROM = 0.75;
const MEDIUM_FROM = 0.4;
const PERCENT = 100;
const PATH_CHARACTERS_MAX = 4_096;
const SHOWN_CHARACTERS = 60;
/** Longer than any word of ours with an explanation behind it. */
const WORD_CHARACTERS_MAX = 60;
const WRAPPERS = ['"', '`', '"', "'"] as const;

/** `side` and `confidence` have a natural default; a finding without the others is none. */
const FINDING = z.object({
  path: z.string('is missing').transform(readPath),
  claimedLine: z.string().optional().transform(readLine),
  side: z.string().default('new').transform(oneOf(SIDE_WORDS, 'new, old')),
  severity: z.string('is missing').transform(oneOf(SEVERITY_WORDS, SEVERITIES.join(', '))),
  category: z.string('is missing').transform(oneOf(CATEGORY_WORDS, CATEGORIES.join(', '))),
  confidence: z.string().default('medium').transform(readConfidence),
  title: z.string('is missing').transform(readTitle),
  trigger: z.string().optional().transform(readSentence),
  effect: z.string().optional().transform(readSentence),
  remedy: z.string().optional().transform(readSentence),
  rule: z.string().optional().transform(readRule),
  quote: z.string().refine((quote) => !isPlaceholder(quote), 'is the placeholder of the form'),
});

/** The finding, or what is wrong with it: each field with its value. */
export function decodeFinding(written: WrittenFinding, pack: number): Finding | { problem: string } {
  const { fields, body, quote, suggestion } = written;
  if (written.cut !== null) return { problem: written.cut };
  const decoded = FINDING.safeParse({
    ...Object.fromEntries(fields),
    claimedLine: fields.get('line'),
    quote,
  });
  if (decoded.success) {
    const { trigger, effect, remedy, rule, ...claim } = decoded.data;
    return {
      ...claim,
      ...(trigger === '' ? {} : { trigger }),
      ...(effect === '' ? {} : { effect }),
      ...(remedy === '' ? {} : { remedy }),
      ...(rule === null ? {} : { rule }),
      body,
      suggestion,
      pack,
    };
  }
  return {
    problem: decoded.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '),
  };
}

/** A severity in any of the known words, or null. */
export function readSeverity(value: string): Severity | null {
  return SEVERITY_WORDS.get(plainValue(value).toLowerCase()) ?? null;
}

/** Takes off bold, and the pairs of quotes or backticks around a value; `__init__.py` stays whole. */
export function plainValue(value: string): string {
  let plain = value.trim().replace(/^\*\*/, '').replace(/\*\*$/, '').trim();
  for (const mark of WRAPPERS) {
    if (plain.length > 1 && plain.startsWith(mark) && plain.endsWith(mark)) plain = plain.slice(1, -1).trim();
  }
  return plain;
}

type Problems = { addIssue(problem: { code: 'custom'; message: string }): void };

function refuse(context: Problems, message: string): never {
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
}

function shown(value: string): string {
  return `"${value.length > SHOWN_CHARACTERS ? `${value.slice(0, SHOWN_CHARACTERS)}…` : value}"`;
}

function faultOf(text: string): string | null {
  if (text === '') return 'is empty';
  return isPlaceholder(text) ? `${shown(text)} is the placeholder of the form` : null;
}

function readTitle(value: string, context: Problems): string {
  const title = plainValue(value).replace(/\s+/g, ' ');
  const fault = faultOf(title);
  return fault === null ? title : refuse(context, fault);
}

/** Text that may be missing: a finding without it is one all the same. */
function readSentence(value: string | undefined): string {
  const sentence = plainValue(value ?? '').replace(/\s+/g, ' ');
  return isPlaceholder(sentence) ? '' : sentence;
}

const NO_RULE = /^(?:none|no|n\/a|-+)\.?$/i;

function readRule(value: string | undefined): string | null {
  const rule = readSentence(value).slice(0, WORD_CHARACTERS_MAX);
  return rule === '' || NO_RULE.test(rule) ? null : rule;
}

/** `./src/a.ts:12` and `[src/a.ts](…)` name `src/a.ts`. */
function readPath(value: string, context: Problems): string {
  const path = plainValue(value)
    .replace(/^\[([^\]]+)\]\(.*\)$/, '$1')
    .replace(/(?::\d+){1,2}(?:-\d+)?$/, '')
    .replace(/^\.\//, '');
  const fault = path.length > PATH_CHARACTERS_MAX ? `${shown(path)} is no path` : faultOf(path);
  return fault === null ? path : refuse(context, fault);
}

/** The first number of `40`, `L40`, `40-42`, `lines 40 to 42`. A hint, so nothing is wrong with none. */
function readLine(value: string | undefined): number | null {
  const line = Number(/\d{1,9}/.exec(value ?? '')?.[0] ?? 0);
  return line === 0 ? null : line;
}

function readConfidence(value: string, context: Problems): Confidence {
  const number = /^(\d+(?:\.\d+)?)\s*%?$/.exec(plainValue(value))?.[1];
  if (number === undefined) return oneOf(CONFIDENCE_WORDS, CONFIDENCES.join(', '))(value, context);
  const share = Number(number) > 1 ? Number(number) / PERCENT : Number(number);
  return share >= HIGH_FROM ? 'high' : share >= MEDIUM_FROM ? 'medium' : 'low';
}

function oneOf<T>(known: ReadonlyMap<string, T>, expected: string): (value: string, context: Problems) => T {
  return (value, context) => {
    const whole = plainValue(value)
      .slice(0, WORD_CHARACTERS_MAX)
      .toLowerCase()
      .replace(/^[^a-z0-9+-]+|[.,;]+$/g, '')
      .replace(/[\s_]+/g, '-');
    // `blocker | major` is the form itself, and no choice.
    const parts = value.includes('|') ? [] : [whole, ...prefixesOf(whole)];
    const found = parts.map((part) => known.get(part)).find((meaning) => meaning !== undefined);
    return found ?? refuse(context, `${shown(value.trim())} is not one of ${expected}`);
  };
}

/** `data-loss-(risk)` as `data-loss`, then as `data`: an explanation may follow the word. */
function prefixesOf(whole: string): string[] {
  const parts = whole.split(/-?[^a-z0-9-]/)[0]?.split('-') ?? [];
  return parts.map((_, index) => parts.slice(0, parts.length - index).join('-'));
}

function own<T extends string>(values: readonly T[]): [string, T][] {
  return values.map((value) => [value, value]);
}

function words<T extends string>(meaning: T, synonyms: string): [string, T][] {
  return synonyms.split(' ').map((word) => [word, meaning]);
}

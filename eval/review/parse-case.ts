import { z } from 'zod';
import { CHANGE_VERBS, type Change, changeOf, headText, originOf, placesOf } from '../case-file/change.ts';
import { LANGUAGES } from '../case-file/languages.ts';
import { readSections, refuseStrays, type Section } from '../case-file/sections.ts';
import {
  GOLDEN_SEVERITIES,
  type Golden,
  type KnownFalse,
  type Place,
  type Proof,
  type ReviewCase,
  SHAPES,
  type Side,
  TIERS,
} from './case.ts';
import { patternsOf, readFields } from './fields.ts';

const HEADER = z.strictObject({
  title: z.string().min(1),
  language: z.enum(LANGUAGES),
  shape: z.enum(SHAPES),
  proof: z.enum(['changed', 'unchanged', 'none']),
});
const GOLDEN = z.strictObject({
  severity: z.enum(GOLDEN_SEVERITIES),
  tier: z.enum(TIERS),
  category: z.string().min(1),
  description: z.string().min(1),
  patterns: z.string().default(''),
  side: z.enum(['old', 'new']).default('new'),
});
const KNOWN_FALSE = z.strictObject({ description: z.string().min(1), patterns: z.string().default('') });

const VERBS = [...CHANGE_VERBS, 'body', 'commits', 'golden', 'at', 'proof', 'known-false'];

/** A case file as it is written, and what a reader of the set may want to check about it. */
export type ParsedCase = ReviewCase & {
  readonly proof: z.infer<typeof HEADER>['proof'];
  /** Whole lines of other files that prove a golden. */
  readonly proofs: readonly { readonly path: string; readonly quote: string }[];
};

/**
 * Reads a case file: a header, the change, `body` and `commits` of the pull request, and what a review of it
 * should say. `golden` is a defect with the lines a comment belongs to, `at` a further place of the golden
 * before it, `proof` the lines of another file that prove it, `known-false` a plausible claim that is wrong.
 */
export function parseCase(name: string, text: string): ParsedCase {
  const { header: written, sections } = readSections(text);
  refuseStrays(name, sections, VERBS);
  const change = changeOf(name, sections);
  const header = decoded(HEADER, written, name);
  const textOf = (verb: string) => sections.find((section) => section.verb === verb)?.text.trim() ?? '';
  const commits = textOf('commits')
    .split('\n')
    .filter((line) => line.trim() !== '');
  const goldens = goldensOf(name, sections, change).map((golden) => ({
    ...golden,
    proof: proofOf(header.proof, golden.proof),
  }));
  return {
    name,
    title: header.title,
    body: textOf('body'),
    commits: commits.length === 0 ? [header.title] : commits,
    language: header.language,
    shape: header.shape,
    proof: header.proof,
    proofs: sections
      .filter(({ verb }) => verb === 'proof')
      .map(({ subject, text: quote }) => ({ path: subject, quote: quote.replace(/\n$/, '') })),
    source: { kind: 'files', ...change },
    goldens,
    knownFalse: sections
      .filter(({ verb }) => verb === 'known-false')
      .map((section) => falseOf(name, section)),
  };
}

/** A golden of a case whose proof is said to stand elsewhere, and that names no lines for it, is in the change. */
function proofOf(said: ParsedCase['proof'], own: Proof): Proof {
  return said === 'unchanged' && own === 'unchanged' ? 'unchanged' : 'changed';
}

function goldensOf(name: string, sections: readonly Section[], change: Change): Golden[] {
  const goldens: Golden[] = [];
  for (const section of sections) {
    const last = goldens.at(-1);
    if (section.verb === 'golden') goldens.push(goldenOf(name, section, change));
    if (section.verb !== 'at' && section.verb !== 'proof') continue;
    if (last === undefined) throw new Error(`${name}: "${section.verb}" stands before any golden.`);
    const place = placeOf(name, { change, path: section.subject, side: 'new', quote: section.text });
    if (section.verb === 'at') goldens.splice(-1, 1, { ...last, places: [...last.places, place] });
    else goldens.splice(-1, 1, { ...last, proof: 'unchanged' });
  }
  return goldens;
}

function goldenOf(name: string, { subject, text }: Section, change: Change): Golden {
  const cut = /^---\n/m.exec(text);
  if (cut === null) throw new Error(`${name}: golden ${subject} has no line "---" before its quoted lines.`);
  const fields = decoded(GOLDEN, readFields(text.slice(0, cut.index)), `${name}, golden ${subject}`);
  const quote = text.slice(cut.index + cut[0].length);
  const { side, patterns, ...rest } = fields;
  return {
    ...rest,
    places: [placeOf(name, { change, path: subject, side, quote })],
    patterns: patternsOf(`${name}, golden ${subject}`, patterns),
    required: rest.tier === 'A' || rest.tier === 'B',
    proof: 'changed',
  };
}

type Quoted = {
  readonly change: Change;
  readonly path: string;
  readonly side: Side;
  readonly quote: string;
};

function placeOf(name: string, { change, path, side, quote }: Quoted): Place {
  const text = side === 'old' ? (change.base[originOf(change, path)] ?? null) : headText(change, path);
  if (text === null) throw new Error(`${name}: ${path} does not exist on the ${side} side.`);
  const places = quote.trim() === '' ? [] : placesOf(text, quote.replace(/\n$/, ''));
  const [place] = places;
  if (place === undefined || places.length > 1) {
    throw new Error(
      `${name}: these lines must stand exactly once in ${path} (${side} side), and stand ${places.length} times:\n${quote}`,
    );
  }
  // A renamed file has one name in the report of a review, the new one.
  return { path: change.renames[path] ?? path, side, ...place };
}

function falseOf(name: string, { text }: Section): KnownFalse {
  const where = `${name}, known-false`;
  const { description, patterns } = decoded(KNOWN_FALSE, readFields(text), where);
  return { description, patterns: patternsOf(where, patterns) };
}

function decoded<Value>(schema: z.ZodType<Value>, fields: unknown, where: string): Value {
  const result = schema.safeParse(fields);
  if (result.success) return result.data;
  throw new Error(`${where}: ${z.prettifyError(result.error)}`);
}

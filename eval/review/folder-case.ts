import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { GOLDEN_SEVERITIES, type Golden, type ReviewCase, type Source, TIERS } from './case.ts';
import { patternOf } from './fields.ts';

export const CASE_FILE = 'case.yml';

const LINES = z
  .union([z.number().int().positive(), z.string()])
  .transform((lines) => /^(\d+)(?:-(\d+))?$/.exec(String(lines)))
  .refine((match) => match !== null, 'expected a line such as 12, or lines such as 12-14');

const PLACE = z.strictObject({
  path: z.string().min(1),
  lines: LINES,
  side: z.enum(['old', 'new']).default('new'),
});

const GOLDEN = z.strictObject({
  path: z.string().min(1).optional(),
  lines: LINES.optional(),
  side: z.enum(['old', 'new']).default('new'),
  at: z.array(PLACE).default([]),
  description: z.string().min(1),
  severity: z.enum(GOLDEN_SEVERITIES),
  tier: z.enum(TIERS).default('A'),
  category: z.string().default('bug'),
  patterns: z.array(z.string()).default([]),
  required: z.boolean().optional(),
  proof: z.enum(['changed', 'unchanged', 'unknown']).default('unknown'),
});

const CASE = z.strictObject({
  title: z.string().min(1),
  body: z.string().default(''),
  commits: z.array(z.string().min(1)).default([]),
  language: z.string().default('unknown'),
  shape: z.string().default('unknown'),
  repository: z.string().optional(),
  range: z.string().optional(),
  goldens: z.array(GOLDEN).default([]),
  'known-false': z
    .array(z.strictObject({ description: z.string().min(1), patterns: z.array(z.string()).default([]) }))
    .default([]),
});

/** Reads a case that is a folder: `case.yml` beside the trees `base` and `head`, or with a range of commits. */
export function readFolderCase(name: string, folder: string): ReviewCase {
  const where = join(folder, CASE_FILE);
  const result = CASE.safeParse(parse(readFileSync(where, 'utf8')));
  if (!result.success) throw new Error(`${where}: ${z.prettifyError(result.error)}`);
  const { title, body, commits, language, shape, goldens, 'known-false': claims } = result.data;
  return {
    name,
    title,
    body,
    commits: commits.length === 0 ? [title] : commits,
    language,
    shape,
    source: sourceOf(folder, result.data),
    goldens: goldens.map((golden) => goldenOf(where, golden)),
    knownFalse: claims.map(({ description, patterns }) => ({
      description,
      patterns: patterns.map((source) => patternOf(where, source)),
    })),
  };
}

/** `base..head`, each a commit, a branch or a tag. */
export function rangeOf(where: string, range: string): { readonly base: string; readonly head: string } {
  const [base = '', head = '', ...more] = range.split(/\.\.\.?/);
  if (base === '' || head === '' || more.length > 0)
    throw new Error(`${where}: the range ${JSON.stringify(range)} is not "base..head".`);
  return { base, head };
}

function goldenOf(where: string, golden: z.infer<typeof GOLDEN>): Golden {
  const { path, lines, side, at, patterns, required, ...rest } = golden;
  if ((path === undefined) !== (lines === undefined))
    throw new Error(`${where}: a golden has a path and lines, or neither of them.`);
  const first = path === undefined || lines === undefined ? [] : [{ path, lines, side }];
  return {
    ...rest,
    places: [...first, ...at].map((place) => ({
      path: place.path,
      side: place.side,
      first: Number(place.lines?.[1]),
      last: Number(place.lines?.[2] ?? place.lines?.[1]),
    })),
    patterns: patterns.map((source) => patternOf(where, source)),
    required: required ?? (rest.tier === 'A' || rest.tier === 'B'),
  };
}

function sourceOf(folder: string, { repository, range }: z.infer<typeof CASE>): Source {
  const where = join(folder, CASE_FILE);
  if (repository !== undefined && range !== undefined)
    return { kind: 'range', repository: resolve(folder, repository), ...rangeOf(where, range) };
  if (repository !== undefined || range !== undefined)
    throw new Error(`${where}: repository and range belong together; one of them is missing.`);
  const [base, head] = [join(folder, 'base'), join(folder, 'head')];
  if (!existsSync(base) || !existsSync(head))
    throw new Error(`${where}: needs the folders base and head beside it, or repository and range in it.`);
  const [before, after] = [treeOf(base), treeOf(head)];
  const changed = Object.entries(after).filter(([path, text]) => before[path] !== text);
  const deleted = Object.keys(before).filter((path) => after[path] === undefined);
  return {
    kind: 'files',
    base: before,
    head: { ...Object.fromEntries(deleted.map((path) => [path, null])), ...Object.fromEntries(changed) },
    renames: {},
  };
}

function treeOf(folder: string): Record<string, string> {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => join(folder, path))
    .filter((path) => statSync(path).isFile())
    .sort();
  return Object.fromEntries(
    paths.map((path) => [relative(folder, path).split(sep).join('/'), readFileSync(path, 'utf8')]),
  );
}

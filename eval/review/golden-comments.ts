import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import type { GoldenSeverity, ReviewCase } from './case.ts';
import { rangeOf } from './folder-case.ts';

/** The public benchmark's own form; fields it has besides these are not needed. */
const ENTRIES = z.array(
  z.looseObject({
    pr_title: z.string(),
    url: z.string().min(1),
    comments: z.array(
      z.looseObject({ comment: z.string().min(1), severity: z.string(), category: z.string().optional() }),
    ),
  }),
);

const CLONES = z.array(
  z.strictObject({
    url: z.string().min(1),
    /** A clone on this machine that has both ends of the range. */
    repository: z.string().min(1),
    range: z.string().min(1),
    body: z.string().default(''),
    commits: z.array(z.string()).default([]),
    language: z.string().optional(),
  }),
);

const SEVERITIES: Readonly<Record<string, GoldenSeverity>> = {
  critical: 'critical',
  high: 'high',
  medium: 'medium',
  low: 'low',
};

export type GoldenComments = {
  readonly cases: readonly ReviewCase[];
  /** Pull requests for which no clone is named. */
  readonly leftOut: readonly string[];
};

/**
 * Reads golden comments in the form of withmartian/code-review-benchmark: a file, or a folder of them. They name
 * no lines, so a comment matches them by its cause alone. `clones` is a YAML list that says where the code is.
 */
export function readGoldenComments(path: string, clones: string): GoldenComments {
  const where = new Map(readClones(clones).map((clone) => [clone.url, clone]));
  const leftOut: string[] = [];
  const cases: ReviewCase[] = [];
  for (const { file, entry } of filesOf(path).flatMap(entriesOf)) {
    const clone = where.get(entry.url);
    if (clone === undefined) leftOut.push(entry.url);
    else cases.push(caseOf(file, entry, clone));
  }
  return { cases, leftOut };
}

type Entry = z.infer<typeof ENTRIES>[number];
type Clone = z.infer<typeof CLONES>[number];

function caseOf(file: string, entry: Entry, clone: Clone): ReviewCase {
  const number = /(\d+)\/?$/.exec(entry.url)?.[1] ?? 'unnumbered';
  const name = `${basename(file, '.json')}-${number}`;
  return {
    name,
    title: entry.pr_title,
    body: clone.body,
    commits: clone.commits.length === 0 ? [entry.pr_title] : clone.commits,
    language: clone.language ?? 'unknown',
    shape: 'public',
    source: { kind: 'range', repository: clone.repository, ...rangeOf(clone.url, clone.range) },
    goldens: entry.comments.map(({ comment, severity, category }) => ({
      places: [],
      description: comment,
      severity: severityOf(`${file}, ${entry.url}`, severity),
      tier: 'B',
      category: category ?? 'bug',
      patterns: [],
      required: true,
      proof: 'unknown',
    })),
    knownFalse: [],
  };
}

function severityOf(where: string, word: string): GoldenSeverity {
  const severity = SEVERITIES[word.toLowerCase()];
  if (severity !== undefined) return severity;
  throw new Error(`${where}: the severity ${JSON.stringify(word)} is not known.`);
}

function filesOf(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  const names = readdirSync(path).filter((name) => name.endsWith('.json'));
  return names.sort().map((name) => join(path, name));
}

function entriesOf(file: string): { readonly file: string; readonly entry: Entry }[] {
  const result = ENTRIES.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (!result.success) throw new Error(`${file}: ${z.prettifyError(result.error)}`);
  return result.data.map((entry) => ({ file, entry }));
}

function readClones(path: string): Clone[] {
  const result = CLONES.safeParse(parse(readFileSync(path, 'utf8')));
  if (!result.success) throw new Error(`${path}: ${z.prettifyError(result.error)}`);
  const folder = dirname(path);
  return result.data.map((clone) => ({ ...clone, repository: resolve(folder, clone.repository) }));
}

import * as z from 'zod';
import { CATEGORIES, SEVERITIES, severityRank } from '../findings/finding.ts';
import type { Memory, StandingFinding } from './review.ts';

/**
 * Hidden marks in our own comments. The content is plain base64, whose letters hold no hyphen and no angle
 * bracket, so that nothing a stranger wrote can end the HTML comment. A mark is read only at the one place
 * where we write it (the end of a finding, the start of a summary): text quoted in between proves nothing.
 */
export const SUMMARY_MARK = '<!-- kimi-review:summary -->';

export type FindingMark = Pick<StandingFinding, 'fingerprint' | 'severity' | 'title' | 'category'>;

const TITLE_MAX = 120;
const PATH_MAX = 300;
const FINGERPRINT_MAX = 128;
const NOTED_MAX = 30;
/** Base64 letters, of the 65,536 characters GitHub takes in a comment. */
const MEMORY_ENCODED_MAX = 40_000;

const FINDING_AT_END = /(?:^|\n)<!-- kimi-review:finding v1 ([A-Za-z0-9+/]{1,4000}={0,2}) -->\s*$/;
const MEMORY_AT_START = new RegExp(
  `^\\s*(?:${SUMMARY_MARK}\\s*)?<!-- kimi-review:memory v1 ([A-Za-z0-9+/]{1,${MEMORY_ENCODED_MAX}}={0,2}) -->`,
);

const title = z.string().max(TITLE_MAX);
const fingerprint = z.string().min(1).max(FINGERPRINT_MAX);
const severity = z.enum(SEVERITIES);
const category = z.enum(CATEGORIES).optional();
const sha = z.string().regex(/^[0-9a-f]{40}$/);

const findingContent = z.object({ f: fingerprint, s: severity, t: title, c: category });
const notedContent = findingContent.extend({
  p: z.string().min(1).max(PATH_MAX),
  l: z.int().positive().nullable(),
});
const memoryContent = z.object({
  head: sha,
  base: sha,
  fork: sha.optional(),
  complete: z.boolean(),
  digest: z.string().max(FINGERPRINT_MAX),
  noted: z.array(notedContent).max(NOTED_MAX).optional(),
});

/** The last line of a finding's comment: how a later run knows what was said. */
export function findingMark(finding: FindingMark): string {
  return `<!-- kimi-review:finding v1 ${encode(findingToContent(finding))} -->`;
}

/** What the mark at the end of a comment says; null without one, or when it is not ours to read. */
export function readFindingMark(body: string): FindingMark | null {
  const content = findingContent.safeParse(decode(FINDING_AT_END.exec(body)?.[1]));
  return content.success ? contentToFinding(content.data) : null;
}

/**
 * Stands directly under the summary mark. It never holds more than `readMemory` takes: the least severe findings
 * give way, and a memory that had to let some go is not complete, so that the next run finds them again.
 */
export function memoryMark(memory: Memory): string {
  const noted = memory.noted ?? [];
  const kept = noted
    .toSorted((one, other) => severityRank(one.severity) - severityRank(other.severity))
    .map((finding) => ({ ...findingToContent(finding), p: finding.path, l: finding.line }))
    .filter((entry) => notedContent.safeParse(entry).success)
    .slice(0, NOTED_MAX);
  const encoded = (): string =>
    encode(memoryToContent({ ...memory, complete: memory.complete && kept.length === noted.length }, kept));
  while (kept.length > 0 && encoded().length > MEMORY_ENCODED_MAX) kept.pop();
  return `<!-- kimi-review:memory v1 ${encoded()} -->`;
}

export function readMemory(body: string): Memory | null {
  const content = memoryContent.safeParse(decode(MEMORY_AT_START.exec(body)?.[1]));
  if (!content.success) return null;
  const { head, base, fork, complete, digest, noted } = content.data;
  const start = fork === undefined ? {} : { mergeBase: fork };
  const memory = { head, base, ...start, complete, settingsDigest: digest };
  if (noted === undefined) return memory;
  return {
    ...memory,
    noted: noted.map((entry) => ({
      ...contentToFinding(entry),
      path: entry.p,
      line: entry.l,
      noted: true,
    })),
  };
}

function memoryToContent(
  { head, base, mergeBase, complete, settingsDigest: digest }: Memory,
  noted: readonly z.infer<typeof notedContent>[],
): unknown {
  const start = mergeBase === undefined ? {} : { fork: mergeBase };
  return { head, base, ...start, complete, digest, ...(noted.length === 0 ? {} : { noted }) };
}

function findingToContent(finding: FindingMark): z.infer<typeof findingContent> {
  const { fingerprint: f, severity: s, category: c } = finding;
  const t = finding.title.slice(0, TITLE_MAX).toWellFormed();
  return c === undefined ? { f, s, t } : { f, s, t, c };
}

function contentToFinding({ f, s, t, c }: z.infer<typeof findingContent>): FindingMark {
  const mark = { fingerprint: f, severity: s, title: t };
  return c === undefined ? mark : { ...mark, category: c };
}

function encode(content: unknown): string {
  return Buffer.from(JSON.stringify(content), 'utf8').toString('base64');
}

/** Undefined for anything that is not the base64 of JSON; the caller's schema refuses it then. */
function decode(encoded: string | undefined): unknown {
  if (encoded === undefined) return undefined;
  try {
    return JSON.parse(Buffer.from(encoded, 'base64').toString('utf8'));
  } catch {
    return undefined;
  }
}

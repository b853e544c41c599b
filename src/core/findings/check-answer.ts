import * as z from 'zod';
import { plainValue, readSeverity } from './decode.ts';
import type { Citation, Severity } from './finding.ts';

/** What a check wrote about one claim, decoded and not yet held against the code. Every text is untrusted. */
export type WrittenVerdict = {
  readonly kind: 'confirmed' | 'refuted' | 'unsure';
  readonly reason: string;
  readonly introduced: boolean;
  /** Null when it gave none that we know. */
  readonly severity: Severity | null;
  /** Number of an earlier claim of the same check; null when there is none. */
  readonly sameAs: number | null;
  readonly evidence: readonly Citation[];
};

/** Verdicts by the number of the claim, 1-based. A claim without one has lost its verdict; `problems` say why. */
export type CheckAnswer = {
  readonly verdicts: ReadonlyMap<number, WrittenVerdict>;
  readonly problems: readonly string[];
};

const HEADING = /^\s*#{1,6}\s*\**claim\s+#?(\d{1,3})\b/i;
const CLOSING = /^\s*#{1,6}\s*\**end of check\b/i;
const FIELD =
  /^\s*(?:[-*]\s{1,3})?[*_`]{0,3}(for|against|verdict|reason|introduced|severity|same as)[*_`]{0,3}\s?:\*{0,3}\s*(.*)$/i;
const FENCE = /^\s*(`{3,}|~{3,})/;
const CITED = /^\s*[-*]?\s*`?([^\s:`][^:`]{0,400}):(\d{1,7})(?:-\d{1,7})?`?\s*[:|]\s?(.*)$/;
const EVIDENCE_MAX = 12;
const SHOWN_CHARACTERS = 40;

const VERDICT = z.enum(['confirmed', 'refuted', 'unsure']);

/** Reads the answer of a check. Strict: what is not a verdict by its form is none, and is named. */
export function parseCheck(text: string, claims: number): CheckAnswer {
  const lines = text
    .replace(/^\uFEFF/, '')
    .replaceAll('\r\n', '\n')
    .split('\n');
  const verdicts = new Map<number, WrittenVerdict>();
  const faults = new Map<number, string>();
  const problems: string[] = [];
  for (const section of sectionsOf(lines)) {
    const { number } = section;
    if (number < 1 || number > claims) problems.push(`claim ${number}: there is no such claim`);
    else if (verdicts.has(number)) problems.push(`claim ${number}: has two verdicts; the first one counts`);
    else {
      const read = verdictOf(section);
      if ('problem' in read) faults.set(number, read.problem);
      else verdicts.set(number, read);
    }
  }
  for (let number = 1; number <= claims; number += 1) {
    if (verdicts.has(number)) continue;
    problems.push(`claim ${number}: ${faults.get(number) ?? 'no verdict was given'}`);
  }
  return { verdicts, problems };
}

type Section = {
  readonly number: number;
  readonly fields: ReadonlyMap<string, string>;
  readonly evidence: readonly string[];
};

function sectionsOf(lines: readonly string[]): Section[] {
  const sections: { number: number; fields: Map<string, string>; evidence: string[] }[] = [];
  let fence: string | null = null;
  let last: string | null = null;
  for (const line of lines) {
    const current = sections.at(-1);
    const mark = FENCE.exec(line)?.[1] ?? null;
    if (fence !== null) {
      if (mark?.startsWith(fence) && line.trim() === mark) fence = null;
      else current?.evidence.push(line);
      continue;
    }
    const number = HEADING.exec(line)?.[1];
    if (number !== undefined) {
      sections.push({ number: Number(number), fields: new Map(), evidence: [] });
      last = null;
    } else if (CLOSING.test(line)) break;
    else if (current === undefined) continue;
    else if (mark !== null) fence = mark;
    else last = takeField(current.fields, line, last);
  }
  return sections;
}

/** The field the line belongs to, so that the next one may go on with it. */
function takeField(fields: Map<string, string>, line: string, last: string | null): string | null {
  const match = FIELD.exec(line);
  const name = match?.[1]?.toLowerCase();
  if (name !== undefined) {
    if (!fields.has(name)) fields.set(name, (match?.[2] ?? '').trim());
    return name;
  }
  if (last === null || line.trim() === '') return null;
  fields.set(last, `${fields.get(last) ?? ''} ${line.trim()}`.trim());
  return last;
}

function verdictOf({ fields, evidence }: Section): WrittenVerdict | { readonly problem: string } {
  const written = plainValue(fields.get('verdict') ?? '');
  const word = /^[a-z]+/.exec(written.toLowerCase())?.[0];
  const kind = VERDICT.safeParse(word);
  // `confirmed | refuted` is the form itself, and no verdict.
  if (!kind.success || written.includes('|')) {
    const shown = written.slice(0, SHOWN_CHARACTERS);
    return { problem: shown === '' ? 'the verdict is missing' : `"${shown}" is no verdict` };
  }
  return {
    kind: kind.data,
    reason: plainValue(fields.get('reason') ?? '').replace(/\s+/g, ' '),
    introduced: !/^no\b/i.test(plainValue(fields.get('introduced') ?? '')),
    severity: readSeverity(fields.get('severity') ?? ''),
    sameAs: numberIn(fields.get('same as')),
    evidence: evidence.flatMap(citationOf).slice(0, EVIDENCE_MAX),
  };
}

function numberIn(value: string | undefined): number | null {
  const digits = /\d{1,3}/.exec(value ?? '')?.[0];
  return digits === undefined ? null : Number(digits);
}

function citationOf(line: string): Citation[] {
  const [, path, number, text] = CITED.exec(line) ?? [];
  if (path === undefined || number === undefined || text === undefined || text.trim() === '') return [];
  return [{ path: path.trim(), line: Number(number), text }];
}

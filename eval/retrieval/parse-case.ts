import { z } from 'zod';
import { CHANGE_VERBS, changeOf } from '../case-file/change.ts';
import { LANGUAGES } from '../case-file/languages.ts';
import { readSections, refuseStrays } from '../case-file/sections.ts';
import { KINDS, type RetrievalCase } from './case.ts';

const HEADER = z.strictObject({
  title: z.string().min(1),
  language: z.enum(LANGUAGES),
  kind: z.enum(KINDS),
  why: z.string().min(1),
});

/** Reads a case file: a header, the change, and `need` (whole lines of a file the change does not show). */
export function parseCase(name: string, text: string): RetrievalCase {
  const { header, sections } = readSections(text);
  const change = changeOf(name, sections);
  refuseStrays(name, sections, [...CHANGE_VERBS, 'need']);
  const needed = sections.filter(({ verb }) => verb === 'need');
  return {
    name,
    ...HEADER.parse(header),
    ...change,
    needed: needed.map(({ subject, text: quote }) => ({ path: subject, quote: quote.replace(/\n$/, '') })),
  };
}

import { ANSWER_FORMAT } from '../prompt/answer-format.ts';

/** The fields of a finding as they were written, before anything is believed. */
export const FIELDS = [
  'path',
  'line',
  'side',
  'severity',
  'category',
  'confidence',
  'rule',
  'title',
  'trigger',
  'effect',
  'remedy',
] as const;
export type Field = (typeof FIELDS)[number];

/** Fields that are sentences: a model may break their lines. */
export const SENTENCE_FIELDS: ReadonlySet<string> = new Set<Field>(['title', 'trigger', 'effect', 'remedy']);

export type WrittenFinding = {
  readonly fields: ReadonlyMap<Field, string>;
  readonly body: string;
  readonly quote: string;
  readonly suggestion: string | null;
  /** Why the text of this finding is not whole, in the words of a reject; null when it is. */
  readonly cut: string | null;
};

/** What models call a part of a finding, spelt without case, blanks, hyphens and underscores. */
const NAMES: ReadonlyMap<string, Field | 'quote' | 'suggestion' | 'body'> = new Map([
  ...names('path', 'path file filepath filename'),
  ...names('line', 'startline linestart line lines linenumber'),
  ...names('side', 'side'),
  ...names('severity', 'severity priority'),
  ...names('category', 'category type kind'),
  ...names('confidence', 'confidence'),
  ...names('rule', 'rule ruleid'),
  ...names('title', 'title summary headline'),
  ...names('trigger', 'trigger'),
  ...names('effect', 'effect consequence'),
  ...names('remedy', 'remedy'),
  ...names('quote', 'quote quotedcode existingcode originalcode code'),
  ...names('suggestion', 'suggestion suggestedcode suggestedfix replacement fix'),
  ...names('body', 'body description explanation message comment details'),
]);

export type Part = Field | 'quote' | 'suggestion' | 'body';

/** The part a written name stands for; null when it is none of ours. */
export function partOf(name: string): Part | null {
  return NAMES.get(name.toLowerCase().replace(/[\s_-]/g, '')) ?? null;
}

/** Those of the form, letter by letter: any other `<...>` may be a tag that the finding is about. */
const PLACEHOLDERS: ReadonlySet<string> = new Set(ANSWER_FORMAT.match(/<[^<>]{3,}>/g));

/** `<path of the file as shown above>`: the form was copied instead of filled in. */
export function isPlaceholder(value: string): boolean {
  return PLACEHOLDERS.has(value.trim());
}

function names<P extends Part>(part: P, words: string): [string, P][] {
  return words.split(' ').map((word) => [word, part]);
}

import { type Block, type BlockEnds, QUOTE_WORDS, readBlock, SUGGESTION_WORDS } from './blocks.ts';
import {
  FIELDS,
  type Field,
  isPlaceholder,
  type Part,
  partOf,
  SENTENCE_FIELDS,
  type WrittenFinding,
} from './written-fields.ts';

type SectionStart = {
  /** The line after the heading. */
  readonly start: number;
  /** What the heading itself says after `finding`; stands in for a missing title. */
  readonly title: string;
  /** For each line, the next lines, itself included, at which a section may end. */
  readonly boundaries: readonly BlockEnds[];
};

/** What is gathered while a section is read. */
type Draft = {
  readonly fields: Map<Field, string>;
  readonly body: string[];
  quote: string | null;
  suggestion: string | null;
  cut: string | null;
  /** The first block that says neither quote nor suggestion: the quote, if no other is. */
  unnamed: string | null;
  /** A line `quote:` or `suggestion:` that names the next block. */
  label: Part | null;
  previous: Part | null;
};

/** `path: src/a.ts`, with whatever bullets and bold a model puts around the name. */
export function keyLine(line: string): { part: Part; value: string } | null {
  const match =
    /^\s*(?:[-*•>]\s{1,3})?[*_`"]{0,3}([A-Za-z][A-Za-z _-]{2,18})[*_`"]{0,3}\s?:\*{0,3}(.*)$/.exec(line);
  const part = match?.[1] === undefined ? null : partOf(match[1]);
  return part === null ? null : { part, value: (match?.[2] ?? '').trim() };
}

/** Reads one section, up to the next heading that does not stand inside a block. */
export function readSection(
  lines: readonly string[],
  from: SectionStart,
): { written: WrittenFinding; next: number } {
  const draft: Draft = {
    fields: new Map(from.title === '' ? [] : [['title', from.title]]),
    body: [],
    quote: null,
    suggestion: null,
    cut: null,
    unnamed: null,
    label: null,
    previous: null,
  };
  const headingOnly = new Set(draft.fields.keys());
  let index = from.start;
  while (index < lines.length) {
    const until = from.boundaries[index] ?? { mark: lines.length, section: lines.length };
    if (until.mark === index) break;
    const block = readBlock(lines, index, until);
    if (block === null) takeLine(draft, lines[index] ?? '', headingOnly);
    else takeBlock(draft, block, lines[index] ?? '');
    index = block?.next ?? index + 1;
  }
  return { written: finished(draft), next: index };
}

function takeLine(draft: Draft, line: string, headingOnly: Set<Field>): void {
  const key = keyLine(line);
  const inBody = draft.body.some((text) => text.trim() !== '');
  if (key !== null && (key.part === 'quote' || key.part === 'suggestion')) {
    if (key.value === '') draft.label = key.part;
    else if (!inBody && key.part === 'quote') draft.quote ??= key.value.replace(/^`+|`+$/g, '');
    else draft.body.push(line);
    return;
  }
  if (key !== null && !inBody) {
    draft.previous = key.part;
    if (key.part === 'body') draft.body.push(key.value);
    else if (key.part !== 'quote' && key.part !== 'suggestion')
      takeField(draft, { name: key.part, value: key.value }, headingOnly);
    return;
  }
  const { previous } = draft;
  const field = FIELDS.find((name) => name === previous && SENTENCE_FIELDS.has(name));
  const begun = field === undefined ? undefined : draft.fields.get(field);
  draft.previous = null;
  if (field !== undefined && begun !== undefined && line.trim() !== '' && draft.quote === null) {
    draft.fields.set(field, `${begun} ${line.trim()}`);
    return;
  }
  draft.body.push(line);
}

/** The first value of a field counts; one of the section replaces what the heading said. */
function takeField(draft: Draft, field: { name: Field; value: string }, headingOnly: Set<Field>): void {
  if (draft.fields.has(field.name) && !headingOnly.has(field.name)) return;
  headingOnly.delete(field.name);
  draft.fields.set(field.name, field.value);
}

function takeBlock(draft: Draft, block: Block, opening: string): void {
  const text = block.lines.join('\n');
  const named = (words: readonly string[]): boolean => block.words.some((word) => words.includes(word));
  const label = draft.label;
  draft.label = null;
  draft.previous = null;
  if (draft.suggestion === null && (named(SUGGESTION_WORDS) || label === 'suggestion')) {
    // Half a replacement is none; the finding stands without it.
    if (block.closed) draft.suggestion = text;
  } else if (draft.quote === null && (named(QUOTE_WORDS) || label === 'quote')) {
    draft.quote = text;
    if (!block.closed) draft.cut = 'quote: its block is not closed';
  } else if (text.trim() !== '') {
    if (draft.unnamed === null && block.closed && draft.body.every((line) => line.trim() === ''))
      draft.unnamed = text;
    else
      draft.body.push(
        opening,
        ...block.lines,
        ...(block.closed ? [/[`~]{3,}/.exec(opening)?.[0] ?? ''] : []),
      );
  }
}

function finished(draft: Draft): WrittenFinding {
  const suggestion = draft.suggestion;
  const absent =
    suggestion === null || isPlaceholder(suggestion) || /^\s*(?:none|n\/?a)\.?\s*$/i.test(suggestion);
  return {
    fields: draft.fields,
    body: draft.body.join('\n').trim(),
    quote: draft.quote ?? draft.unnamed ?? '',
    suggestion: absent ? null : suggestion,
    cut: draft.cut,
  };
}

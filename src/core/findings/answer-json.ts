import * as z from 'zod';
import { FIELDS, type Field, partOf, type WrittenFinding } from './written-fields.ts';

/** An answer as JSON: not what we ask for, but what many models fall back to. */
export type JsonAnswer = {
  /** In the order of the array; a string says what is wrong with an element. */
  readonly elements: readonly (WrittenFinding | string)[];
  /** False when the array, or the object around it, breaks off. */
  readonly closed: boolean;
  /** True when more than the end of a code fence follows. */
  readonly proseAfter: boolean;
};

const SCALAR = z.union([z.string(), z.number().transform(String)]);
const LINES = z.union([z.string(), z.array(z.string()).transform((lines) => lines.join('\n'))]);
const NUMBERS = z.union([SCALAR, z.array(SCALAR).transform((numbers) => numbers.join('-'))]);
/** The name of the next member, and the blanks before its value. */
const MEMBER = /[\s,]*"((?:[^"\\\n]|\\.)*)"\s*:\s*/y;
const ELEMENT = z.record(z.string(), z.unknown());

/** What may stand before the JSON: one line that announces it, and the opening of a code fence. */
const LEAD_IN = /^\s*(?:[^\n{}]{0,80}:[ \t]*\n\s*)?(?:(?:`{3,}|~{3,})[ \t]*\w{0,20}[ \t]*\n\s*)?(?=\{)/;

/**
 * An answer that is a JSON object with `findings`, each element read alone; null when it is none. Prose that
 * mentions such an object is none: a sentence about `{"findings": []}` must not be read as a clean review.
 */
export function readJsonAnswer(text: string): JsonAnswer | null {
  const start = LEAD_IN.exec(text)?.[0].length;
  const array = start === undefined ? null : findingsIn(text, start);
  if (start === undefined || array === null) return null;
  const elements: (WrittenFinding | string)[] = [];
  let at = array;
  for (;;) {
    at += /^[\s,]*/.exec(text.slice(at))?.[0].length ?? 0;
    if (text[at] === ']') break;
    const end = endOfValue(text, at);
    if (end === null) return { elements, closed: false, proseAfter: false };
    elements.push(readElement(text.slice(at, end)));
    at = end;
  }
  const end = endOfValue(text, start);
  const after = end === null ? '' : text.slice(end);
  return { elements, closed: end !== null, proseAfter: !/^\s*(?:`{3,}|~{3,})?\s*$/.test(after) };
}

/** The index behind the `[` of the member `findings` of the object at `start`; members inside others do not count. */
function findingsIn(text: string, start: number): number | null {
  let at = start + 1;
  for (;;) {
    MEMBER.lastIndex = at;
    const member = MEMBER.exec(text);
    if (member === null) return null;
    at = MEMBER.lastIndex;
    if (member[1] === 'findings') return text[at] === '[' ? at + 1 : null;
    const end = endOfValue(text, at);
    if (end === null) return null;
    at = end;
  }
}

/** The index after the value that starts at `start`; null when the text ends inside it. */
function endOfValue(text: string, start: number): number | null {
  let depth = 0;
  let quoted = false;
  for (let index = start; index < text.length; index += 1) {
    const character = text.charAt(index);
    if (quoted) {
      if (character === '\\') index += 1;
      else if (character === '"') quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === '{' || character === '[') depth += 1;
    else if (depth === 0 && (character === ',' || character === ']')) return index;
    else if (character === '}' || character === ']') {
      depth -= 1;
      if (depth <= 0) return index + 1;
    }
  }
  return null;
}

function readElement(text: string): WrittenFinding | string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return 'element: is not valid JSON';
  }
  const element = ELEMENT.safeParse(value);
  return element.success ? writtenOf(element.data) : 'element: is not an object';
}

function writtenOf(element: Readonly<Record<string, unknown>>): WrittenFinding | string {
  const fields = new Map<Field, string>();
  const texts = { body: '', quote: '', suggestion: null };
  const taken: { body: string; quote: string; suggestion: string | null } = texts;
  for (const [name, value] of Object.entries(element)) {
    const part = partOf(name);
    if (part === null || value === null || value === undefined) continue;
    const read = (part === 'line' ? NUMBERS : isField(part) ? SCALAR : LINES).safeParse(value);
    if (!read.success) return `${name}: ${JSON.stringify(value)} is not text`;
    if (!isField(part)) taken[part] = read.data;
    // `start_line` beside `line` is the first line of the range, which is the one meant by `line`.
    else if (!fields.has(part) || /start/i.test(name)) fields.set(part, read.data);
  }
  return { fields, ...taken, cut: null };
}

function isField(part: string): part is Field {
  return FIELDS.some((field) => field === part);
}

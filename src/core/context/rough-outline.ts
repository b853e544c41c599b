import { declaredNames } from './names.ts';
import type { Definition, Outline } from './outline.ts';
import { linesOf } from './spans.ts';

/**
 * What a file defines by the look of its lines, for languages without a grammar: a declaration goes on as long
 * as the lines after it are further in. Wrong extents cost a few lines of context, nothing more.
 */
export function roughOutline(text: string): Outline {
  const lines = linesOf(text).slice(0, LINES_MAX);
  const definitions: Definition[] = [];
  const comments = new Set<number>();
  for (const [index, line] of lines.entries()) {
    if (COMMENT.test(line)) {
      comments.add(index + 1);
      continue;
    }
    const [name] = declaredNames(line);
    if (name === undefined) continue;
    const startLine = index + 1;
    const end = extentEnd(lines, index);
    const signatureLine = Math.min(end, signatureEnd(lines, index));
    const kind = TYPE.test(line) ? 'type' : end > startLine ? 'function' : 'value';
    definitions.push({ name, kind, startLine, line: end, signatureLine, bases: basesOf(line, name) });
  }
  return { definitions, comments };
}

const LINES_MAX = 20_000;
const EXTENT_LINES_MAX = 2_000;
const SIGNATURE_LINES_MAX = 12;
const COMMENT = /^\s*(?:\/\/|#(?!\s*(?:define|include))|--|\*|\/\*|<!--)/;
const TYPE =
  /\b(?:class|interface|type|enum|struct|trait|record|object|protocol|module|namespace|extension)\b/;
const CLOSER = /^\s*[)\]}]/;
const NAMES_MAX = 8;

function extentEnd(lines: readonly string[], start: number): number {
  const own = indentOf(lines[start] ?? '');
  let last = start;
  const limit = Math.min(lines.length, start + EXTENT_LINES_MAX);
  for (let index = start + 1; index < limit; index += 1) {
    const line = lines[index] ?? '';
    if (line.trim() === '') continue;
    const indent = indentOf(line);
    if (indent > own) last = index;
    else if (indent === own && CLOSER.test(line)) {
      last = index;
      // `) {` closes the parameters and opens the body.
      if (!/[{:]\s*$/.test(line)) break;
    } else break;
  }
  return last + 1;
}

function signatureEnd(lines: readonly string[], start: number): number {
  for (let index = start; index < Math.min(lines.length, start + SIGNATURE_LINES_MAX); index += 1) {
    if (/[{:;=]\s*$/.test(lines[index] ?? '')) return index + 1;
  }
  return start + 1;
}

/** What stands behind a colon, `extends` or `implements` in the line that names a type. */
function basesOf(line: string, name: string): string[] {
  if (!TYPE.test(line)) return [];
  const after = line.slice(line.indexOf(name) + name.length);
  const clause = /(?:\)|\s|^)(?::|extends\b|implements\b)(.{1,300})/.exec(after)?.[1] ?? '';
  return (clause.replaceAll(/<[^<>]*>|\([^()]*\)/g, '').match(/[A-Z]\w*/g) ?? []).slice(0, NAMES_MAX);
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

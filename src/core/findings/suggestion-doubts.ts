import { bracketBalance } from './brackets.ts';
import type { Span } from './span.ts';

/** `...` or `// rest unchanged`: the writer left something out, and applying it would delete that. */
const DOTS_ALONE = /^\s*(?:\.\.\.|…)\s*$/;
const LEFT_OUT_COMMENT =
  /^\s*(?:\/\/|#|--|;|%|\/\*|<!--|\{\/\*)\s*(?:\.\.\.|…|(?:the )?rest\b|existing code|(?:code )?unchanged|same as (?:before|above))/i;
const NUMBERED = /^\s*\d+\s*[-+]?\|/;

/** Why a replacement that fits its lines should still not be offered as a click; null when it may be. */
export function doubtOf(text: string, span: Span): string | null {
  const lines = text === '' ? [] : text.split('\n');
  const old = span.lines.map((line) => line.trimEnd());
  const filled = lines.filter((line) => line.trim() !== '');
  if (lines.map((line) => line.trimEnd()).join('\n') === old.join('\n')) return 'it changes nothing';
  if (isDiff(filled, old)) return 'it is written as a diff';
  if (filled.length > 0 && filled.every((line) => NUMBERED.test(line))) return 'it carries line numbers';
  if (filled.some((line) => leavesOut(line) && !old.includes(line.trimEnd()))) return 'it leaves code out';
  if (repeats(lines.at(0), { beyond: span.before.at(-1), replaced: old.at(0) })) {
    return 'it repeats the line before the replaced ones';
  }
  if (repeats(lines.at(-1), { beyond: span.after.at(0), replaced: old.at(-1) })) {
    return 'it repeats the line after the replaced ones';
  }
  const balanced = bracketBalance(lines) === bracketBalance(span.lines);
  return balanced ? null : 'it opens or closes other brackets than the lines it replaces';
}

function leavesOut(line: string): boolean {
  return DOTS_ALONE.test(line) || LEFT_OUT_COMMENT.test(line);
}

function isDiff(filled: readonly string[], old: readonly string[]): boolean {
  const signed = filled.every((line) => /^[-+]/.test(line)) && filled.some((line) => line.startsWith('+'));
  return signed && !old.some((line) => /^[-+]/.test(line));
}

/**
 * The duplicate line trap: a replacement that starts or ends with the neighbour of the replaced lines would
 * double it. Where the replaced lines had the same line at that end, it is no repetition.
 */
function repeats(
  line: string | undefined,
  at: { beyond: string | undefined; replaced: string | undefined },
): boolean {
  const written = line?.trimEnd() ?? '';
  return written !== '' && written === at.beyond?.trimEnd() && written !== at.replaced;
}

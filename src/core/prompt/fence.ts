import { showHidden } from './visible.ts';

/**
 * Strangers' text between two fences. The fence is longer than any run of backticks inside, so the text
 * cannot close it; the label stands on the opening line and cannot break out of it. Hidden characters are
 * written out.
 */
export function fence(label: string, text: string): string {
  const shown = showHidden(text).text;
  const marks = '`'.repeat(Math.max(FENCE_LENGTH_MIN, longestRun(shown) + 1));
  return `${marks} ${labelOf(label)}\n${shown}\n${marks}`;
}

/** Longer than what people write, so that most fences of one prompt look alike. */
const FENCE_LENGTH_MIN = 5;
const LABEL_CHARACTERS_MAX = 400;

/** A path may hold line breaks and backticks; a label may not. */
function labelOf(label: string): string {
  const flat = showHidden(label.replaceAll(/[\r\n`]+/g, ' ')).text;
  return flat.slice(0, LABEL_CHARACTERS_MAX).trim();
}

function longestRun(text: string): number {
  let longest = 0;
  for (const run of text.matchAll(/`+/g)) longest = Math.max(longest, run[0].length);
  return longest;
}

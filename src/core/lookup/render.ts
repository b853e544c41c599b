import { renderNumbered } from '../diff/render.ts';
import { fence } from '../prompt/fence.ts';
import { countOf } from '../report/words.ts';
import type { LookupAnswer, Passage } from './lookup.ts';

/**
 * An answer as the model reads it: our sentences, and the passages in fences. It ends with the last whole line
 * that fits into `charactersMax`, and says what was cut; below `ANSWER_CHARACTERS_MIN` not even the sentences fit.
 */
export function renderLookup(answer: LookupAnswer, charactersMax: number): string {
  const total = lineCount(answer.passages);
  const whole = tell(answer, total, charactersMax);
  if (whole.length <= charactersMax) return whole;
  // More lines make a longer text: the most that fits is found by halving.
  let fits = 0;
  let tooMany = total;
  while (tooMany - fits > 1) {
    const middle = Math.floor((fits + tooMany) / 2);
    if (tell(answer, middle, charactersMax).length <= charactersMax) fits = middle;
    else tooMany = middle;
  }
  return tell(answer, fits, charactersMax);
}

/** What sentences alone may need. */
export const ANSWER_CHARACTERS_MIN = 2_000;
/** A longer line is data; its beginning tells what it is. */
const LINE_CHARACTERS_MAX = 400;

function tell(answer: LookupAnswer, count: number, charactersMax: number): string {
  const kept = take(answer.passages, count);
  const missing = lineCount(answer.passages) - count;
  const long = kept.some(({ lines }) => lines.some((line) => line.length > LINE_CHARACTERS_MAX));
  return [
    answer.opening,
    ...kept.map(section),
    ...(long ? [`Lines longer than ${LINE_CHARACTERS_MAX} characters are cut there.`] : []),
    ...(missing === 0
      ? []
      : [
          `Not shown: the last ${missing} of ${countOf(count + missing, 'line')}, since an answer holds at most ${charactersMax} characters. Ask for less at once to see them.`,
        ]),
    ...answer.notes,
  ].join('\n\n');
}

function section({ label, lines, numbers }: Passage): string {
  const text = lines.map((line) => line.slice(0, LINE_CHARACTERS_MAX)).join('\n');
  // The line break keeps a last line that is blank.
  return fence(label, numbers === null ? text : renderNumbered(`${text}\n`, numbers));
}

function take(passages: readonly Passage[], count: number): Passage[] {
  let left = count;
  return passages.flatMap((passage) => {
    const lines = passage.lines.slice(0, left);
    left -= lines.length;
    const numbers = passage.numbers === null ? null : passage.numbers.slice(0, lines.length);
    return lines.length === 0 ? [] : [{ ...passage, lines, numbers }];
  });
}

function lineCount(passages: readonly Passage[]): number {
  return passages.reduce((sum, { lines }) => sum + lines.length, 0);
}

import type { Words } from '../../../src/core/words/en.ts';

/** These name what is left out in English only. */
const NAMED_PARTS = ['tooLong', 'shortened'];

/** Every text of a catalogue with its name; what is filled in stands as `⟦1⟧`, and counts as 7. */
export function textsOf(words: Words): (readonly [string, string])[] {
  return leavesOf('', words).filter(([name]) => !['thousands', 'stop', ...NAMED_PARTS].includes(name));
}

function leavesOf(name: string, leaf: unknown): (readonly [string, string])[] {
  if (typeof leaf === 'string') return [[name, leaf]];
  if (typeof leaf === 'function') return [[name, String(Reflect.apply(leaf, undefined, [7, '⟦1⟧', '⟦2⟧']))]];
  return Object.entries(leaf ?? {}).flatMap(([key, inner]) =>
    leavesOf(name === '' ? key : `${name}.${key}`, inner),
  );
}

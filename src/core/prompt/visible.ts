/**
 * Hidden characters of a text made visible, and how many there were. A reader of the rendered page does not
 * see them, so they can carry words for the model or turn code around: zero-width and direction marks, tag
 * characters, variation selectors beyond the usual ones, fillers, and control characters. Line breaks, tabs
 * and a carriage return before a line break stay.
 */
export function showHidden(text: string): { text: string; hidden: number } {
  let hidden = 0;
  const shown = text.replace(HIDDEN, (character) => {
    hidden += 1;
    return `\\u{${(character.codePointAt(0) ?? 0).toString(HEXADECIMAL)}}`;
  });
  return { text: shown, hidden };
}

const HEXADECIMAL = 16;

// U+FE0F (emoji style) and U+200D within an emoji are common and harmless; the joiner is shown all the same,
// since it also hides between letters.
const HIDDEN =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u17b4\u17b5\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\u{e0000}-\u{e0fff}]|\u034f|[\u180b-\u180f]|[\ufe00-\ufe0e]|\r(?!\n|$)/gu;

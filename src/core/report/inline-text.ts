/** A stretch of a line: a code span with its delimiters, or text around it. */
type Piece = { readonly code: boolean; readonly text: string };

// GitHub renders entities before it looks for mentions, so only these may stay entities.
const HARMLESS_ENTITY = 'lt|gt|amp|quot|#36|#96';
const DOLLAR = '&#36;';
const BACKTICK = '&#96;';
const PUNCTUATION = /[!-/:-@[-`{-~]/;
/**
 * `\@name` renders as `@name` and is then linked: the backslash protects nothing and is taken away, so that
 * the rules see the name; a dollar is written as an entity in any case. It stays where it keeps a line from becoming a heading or a list.
 */
const ESCAPE_WITHOUT_EFFECT = /\\(?:[@:/&<$]|#(?=\d)|(?<=[A-Za-z]\\)\.)/y;
const LINK =
  /(?<!\\)!?\[([^[\]]*)\]\(\s{0,3}<?([^()\s<>]*)>?(?:\s{1,3}(?:"[^"]{0,200}"|'[^']{0,200}'))?\s{0,3}\)/g;
const NESTED_LINKS_MAX = 3;

type Rule = {
  readonly shape: RegExp;
  /** The rule is tried only where the character before is none of these, else long words are read again and again. */
  readonly notAfter?: RegExp;
  /** What is written instead of the match; without it the match goes into a code span. */
  readonly write?: (found: string) => string;
};

const text = (value: string): Piece => ({ code: false, text: value });
const code = (value: string): Piece => ({ code: true, text: `\`${value}\`` });

/** In order; the rules without `notAfter` see every character, so no prefix hides anything from them. */
const RULES: readonly Rule[] = [
  { shape: /[A-Za-z0-9+.-]*:\/\/[^\s<>`]*/y, notAfter: /[A-Za-z0-9+.-]/ },
  { shape: /[A-Za-z0-9._%+/-]+@[A-Za-z0-9._-][A-Za-z0-9._/-]*/y, notAfter: /[A-Za-z0-9._%+/-]/ },
  { shape: /[A-Za-z0-9._-]+(?:\/[A-Za-z0-9._-]+)?#\d+/y, notAfter: /[A-Za-z0-9._/-]/ },
  { shape: /gh-\d+/iy, notAfter: /[A-Za-z0-9]/ },
  { shape: new RegExp(`&(?:${HARMLESS_ENTITY});`, 'y'), write: (found) => found },
  { shape: /&(?=#?[A-Za-z0-9]+;)/y, write: () => '&amp;' },
  { shape: /www\.[^\s<>`]*/iy },
  { shape: /@[A-Za-z0-9._-][A-Za-z0-9._/-]*/y },
  { shape: /#\d+/y },
  { shape: /:\/\//y },
  { shape: /\\[!-/:-@[-`{-~]/y, write: (found) => found },
  { shape: /</y, write: () => '&lt;' },
  // GitHub draws `$...$` and `$$...$$` as mathematics; the entity is read as the sign itself.
  { shape: /\$/y, write: () => DOLLAR },
  // Without brackets no link, image, reference or footnote; without bars no table, whose cells cut code spans.
  { shape: /[[\]|]/y, write: (found) => `\\${found}` },
  { shape: /~{3,}/y, write: (found) => found.replaceAll('~', '\\~') },
];

/** Ends a sentence rather than an address or a name. */
const CLOSING_PUNCTUATION = /[).,;:!?*_~'"\]]+$/;

/**
 * One line of Markdown in which nothing acts: no mention, reference, link, image, tag, formula or command
 * outside code spans. Each line closes its own code spans, so what is code here is code on GitHub whatever stands around it.
 */
export function neutraliseLine(line: string): string {
  const pieces = splitCode(line).map((piece) => (piece.code ? piece : text(reduceLinks(piece.text))));
  return joinPieces(
    pieces.flatMap((piece, index) => (piece.code ? [piece] : neutraliseText(piece.text, index === 0))),
  );
}

/** Code spans as GitHub finds them within one line; a backtick that opens nothing becomes an entity. */
function splitCode(line: string): Piece[] {
  const pieces: Piece[] = [];
  const unmatched = new Set<number>();
  let plain = '';
  let at = 0;
  while (at < line.length) {
    const character = line.charAt(at);
    const next = line.charAt(at + 1);
    if (character === '\\' && PUNCTUATION.test(next)) {
      ESCAPE_WITHOUT_EFFECT.lastIndex = at;
      plain += next === '`' ? BACKTICK : ESCAPE_WITHOUT_EFFECT.test(line) ? next : character + next;
      at += 2;
    } else if (character === '`') {
      const run = runAt(line, at);
      const end = unmatched.has(run) ? -1 : spanEnd(line, at, run);
      if (end === -1) {
        unmatched.add(run);
        plain += BACKTICK.repeat(run);
        at += run;
      } else {
        pieces.push(text(plain), { code: true, text: line.slice(at, end) });
        plain = '';
        at = end;
      }
    } else {
      plain += character;
      at += 1;
    }
  }
  return [...pieces, text(plain)];
}

function runAt(line: string, at: number): number {
  let end = at;
  while (line.charAt(end) === '`') end += 1;
  return end - at;
}

/** Where the span that `run` backticks open at `at` is over, or -1. */
function spanEnd(line: string, at: number, run: number): number {
  let from = line.indexOf('`', at + run);
  while (from !== -1) {
    const length = runAt(line, from);
    if (length === run) return from + length;
    from = line.indexOf('`', from + length);
  }
  return -1;
}

/** `[label](address)` and `![label](address)` become `label (address)`. */
function reduceLinks(value: string): string {
  let reduced = value;
  for (let round = 0; round < NESTED_LINKS_MAX; round += 1) {
    reduced = reduced.replace(LINK, (_link, label: string, address: string) =>
      address === '' ? label : `${label} (${address})`,
    );
  }
  return reduced;
}

function neutraliseText(value: string, startsLine: boolean): Piece[] {
  const command = startsLine ? /^(?:\/[A-Za-z][\w./-]*|::[A-Za-z-]+)/.exec(value)?.[0] : undefined;
  const pieces: Piece[] = command === undefined ? [] : [code(command)];
  let at = command?.length ?? 0;
  let afterCode = true;
  while (at < value.length) {
    const { read, piece } = nextPiece(value, at, afterCode ? '' : value.charAt(at - 1));
    pieces.push(piece);
    at += read;
    afterCode = piece.code;
  }
  return pieces;
}

/** The first rule that matches at `at`, or one plain character. `before` is empty at the start of a text. */
function nextPiece(value: string, at: number, before: string): { read: number; piece: Piece } {
  for (const { shape, notAfter, write } of RULES) {
    if (notAfter?.test(before)) continue;
    shape.lastIndex = at;
    const found = shape.exec(value)?.[0];
    if (found === undefined) continue;
    if (write !== undefined) return { read: found.length, piece: text(write(found)) };
    const core = found.replace(CLOSING_PUNCTUATION, '');
    return { read: core.length, piece: code(core) };
  }
  return { read: 1, piece: text(value.charAt(at)) };
}

/** Joins so that no backtick or backslash outside a code span touches its delimiters. */
function joinPieces(pieces: readonly Piece[]): string {
  let line = '';
  let afterCode = false;
  for (const piece of pieces) {
    if (piece.text === '') continue;
    if (piece.code) {
      const loose = (/\\+$/.exec(line)?.[0].length ?? 0) % 2 === 1;
      line += `${!afterCode && loose ? '\\' : ''}${afterCode ? ' ' : ''}${piece.text}`;
    } else {
      line += piece.text;
    }
    afterCode = piece.code;
  }
  return line;
}

/** What replaces a key or token. It matches none of the patterns below, so cleaning twice changes nothing. */
const REDACTED = 'REDACTED';

/**
 * Characters nobody sees: controls, Unicode format characters (zero width, bidirectional, tags), variation
 * selectors and the blank letters that are used to smuggle text. New lines and tabs stay.
 */
const HIDDEN =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]|\p{Cf}|[\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0\u2800]|[\ufe00-\ufe0f]|[\u{e0000}-\u{e0fff}]/gu;

const LINE_ENDINGS = /\r\n?|[\u2028\u2029\u0085]/g;

/** Shapes of credentials, each with what is put in its place. */
const SECRETS: readonly (readonly [RegExp, string])[] = [
  [
    /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----(?:(?!-----BEGIN )[\s\S])*?-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/g,
    REDACTED,
  ],
  // GitHub's installation tokens (`ghs_`) may hold dots since they became signed tokens.
  // Known by their prefix alone: `#1ghp_...` is one too.
  [/gh[pousr]_[A-Za-z0-9._-]{20,}/g, REDACTED],
  [/github_pat_[A-Za-z0-9_]{20,}/g, REDACTED],
  [/(?<![A-Za-z0-9_])sk-(?=[\w-]{0,80}\d)[\w-]{20,}/g, REDACTED],
  [/(?<![A-Za-z0-9])(?:AKIA|ASIA)[0-9A-Z]{16}/g, REDACTED],
  [/(?<![A-Za-z0-9])xox[abeprs]-[A-Za-z0-9-]{10,}/g, REDACTED],
  [/(?<![A-Za-z0-9])glpat-[\w-]{20,}/g, REDACTED],
  [/(?<![A-Za-z0-9])npm_[A-Za-z0-9]{36}/g, REDACTED],
  [/(?<![A-Za-z0-9])AIza[\w-]{35}/g, REDACTED],
  [/(?<![\w-])eyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]{10,}/g, REDACTED],
  [/(:\/\/)[^/\s:@`<>&;]{1,200}:[^/\s@`<>&]{1,200}@/g, `$1${REDACTED}@`],
];

const KEY_BEGIN = /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/;
/** Key-shaped: long, and with digits, capitals and small letters, as words and paths hardly are. */
const KEY_RUN =
  /(?<![A-Za-z0-9+/=])(?=[A-Za-z0-9+/=]*[0-9])(?=[A-Za-z0-9+/=]*[A-Z])(?=[A-Za-z0-9+/=]*[a-z])[A-Za-z0-9+/=]{20,}/g;

/** A begin mark without its end may be a key that was cut or only a mention: what is no key behind it stays. */
function hideOpenKey(text: string): string {
  const begin = KEY_BEGIN.exec(text);
  if (begin === null) return text;
  const body = begin.index + begin[0].length;
  // `\n` as it is written in a string would lend its letter to the line behind it.
  const shown = text
    .slice(body)
    .split(/(\\[rn])/)
    .map((part) => part.replace(KEY_RUN, REDACTED));
  return text.slice(0, body) + shown.join('');
}

/** Text with one kind of line ending, nothing hidden in it and no credentials. Done to text and code alike. */
export function cleanText(text: string): string {
  const visible = text.toWellFormed().replace(LINE_ENDINGS, '\n').replace(HIDDEN, '');
  return hideOpenKey(
    SECRETS.reduce((rest, [shape, replacement]) => rest.replace(shape, replacement), visible),
  );
}

/** One line of plain text of at most `lengthMax` characters, for places that do not render Markdown. */
export function plainLine(text: string, lengthMax: number): string {
  const line = cleanText(text).replace(/\s+/g, ' ').trim();
  return line.length <= lengthMax ? line : `${line.slice(0, lengthMax - 1).toWellFormed()}…`;
}

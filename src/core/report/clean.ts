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
  [/-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]{0,40}PRIVATE KEY-----|$)/g, REDACTED],
  // GitHub's installation tokens (`ghs_`) may hold dots since they became signed tokens.
  [/(?<![A-Za-z0-9])gh[pousr]_[A-Za-z0-9._-]{20,}/g, REDACTED],
  [/(?<![A-Za-z0-9])github_pat_[A-Za-z0-9_]{20,}/g, REDACTED],
  [/(?<![A-Za-z0-9_])sk-(?=[\w-]{0,80}\d)[\w-]{20,}/g, REDACTED],
  [/(?<![A-Za-z0-9])(?:AKIA|ASIA)[0-9A-Z]{16}/g, REDACTED],
  [/(?<![A-Za-z0-9])xox[abeprs]-[A-Za-z0-9-]{10,}/g, REDACTED],
  [/(?<![A-Za-z0-9])glpat-[\w-]{20,}/g, REDACTED],
  [/(?<![A-Za-z0-9])npm_[A-Za-z0-9]{36}/g, REDACTED],
  [/(?<![A-Za-z0-9])AIza[\w-]{35}/g, REDACTED],
  [/(?<![\w-])eyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]{10,}/g, REDACTED],
  [/(:\/\/)[^/\s:@`<>&;]{1,200}:[^/\s@`<>&]{1,200}@/g, `$1${REDACTED}@`],
];

/** Text with one kind of line ending, nothing hidden in it and no credentials. Done to text and code alike. */
export function cleanText(text: string): string {
  const visible = text.toWellFormed().replace(LINE_ENDINGS, '\n').replace(HIDDEN, '');
  return SECRETS.reduce((rest, [shape, replacement]) => rest.replace(shape, replacement), visible);
}

/** One line of plain text of at most `lengthMax` characters, for places that do not render Markdown. */
export function plainLine(text: string, lengthMax: number): string {
  const line = cleanText(text).replace(/\s+/g, ' ').trim();
  return line.length <= lengthMax ? line : `${line.slice(0, lengthMax - 1).toWellFormed()}…`;
}

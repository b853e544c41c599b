/** A secret that would have been sent to the model; never the secret itself. `line` is 1-based in the text. */
export type FoundSecret = { readonly kind: string; readonly line: number };

/**
 * Replaces what looks like a secret by `[redacted: kind]`, line by line, so that line numbers and all other
 * lines stay as they are and can still be quoted. It knows a few kinds that are certain by their shape; it
 * is a net under careless commits, not a scanner.
 */
export function redact(text: string): { text: string; found: FoundSecret[] } {
  if (!MAY_HOLD_SECRET.test(text)) return { text, found: [] };
  const found: FoundSecret[] = [];
  let keyLinesLeft = 0;
  const lines = text.split('\n').map((line, index) => {
    const at = index + 1;
    // A begin mark alone must not blind the reader to the code below it: only key-shaped lines go.
    keyLinesLeft = keyLinesLeft > 0 && KEY_LINE.test(line) ? keyLinesLeft - 1 : 0;
    if (keyLinesLeft > 0) return line.replace(KEY_LINE_BODY, PRIVATE_KEY_MARK);
    const begin = KEY_BEGIN.exec(line);
    if (begin === null) return redactLine(line, at, found);
    found.push({ kind: PRIVATE_KEY, line: at });
    if (!KEY_END.test(line)) keyLinesLeft = KEY_LINES_MAX;
    // A key on one line (`"-----BEGIN ...\n..."`): everything from its begin to its end goes.
    const before = redactLine(line.slice(0, begin.index), at, found);
    const after = redactLine(line.slice(begin.index + begin[0].length), at, found);
    return `${before}${begin[0]}${after.replace(KEY_BODY, PRIVATE_KEY_MARK)}`;
  });
  return { text: lines.join('\n'), found };
}

type SecretKind = { readonly kind: string; readonly pattern: RegExp };

// Most start where a word starts, so that a long run is looked at once; a GitHub token is known by its prefix alone.
const KINDS: readonly SecretKind[] = [
  { kind: 'AWS access key', pattern: /(?<![A-Za-z0-9])(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Za-z0-9])/g },
  {
    kind: 'AWS secret key',
    pattern: /(?<=aws.{0,20}secret.{0,20}["'\s:=])[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])/gi,
  },
  { kind: 'GitHub token', pattern: /gh[pousr]_[A-Za-z0-9._-]{36,1000}/g },
  { kind: 'GitHub token', pattern: /github_pat_[A-Za-z0-9_]{40,255}/g },
  { kind: 'Slack token', pattern: /(?<![A-Za-z0-9])xox[abeoprs]-[A-Za-z0-9-]{10,255}/g },
  {
    kind: 'Slack webhook',
    pattern: /hooks\.slack\.com\/services\/[A-Z0-9]{6,20}\/[A-Z0-9]{6,20}\/[A-Za-z0-9]{16,40}/g,
  },
  { kind: 'Stripe key', pattern: /(?<![A-Za-z0-9])[rs]k_(?:live|test)_[A-Za-z0-9]{16,255}/g },
  { kind: 'Google API key', pattern: /(?<![A-Za-z0-9])AIza[A-Za-z0-9_-]{35}(?![A-Za-z0-9_-])/g },
  // Model providers. A digit and a capital are asked for, since `sk-` also starts the names of styles.
  {
    kind: 'API key',
    pattern:
      /(?<![A-Za-z0-9_-])sk-(?=[A-Za-z0-9_-]{0,200}[0-9])(?=[A-Za-z0-9_-]{0,200}[A-Z])[A-Za-z0-9_-]{20,255}/g,
  },
  {
    kind: 'JSON web token',
    pattern:
      /(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{10,2000}\.eyJ[A-Za-z0-9_-]{10,4000}\.[A-Za-z0-9_-]{10,1000}/g,
  },
];

/** One look at the whole text tells most texts apart from those worth a look at each line. */
const MAY_HOLD_SECRET =
  /AKIA|ASIA|aws|gh[pousr]_|github_pat_|xox[abeoprs]-|hooks\.slack|[rs]k_(?:live|test)_|AIza|sk-|eyJ|PRIVATE KEY/i;

const PRIVATE_KEY = 'private key';
const PRIVATE_KEY_MARK = `[redacted: ${PRIVATE_KEY}]`;
const KEY_BEGIN = /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/;
const KEY_END = /-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/;
/** An RSA key of 16,384 bits has about 200 lines. */
const KEY_LINES_MAX = 220;
/** A line of a key, behind the numbers and sign of a rendered diff or the quotes of a string; or a blank one. */
const KEY_LINE = /^[\s\d+|-]{0,40}["'`]?[A-Za-z0-9+/=]{0,200}(?:\\[rn]){0,4}["'`]?[\s,;+\\]{0,10}$/;
const KEY_LINE_BODY = /[A-Za-z0-9+/=]{8,}/g;
/** The body of a key, and what separates its lines when it is written on one. */
const KEY_BODY = /(?<![A-Za-z0-9+/=])[A-Za-z0-9+/=]{16,}(?:(?:\\r|\\n){1,4}[A-Za-z0-9+/=]{1,})*/g;

function redactLine(line: string, at: number, found: FoundSecret[]): string {
  let rest = line;
  for (const { kind, pattern } of KINDS) {
    rest = rest.replace(pattern, () => {
      found.push({ kind, line: at });
      return `[redacted: ${kind}]`;
    });
  }
  return rest;
}

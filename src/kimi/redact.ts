const SHOWN_LENGTH_MAX = 300;
const HIDDEN = '[hidden]';

/** Ids of organisations, projects, users and keys as Moonshot, OpenAI and their resellers write them. */
const ACCOUNT_IDS = /\b(?:org|proj|project|user|uid|acct|account|ak|sk|key)[-_:][A-Za-z0-9*_-]{4,}/gi;
const BEARER = /\bBearer\s+\S+/gi;
const EMAIL = /[\w.+-]+@[\w-]+\.[\w.-]+/g;
// Long words that mix letters and digits: ids and keys of whatever make. Model names hold a dash or a dot early.
const OPAQUE = /\b(?=[A-Za-z0-9]*\d)(?=[A-Za-z0-9]*[A-Za-z])[A-Za-z0-9]{16,}\b/g;
const MARKUP = /[<>`|[\]]/g;

/**
 * A provider's text made fit for a public log: no account or key ids, no markup, one line, short.
 * `secrets` are the keys in use, cut out wherever they stand.
 */
export function redact(text: string, secrets: readonly string[] = []): string {
  const open = secrets
    .filter((secret) => secret !== '')
    .reduce((shown, secret) => shown.replaceAll(secret, HIDDEN), text);
  const plain = open
    .replace(BEARER, HIDDEN)
    .replace(ACCOUNT_IDS, HIDDEN)
    .replace(EMAIL, HIDDEN)
    .replace(OPAQUE, HIDDEN)
    .replaceAll(HIDDEN, '\u2026')
    .replace(MARKUP, ' ')
    .replace(/[\s\p{C}]+/gu, ' ')
    .trim();
  return plain.length > SHOWN_LENGTH_MAX ? `${plain.slice(0, SHOWN_LENGTH_MAX)}\u2026` : plain;
}

const REQUEST_ID = /^[A-Za-z0-9._:-]{1,128}$/;

/** The request id when it looks like one: it is the only header that may be shown. */
export function readRequestId(headers: Headers | undefined): string | null {
  const id = headers?.get('msh-request-id') ?? headers?.get('x-request-id') ?? null;
  return id !== null && REQUEST_ID.test(id) ? id : null;
}

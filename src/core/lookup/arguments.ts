import * as z from 'zod';

type Fields = Readonly<Record<string, unknown>>;

/** The arguments of a call as the model wrote them; null when they are no JSON object. */
export function parseArguments(written: string): Fields | null {
  if (written.length > ARGUMENTS_CHARACTERS_MAX) return null;
  // The model leaves line breaks and tabs unescaped within strings now and then, which JSON forbids.
  return parse(written) ?? parse(written.replaceAll(/[\u0000-\u001f]/g, ' '));
}

const ARGUMENTS_CHARACTERS_MAX = 8_000;

const fields = z.record(z.string(), z.unknown());

function parse(written: string): Fields | null {
  try {
    const parsed = fields.safeParse(JSON.parse(written));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

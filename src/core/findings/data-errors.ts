import { parseAllDocuments } from 'yaml';
import { extensionOf } from '../context/languages.ts';

/**
 * How many errors a file of data has: those of YAML are counted, JSON has one or none. Null for any other
 * file, and for one that is too large to be parsed here.
 */
export function dataErrors(path: string, text: string): number | null {
  if (text.length > TEXT_CHARACTERS_MAX) return null;
  switch (extensionOf(path)) {
    case 'json':
      return jsonErrors(text);
    case 'yaml':
    case 'yml':
      return yamlErrors(text);
    default:
      return null;
  }
}

/** The check for keys that occur twice costs the square of a mapping. */
const TEXT_CHARACTERS_MAX = 100_000;

function jsonErrors(text: string): number {
  try {
    const data: unknown = JSON.parse(text);
    return data === undefined ? 1 : 0;
  } catch {
    return 1;
  }
}

function yamlErrors(text: string): number | null {
  try {
    return [...parseAllDocuments(text, { prettyErrors: false, logLevel: 'silent' })].reduce(
      (count, { errors }) => count + errors.length,
      0,
    );
  } catch {
    // Nested too deeply for the stack: nobody can tell.
    return null;
  }
}

import { redact } from '../prompt/redact.ts';
import { showHidden } from '../prompt/visible.ts';

/** A value of somebody else within a sentence of ours: quoted, on one line, short, without what is hidden. */
export function shown(value: unknown): string {
  const written = JSON.stringify(value) ?? 'undefined';
  const plain = showHidden(redact(written.slice(0, WRITTEN_CHARACTERS_MAX)).text).text.replaceAll('`', "'");
  return plain.length <= CHARACTERS_MAX ? plain : `${plain.slice(0, CHARACTERS_MAX)}...`;
}

const CHARACTERS_MAX = 120;
const WRITTEN_CHARACTERS_MAX = 1_000;

import type { Words } from '../words/en.ts';
import { reasonIn } from '../words/reason-in.ts';
import { sanitizeSentence } from './sanitize.ts';

/** Why something is as it is, in the reader's language and safe to show. */
export function reasonText(reason: string, words: Words): string {
  return sanitizeSentence(reasonIn(words, reason));
}

import type { HouseRule } from '../settings/settings.ts';
import { en, type Words } from '../words/en.ts';
import { inlineCode, sanitizeSentences } from './sanitize.ts';

/** Characters of a rule that are quoted; who wants more opens the configuration file. */
const RULE_CHARACTERS_MAX = 300;

/** The last words of a finding that comes from a rule of the house, so that its authors know whose rule it is. */
export function ruleLine({ id, text }: Pick<HouseRule, 'id' | 'text'>, words: Words = en): string {
  return words.rule(inlineCode(id), sanitizeSentences(text, RULE_CHARACTERS_MAX));
}

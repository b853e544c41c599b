import * as z from 'zod';
import { SEVERITIES } from '../findings/finding.ts';
import type { HouseRule, Instruction, Threshold } from './settings.ts';
import { COMMENTS_MAX, GLOB, RULE_ID, WORDS, WORDS_CHARACTERS_MAX } from './values.ts';

/** Entries of one list, and globs of one entry. */
const ENTRIES_MAX = 50;
// The words stand in every request of a run.
const WORDS_TOGETHER_MAX = 20_000;

const GLOBS = 'a list of globs, such as ["src/**"]';
const SENTENCES = `a text of at most ${WORDS_CHARACTERS_MAX} characters`;
const SEVERITY_NAMES = `one of ${SEVERITIES.join(', ')}`;

/** What each key of an entry expects, for errors. */
export const INSTRUCTION_FIELDS = { paths: GLOBS, text: SENTENCES };
export const RULE_FIELDS = {
  id: 'a name of its own, such as no-sleep: letters and digits, with ".", "_" and "-" between them',
  paths: GLOBS,
  text: SENTENCES,
  severity: SEVERITY_NAMES,
};
export const THRESHOLD_FIELDS = {
  paths: GLOBS,
  'min-severity': SEVERITY_NAMES,
  'max-comments': `a whole number from 0 to ${COMMENTS_MAX}`,
};

const PATHS = z.array(GLOB).min(1, { error: 'it is empty' }).max(ENTRIES_MAX);

const INSTRUCTION = z.strictObject({
  paths: PATHS.optional().meta({ description: 'Globs; without them the words hold everywhere.' }),
  text: WORDS.meta({ description: 'What the reviewer has to know or to look for.' }),
});

const RULE = z.strictObject({
  id: RULE_ID.meta({ description: 'The name a finding cites.' }),
  paths: PATHS.optional().meta({ description: 'Globs; without them the rule holds everywhere.' }),
  text: WORDS.meta({ description: 'The rule in plain words.' }),
  severity: z
    .enum(SEVERITIES)
    .optional()
    .meta({ description: 'The severity of a finding from this rule; without it the reviewer decides.' }),
});

const THRESHOLD = z
  .strictObject({
    paths: PATHS.meta({ description: 'Globs.' }),
    'min-severity': z
      .enum(SEVERITIES)
      .optional()
      .meta({ description: 'Findings there below this severity are not posted as comments.' }),
    'max-comments': z
      .int()
      .min(0)
      .max(COMMENTS_MAX)
      .optional()
      .meta({ description: 'How many comments one run may post there. Blockers are always posted.' }),
  })
  .refine((entry) => entry['min-severity'] !== undefined || entry['max-comments'] !== undefined, {
    error: 'it sets nothing: give it min-severity, max-comments or both',
  });

export const INSTRUCTIONS = z.array(INSTRUCTION).max(ENTRIES_MAX).superRefine(boundedWords);
export const RULES = z.array(RULE).max(ENTRIES_MAX).superRefine(boundedWords).superRefine(ownIds);
export const THRESHOLDS = z.array(THRESHOLD).max(ENTRIES_MAX);

type Given<Entry extends z.ZodType> = readonly z.output<Entry>[];

export function instructionsFrom(given: Given<typeof INSTRUCTION>): Instruction[] {
  return given.map(({ paths = [], text }) => ({ paths, text: text.trim() }));
}

export function rulesFrom(given: Given<typeof RULE>): HouseRule[] {
  return given.map(({ id, paths = [], text, severity = null }) => ({
    id,
    paths,
    text: text.trim(),
    severity,
  }));
}

export function thresholdsFrom(given: Given<typeof THRESHOLD>): Threshold[] {
  return given.map(({ paths, 'min-severity': minSeverity = null, 'max-comments': maxComments = null }) => ({
    paths,
    minSeverity,
    maxComments,
  }));
}

function boundedWords(entries: readonly { readonly text: string }[], context: z.RefinementCtx): void {
  const characters = entries.reduce((sum, { text }) => sum + text.length, 0);
  if (characters <= WORDS_TOGETHER_MAX) return;
  const message = `its texts have ${characters} characters together; the most is ${WORDS_TOGETHER_MAX}`;
  context.addIssue({ code: 'custom', message });
}

function ownIds(rules: readonly { readonly id: string }[], context: z.RefinementCtx): void {
  const seen = new Map<string, number>();
  for (const [index, { id }] of rules.entries()) {
    const first = seen.get(id.toLowerCase());
    if (first === undefined) seen.set(id.toLowerCase(), index);
    else {
      const message = `rules[${first}] has the same id`;
      context.addIssue({ code: 'custom', path: [index, 'id'], message });
    }
  }
}

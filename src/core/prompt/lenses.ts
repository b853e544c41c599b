import type { ContextPack } from '../budget/context-pack.ts';
import { pathMatcher } from '../scope/path-filter.ts';
import { type ChangedText, changedTexts, isProse } from './changed-texts.ts';
import { PUBLIC_LINE, RISKS } from './thinking.ts';

/** One side from which a reader looks at a change beside the one who reads it line by line. */
export type Lens = {
  readonly name: 'contract' | 'state' | 'security' | 'claims';
  /** What the reader is told, after the rules that all share. */
  readonly task: string;
};

/** What decides whether a lens is worth a reader. */
export type Subject = {
  readonly pack: Pick<ContextPack, 'patches'>;
  /** Whatever people wrote about the change: description, commit messages, linked issues. */
  readonly words: string;
};

/** The lenses a change calls for, in the order of what they found in our cases. */
export function lensesFor(subject: Subject): Lens[] {
  const lines = changedTexts(subject.pack);
  return CHOICES.filter(({ isCalledFor }) => isCalledFor(lines, subject)).map(({ lens }) => lens);
}

/** Every lens, for a review that is to be deep. */
export function allLenses(): Lens[] {
  return CHOICES.map(({ lens }) => lens);
}

const CONTRACT: Lens = {
  name: 'contract',
  task: `Another reader reads this change line by line. You look at it from one side: what the rest of the repository relies on. In your notes first list each guarantee that the removed and replaced lines gave (a check, an order of steps, a default, a unit, a type, a null that could not be, an error that was raised, a field that was set or cleared), and for each changed function, type, route, key, column and message every user of it that you are shown. Then go through the list: is the guarantee still given, on every path, and does that user still fit? Report whatever is really wrong, also if it is of another kind.`,
};

const STATE: Lens = {
  name: 'state',
  task: `Another reader reads this change line by line. You look at it from one side: state, order and failure. In your notes first list each piece of state that the change reads or writes (fields, caches, rows, files, handles, locks, counters, timers), who else touches it, and each step that can fail or be interrupted. Then play the orders of events: two callers at once, the same call twice, a failure after each step, an await in between, a restart, a late answer. What is left locked, open, half-written, stale, counted twice or never released? Which error is swallowed or turned into success? Report whatever is really wrong, also if it is of another kind.`,
};

const SECURITY: Lens = {
  name: 'security',
  task: `Another reader reads this change line by line. You look at it from one side: data and who may touch it. In your notes first list each value that comes from outside and follow it to where it ends (query, command, path, page, log, redirect, deserializer), each permission check that stands before or after an act, and each change of stored data or its schema: rows that exist already, defaults, nulls, the old code running beside the new schema, the way back. Then ask what a hostile user, a user of another tenant, or yesterday's data does to it. Report whatever is really wrong, also if it is of another kind.`,
};

const CLAIMS: Lens = {
  name: 'claims',
  task: `Another reader reads this change line by line. You look at it from one side: does it do what it says? In your notes first list each claim of the title, the description, the commits and the linked issue, each acceptance point, and what the changed or added tests assert. For each: which lines do it, on which paths is it not done, and what changed that nobody announced? Do the tests test it, with values that would fail without the change? Do settings, schemas, documents and messages that name the old behaviour still hold? Report only what is really wrong: a promise that is broken for a concrete input, a test that cannot fail or asserts the wrong thing, a behaviour that changed in silence and hurts someone. Wishes are no findings.`,
};

type Choice = {
  readonly lens: Lens;
  readonly isCalledFor: (lines: readonly ChangedText[], subject: Subject) => boolean;
};

/** Beside the subjects for which the model thinks: handles, caches, errors. */
const STATEFUL =
  /\b(?:cache\w{0,10}|close|dispose|defer|finally|catch|except|rescue|retry|retries|timeout\w{0,5}|queue\w{0,5}|async|static|global|singleton|state|lock\w{0,5}|open)\b/i;
const STATE_SUBJECTS = new Set(['concurrency', 'money']);
const DATA_SUBJECTS = new Set([
  'authentication or permissions',
  'cryptography or secrets',
  'stored data',
  'running commands or untrusted input',
]);
const DATA_PATHS = [
  '**/migrations/**',
  '**/migrate/**',
  '**/*.sql',
  '**/*schema*.*',
  '**/*{route,controller,handler}*',
];
const OUTSIDE =
  /\b(?:request|req|params|query|body|headers?|cookies?|upload\w{0,5}|url|path|filename|sql|select|insert|update|where|html|tenant\w{0,5}|owner\w{0,5})\b/i;
const TEST_PATHS = ['**/*{test,spec}*', '**/{test,tests,spec,__tests__}/**'];
/** Less than a sentence promises nothing that the diff could break. */
const WORDS_MIN_CHARACTERS = 60;

const CHOICES: readonly Choice[] = [
  {
    lens: CONTRACT,
    isCalledFor: (lines) => lines.some(({ kind, text }) => kind === 'removed' || PUBLIC_LINE.test(text)),
  },
  {
    lens: STATE,
    isCalledFor: (lines) => lines.some(({ text }) => STATEFUL.test(text) || touches(text, STATE_SUBJECTS)),
  },
  {
    lens: SECURITY,
    isCalledFor: (lines, { pack }) =>
      touchesPath(pack, DATA_PATHS) ||
      lines.some(({ text }) => OUTSIDE.test(text) || touches(text, DATA_SUBJECTS)),
  },
  {
    lens: CLAIMS,
    isCalledFor: (lines, { pack, words }) =>
      lines.length > 0 && (words.trim().length >= WORDS_MIN_CHARACTERS || touchesPath(pack, TEST_PATHS)),
  },
];

function touches(text: string, subjects: ReadonlySet<string>): boolean {
  return RISKS.some(({ subject, pattern }) => subjects.has(subject) && pattern.test(text));
}

function touchesPath({ patches }: Pick<ContextPack, 'patches'>, globs: readonly string[]): boolean {
  const matches = pathMatcher(globs, { anyCase: true });
  return patches.some(({ patch }) => !isProse(patch.path) && matches(patch.path) !== null);
}

import { type Asker, digest, type Question } from './question.ts';

const HASH_DIGITS = 12;

/** Keeps account of what was asked and what was answered, over all cases of a measurement. */
export type Tally = {
  use(question: Question, how: { readonly stale: boolean; readonly measured: boolean }): void;
  miss(question: Question): void;
  /** Distinct questions without an answer. */
  misses(): readonly Question[];
  /** Whether something this asker asked has no answer. */
  waits(asker: Asker): boolean;
  account(): Account;
};

export type Account = {
  /** Distinct questions that were answered. */
  readonly answers: number;
  /** Of these, answers to an older wording. */
  readonly stale: number;
  /** Of these, answers whose tokens a provider reported; those of the others are estimated. */
  readonly measured: number;
  /** Which wording was measured: a digest of all system messages, and one of all questions. */
  readonly wording: string;
  readonly questions: string;
};

export function openTally(): Tally {
  const used = new Map<string, { readonly stale: boolean; readonly measured: boolean }>();
  const missed = new Map<string, Question>();
  const waiting = new Set<string>();
  const systems = new Set<string>();
  const count = (is: (how: { stale: boolean; measured: boolean }) => boolean) =>
    [...used.values()].filter(is).length;
  return {
    use: (question, how) => {
      used.set(question.key, how);
      for (const { role, content } of question.sent.messages) if (role === 'system') systems.add(content);
    },
    miss: (question) => {
      missed.set(question.key, question);
      waiting.add(nameOf(question));
    },
    misses: () => [...missed.values()],
    waits: (asker) => waiting.has(nameOf(asker)),
    account: () => ({
      answers: used.size,
      stale: count(({ stale }) => stale),
      measured: count(({ measured }) => measured),
      wording: hashOf(systems),
      questions: hashOf(used.keys()),
    }),
  };
}

function nameOf({ case: name, variant, run }: Asker): string {
  return JSON.stringify([name, variant, run]);
}

function hashOf(texts: Iterable<string>): string {
  return digest([...texts].sort().join('\n')).slice(0, HASH_DIGITS);
}

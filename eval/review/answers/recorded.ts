import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { GIVEN, type Given } from './given.ts';
import type { Question } from './question.ts';

/** An answer with the question it answers, by key, and the names that help to find it when the wording changed. */
const ENTRY = GIVEN.extend({
  key: z.string().length(64),
  request: z.string(),
  variant: z.string(),
  run: z.number().int().positive(),
  attempt: z.number().int().positive().optional(),
});
const FILE = z.strictObject({ case: z.string(), answers: z.array(ENTRY) });

type Entry = z.infer<typeof ENTRY>;

export type Found = { readonly given: Given; readonly stale: boolean };

export type Recorded = {
  /** The answer to a question; with `stale` also one to an older wording of it. */
  find(question: Question, options: { readonly stale: boolean }): Found | null;
  /** Keeps an answer for `save`. */
  keep(question: Question, given: Given): void;
  /** Writes what was kept; with `prune`, drops from the files touched what was not. */
  save(options: { readonly prune: boolean }): void;
};

/** Answers in `folder`, one file for each case. Files are sorted, so that recording twice changes nothing. */
export function openRecorded(folder: string): Recorded {
  const shelves = new Map<string, readonly Entry[]>();
  const kept = new Map<string, Map<string, Entry>>();
  const shelf = (name: string) => {
    const known = shelves.get(name) ?? readShelf(join(folder, `${name}.json`));
    shelves.set(name, known);
    return known;
  };
  return {
    find: (question, { stale }) => {
      const entries = shelf(question.case);
      const exact = entries.find(({ key }) => key === question.key);
      if (exact !== undefined) return { given: givenOf(exact), stale: false };
      const older = stale ? olderOf(entries, question) : null;
      return older === null ? null : { given: givenOf(older), stale: true };
    },
    keep: (question, given) => {
      const { key, request, variant, run } = question;
      const attempt = question.attempt === 1 ? {} : { attempt: question.attempt };
      const entries = kept.get(question.case) ?? new Map<string, Entry>();
      if (!entries.has(key)) entries.set(key, { key, request, variant, run, ...attempt, ...given });
      kept.set(question.case, entries);
    },
    save: ({ prune }) => {
      mkdirSync(folder, { recursive: true });
      for (const [name, entries] of kept) {
        const before = prune ? [] : shelf(name).filter(({ key }) => !entries.has(key));
        const known = new Map(shelf(name).map((entry) => [entry.key, entry]));
        // An answer that was there keeps its names: recording again must not change the file.
        const now = [...entries.values()].map((entry) => ({ ...entry, ...namesOf(known.get(entry.key)) }));
        writeShelf(join(folder, `${name}.json`), { case: name, answers: [...before, ...now] });
      }
    },
  };
}

function olderOf(entries: readonly Entry[], { request, variant, run, attempt }: Question): Entry | null {
  const named = entries.filter(
    (entry) => entry.request === request && entry.run === run && (entry.attempt ?? 1) === attempt,
  );
  return named.findLast((entry) => entry.variant === variant) ?? named.at(-1) ?? null;
}

function givenOf({
  key: _key,
  request: _request,
  variant: _variant,
  run: _run,
  attempt: _attempt,
  ...given
}: Entry): Given {
  return given;
}

function namesOf(entry: Entry | undefined): Partial<Pick<Entry, 'request' | 'variant'>> {
  return entry === undefined ? {} : { request: entry.request, variant: entry.variant };
}

function readShelf(path: string): readonly Entry[] {
  if (!existsSync(path)) return [];
  const result = FILE.safeParse(JSON.parse(readFileSync(path, 'utf8')));
  if (result.success) return result.data.answers;
  throw new Error(`${path} does not hold recorded answers: ${z.prettifyError(result.error)}`);
}

function writeShelf(path: string, file: z.infer<typeof FILE>): void {
  const answers = file.answers.toSorted(
    (left, right) =>
      compare(left.request, right.request) || left.run - right.run || compare(left.key, right.key),
  );
  const lines = answers.map(({ key, request, variant, run, ...given }) =>
    JSON.stringify({ key, request, variant, run, ...given }),
  );
  writeFileSync(path, `{"case":${JSON.stringify(file.case)},"answers":[\n${lines.join(',\n')}\n]}\n`);
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

import { parseArgs } from 'node:util';
import { z } from 'zod';
import { STAGES } from './told.ts';
import { VARIANTS, type Variant } from './variants.ts';

const JUDGES = ['recorded', 'mailbox', 'endpoint', 'none'] as const;
export type JudgeKind = (typeof JUDGES)[number];

const RUNS_MAX = 20;
const JOBS_MAX = 16;

export const USAGE = `npm run eval -- [options]

  --cases FOLDER            cases: NAME.case files and folders with a case.yml (default eval/cases)
  --golden-comments PATH    golden comments of the public benchmark instead, a file or a folder
  --clones FILE             where their pull requests are on this machine (YAML)
  --only NAME               cases whose name begins with NAME, or of that language or shape; may be repeated
  --variant NAME            may be repeated; ${VARIANTS.map(({ name }) => name).join(', ')}; or all (default standard)
  --repeat N                runs of every case (default 1)
  --stage STAGE             what counts as said: ${STAGES.join(', ')} (default posted)

  --answers FOLDER          recorded answers (default eval/answers)
  --stale                   also take answers to an older wording of a question
  --mailbox FOLDER          lay out questions without an answer there, and take answers from there
  --endpoint                ask a model; the key is read from KIMI_API_KEY
  --provider, --base-url, --model    which one
  --record                  keep the answers that were used in --answers; --prune drops the others of these cases

  --judge KIND              ${JUDGES.join(', ')} (default: as the answers)
  --judge-model NAME        the model that judges, at the same endpoint

  --out FILE                write the report there too
  --json                    print figures as JSON
  --jobs N                  cases under way at once (default 1)
  --seed N                  for the drawing of cases (default 1)
  --help`;

export type Options = {
  readonly cases: string;
  readonly goldenComments: string | null;
  readonly clones: string | null;
  readonly only: readonly string[];
  readonly variants: readonly Variant[];
  readonly repeat: number;
  readonly stage: (typeof STAGES)[number];
  readonly answers: string;
  readonly stale: boolean;
  readonly mailbox: string | null;
  readonly endpoint: boolean;
  /** For the engine, by the names of its inputs. */
  readonly inputs: Readonly<Record<string, string>>;
  readonly record: boolean;
  readonly prune: boolean;
  readonly judge: JudgeKind;
  readonly judgeModel: string | null;
  readonly out: string | null;
  readonly json: boolean;
  readonly jobs: number;
  readonly seed: number;
  readonly help: boolean;
};

/** A wrong option, told in plain words. */
export class OptionError extends Error {}

export function readOptions(args: readonly string[]): Options {
  const values = parsed(args);
  const answerKind = values.endpoint ? 'endpoint' : values.mailbox === undefined ? 'recorded' : 'mailbox';
  const judge = oneOf('--judge', values.judge ?? answerKind, JUDGES);
  refuseContradictions({ ...values, judge });
  const inputs = Object.entries({
    provider: values.provider,
    'base-url': values['base-url'],
    model: values.model,
  });
  return {
    cases: values.cases,
    goldenComments: values['golden-comments'] ?? null,
    clones: values.clones ?? null,
    only: values.only,
    variants: variantsOf(values.variant),
    repeat: count('--repeat', values.repeat, RUNS_MAX),
    stage: oneOf('--stage', values.stage, STAGES),
    answers: values.answers,
    stale: values.stale,
    mailbox: values.mailbox ?? null,
    endpoint: values.endpoint,
    inputs: Object.fromEntries(
      inputs.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
    ),
    record: values.record,
    prune: values.prune,
    judge,
    judgeModel: values['judge-model'] ?? null,
    out: values.out ?? null,
    json: values.json,
    jobs: count('--jobs', values.jobs, JOBS_MAX),
    seed: count('--seed', values.seed, Number.MAX_SAFE_INTEGER),
    help: values.help,
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        cases: { type: 'string', default: 'eval/cases' },
        'golden-comments': { type: 'string' },
        clones: { type: 'string' },
        only: { type: 'string', multiple: true, default: [] },
        variant: { type: 'string', multiple: true, default: ['standard'] },
        repeat: { type: 'string', default: '1' },
        stage: { type: 'string', default: 'posted' },
        answers: { type: 'string', default: 'eval/answers' },
        stale: { type: 'boolean', default: false },
        mailbox: { type: 'string' },
        endpoint: { type: 'boolean', default: false },
        provider: { type: 'string' },
        'base-url': { type: 'string' },
        model: { type: 'string' },
        record: { type: 'boolean', default: false },
        prune: { type: 'boolean', default: false },
        judge: { type: 'string' },
        'judge-model': { type: 'string' },
        out: { type: 'string' },
        json: { type: 'boolean', default: false },
        jobs: { type: 'string', default: '1' },
        seed: { type: 'string', default: '1' },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (cause) {
    throw new OptionError(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

type Contradictory = ReturnType<typeof parsed> & { readonly judge: JudgeKind };

function refuseContradictions(values: Contradictory): void {
  const refuse = (is: boolean, message: string) => {
    if (is) throw new OptionError(message);
  };
  refuse(
    values.endpoint && values.mailbox !== undefined,
    '--endpoint and --mailbox: only one of them can answer.',
  );
  refuse(
    values['base-url'] !== undefined && !values.endpoint && values.judge !== 'endpoint',
    '--base-url names an endpoint, but nothing asks one. Add --endpoint.',
  );
  refuse(values.endpoint && values.stale, '--stale is about recorded answers, and --endpoint asks anew.');
  refuse(
    values.judge === 'mailbox' && values.mailbox === undefined,
    '--judge mailbox needs the folder: --mailbox FOLDER.',
  );
  refuse(
    (values['golden-comments'] === undefined) !== (values.clones === undefined),
    '--golden-comments and --clones belong together: one says what is to be found, the other where the code is.',
  );
  refuse(values.prune && !values.record, '--prune drops answers while recording. Add --record.');
}

function variantsOf(names: readonly string[]): readonly Variant[] {
  if (names.includes('all')) return VARIANTS;
  return [...new Set(names)].map((name) => {
    const variant = VARIANTS.find((one) => one.name === name);
    if (variant !== undefined) return variant;
    const known = VARIANTS.map((one) => one.name).join(', ');
    throw new OptionError(`--variant ${JSON.stringify(name)} is not known. Expected one of: ${known}, all.`);
  });
}

function oneOf<Word extends string>(option: string, word: string, words: readonly Word[]): Word {
  const found = words.find((one) => one === word);
  if (found !== undefined) return found;
  throw new OptionError(
    `${option} ${JSON.stringify(word)} is not known. Expected one of: ${words.join(', ')}.`,
  );
}

function count(option: string, text: string, max: number): number {
  const result = z.coerce.number().int().min(1).max(max).safeParse(text);
  if (result.success) return result.data;
  throw new OptionError(`${option} is ${JSON.stringify(text)}. Expected a whole number from 1 to ${max}.`);
}

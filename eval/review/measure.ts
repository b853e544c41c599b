import type { Answer } from '../../src/core/prompt/request.ts';
import { parseSettings } from '../../src/core/settings/parse.ts';
import type { Model } from '../../src/ports.ts';
import { type Sources as AnswerSources, type Desk, deskModels } from './answers/desk.ts';
import type { Asker, Question } from './answers/question.ts';
import { openTally, type Tally } from './answers/tally.ts';
import { isClean, type ReviewCase } from './case.ts';
import { judgeCase } from './judge.ts';
import type { Options } from './options.ts';
import type { Sources as ReportSources } from './report.ts';
import { type CaseRun, runCase } from './run-case.ts';
import { roughOpinion } from './score/opinion.ts';
import type { Scored } from './score/scored.ts';
import { type Summary, summarise } from './score/summary.ts';
import type { Variant } from './variants.ts';

const CONCURRENCY_MAX = 30;

export type Measurement =
  | { readonly kind: 'figures'; readonly sources: ReportSources; readonly summaries: readonly Summary[] }
  /** Questions nobody has answered yet, of the engine or of the judge. */
  | { readonly kind: 'unanswered'; readonly questions: readonly Question[] };

export type Bench = {
  readonly cases: readonly ReviewCase[];
  readonly options: Options;
  /** For the engine and for the judge. */
  readonly review: AnswerSources;
  readonly judging: AnswerSources;
  readonly notes: readonly string[];
  /** A line of progress. */
  readonly say: (line: string) => void;
};

type Job = { readonly one: ReviewCase; readonly variant: Variant; readonly run: number };
type Done = Job & { readonly result: CaseRun };

/** Runs every case under every variant, judges what was found, and sums it up. */
export async function measure(bench: Bench): Promise<Measurement> {
  const { cases, options } = bench;
  const tallies = { review: openTally(), judging: openTally() };
  const runs = Array.from({ length: options.repeat }, (_run, index) => index + 1);
  const jobs = options.variants.flatMap((variant) =>
    runs.flatMap((run) => cases.map((one): Job => ({ one, variant, run }))),
  );
  let count = 0;
  const done = await inLanes(options.jobs, jobs, async (job): Promise<Done> => {
    const result = await runJob(bench, tallies.review, job);
    count += 1;
    const what = tallies.review.waits(askerOf(job))
      ? 'waits for answers'
      : `${result.told.length} findings, ${result.comments} comments`;
    bench.say(`[${count}/${jobs.length}] ${job.one.name}, ${job.variant.name}, run ${job.run}: ${what}`);
    return { ...job, result };
  });
  const complete = done.filter((job) => !tallies.review.waits(askerOf(job)));
  const { scored, unreadable } = await judgeAll(bench, tallies.judging, complete);
  const questions = [...tallies.review.misses(), ...tallies.judging.misses()];
  if (questions.length > 0) return { kind: 'unanswered', questions };
  return {
    kind: 'figures',
    sources: sourcesOf(bench, tallies, unreadable),
    summaries: options.variants.map(({ name }) =>
      summarise(
        name,
        scored.filter(({ variant }) => variant === name),
        options,
      ),
    ),
  };
}

async function runJob({ review, options }: Bench, tally: Tally, job: Job): Promise<CaseRun> {
  const { one, variant } = job;
  const models = deskModels({ sources: review, tally }, askerOf(job));
  // The cap of the account holds for all cases under way together.
  const share = Math.max(1, Math.floor(CONCURRENCY_MAX / options.jobs));
  const inputs =
    options.jobs === 1 ? options.inputs : { ...options.inputs, 'max-concurrency': String(share) };
  return runCase(one, { variant, models, inputs });
}

function askerOf({ one, variant, run }: Job): Asker {
  return { case: one.name, variant: variant.name, run };
}

type JudgedAll = { readonly scored: readonly Scored[]; readonly unreadable: readonly string[] };

async function judgeAll(bench: Bench, tally: Tally, done: readonly Done[]): Promise<JudgedAll> {
  const unreadable = new Set<string>();
  const ask = openJudge(bench, { sources: bench.judging, tally });
  const scored = await inLanes(
    bench.options.jobs,
    done,
    async ({ variant, run, result }): Promise<Scored> => {
      const known = { variant: variant.name, run, result };
      if (bench.options.judge === 'none') {
        const claims = { goldens: result.goldens, knownFalse: result.case.knownFalse };
        return {
          ...known,
          opinions: new Map(result.told.map((told) => [told.id, roughOpinion(told, claims)])),
        };
      }
      const judged = await judgeCase(result, ask(result.case.name));
      for (const name of judged.unreadable) unreadable.add(`${result.case.name}: ${name}`);
      return { ...known, opinions: judged.opinions };
    },
  );
  return { scored, unreadable: [...unreadable] };
}

/** A judge for each case. What was asked before, of another variant or run, is not asked again. */
function openJudge({ options }: Bench, desk: Desk): (name: string) => Model {
  const judge = options.judgeModel;
  const settings = parseSettings(judge === null ? options.inputs : { ...options.inputs, model: judge }, null);
  const opened = new Map<string, Model>();
  return (name) => {
    const model =
      opened.get(name) ??
      remembering(deskModels(desk, { case: name, variant: 'judge', run: 1 }, 0).open(settings));
    opened.set(name, model);
    return model;
  };
}

function remembering(model: Model): Model {
  const answers = new Map<string, Promise<Answer>>();
  return {
    ask: (request) => {
      const answer = answers.get(request.name) ?? model.ask(request);
      answers.set(request.name, answer);
      return answer;
    },
  };
}

function sourcesOf(
  { cases, options, notes }: Bench,
  tallies: { readonly review: Tally; readonly judging: Tally },
  unreadable: readonly string[],
): ReportSources {
  const { goldenComments, judge } = options;
  const model = parseSettings(options.inputs, null).model;
  return {
    cases: goldenComments ?? options.cases,
    caseCount: cases.length,
    cleanCount: cases.filter(isClean).length,
    model,
    answers: answersWords(options),
    judge:
      judge === 'none'
        ? 'none, so these figures are rough: place and patterns only'
        : judgeWords(options, model),
    stage: options.stage,
    seed: options.seed,
    review: tallies.review.account(),
    judging: judge === 'none' ? null : tallies.judging.account(),
    notes: [
      ...notes,
      ...(unreadable.length === 0
        ? []
        : [
            `${unreadable.length} answers of the judge could not be read and match nothing: ${unreadable.join(', ')}.`,
          ]),
    ],
  };
}

function answersWords({ endpoint, mailbox, answers, inputs }: Options): string {
  if (endpoint) return `asked of ${inputs['base-url'] ?? inputs['provider'] ?? 'the default provider'}`;
  return mailbox === null
    ? `recorded in ${answers}`
    : `recorded in ${answers}, and given in the mailbox ${mailbox}`;
}

function judgeWords({ judge, judgeModel: named, answers, mailbox }: Options, model: string): string {
  if (judge === 'endpoint') return `${named ?? model}, asked in both orders`;
  const where = judge === 'mailbox' ? `given in the mailbox ${mailbox ?? ''}` : `recorded in ${answers}`;
  return `answers ${where}, asked in both orders`;
}

/** Works on all of them, on `lanes` at once, and keeps their order. */
async function inLanes<From, To>(
  lanes: number,
  all: readonly From[],
  work: (one: From) => Promise<To>,
): Promise<To[]> {
  const results: To[] = [];
  const queue = all.entries();
  const lane = async () => {
    for (const [index, one] of queue) results[index] = await work(one);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return results;
}

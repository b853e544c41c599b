/** How good the reviews are: runs the engine on cases whose defects are known, and scores what it says. */
import { writeFileSync } from 'node:fs';
import { modelProfile } from '../../src/core/model/models.ts';
import { providerProfile } from '../../src/core/model/providers.ts';
import { openModels } from '../../src/kimi/model.ts';
import type { Models } from '../../src/ports.ts';
import { VERSION } from '../../src/version.ts';
import type { Sources } from './answers/desk.ts';
import { type Mailbox, openMailbox } from './answers/mailbox.ts';
import { openRecorded, type Recorded } from './answers/recorded.ts';
import type { ReviewCase } from './case.ts';
import { readGoldenComments } from './golden-comments.ts';
import { loadCases } from './load.ts';
import { type Measurement, measure } from './measure.ts';
import { OptionError, type Options, readOptions, USAGE } from './options.ts';
import { renderReport } from './report.ts';

const EXIT = { figures: 0, failed: 1, usage: 2, waiting: 3 } as const;
const MISSING_SHOWN_MAX = 20;
const JSON_INDENT = 2;

try {
  process.exitCode = await evaluate(readOptions(process.argv.slice(2)));
} catch (cause) {
  const message = cause instanceof Error ? cause.message : String(cause);
  process.stderr.write(cause instanceof OptionError ? `${message}\n\n${USAGE}\n` : `${message}\n`);
  process.exitCode = cause instanceof OptionError ? EXIT.usage : EXIT.failed;
}

async function evaluate(options: Options): Promise<number> {
  if (options.help) {
    process.stdout.write(`${USAGE}\n`);
    return EXIT.figures;
  }
  const { cases, notes } = chooseCases(options);
  const recorded = openRecorded(options.answers);
  const mailbox = options.mailbox === null ? null : openMailbox(options.mailbox);
  const models = options.endpoint || options.judge === 'endpoint' ? endpointModels() : null;
  const measurement = await measure({
    cases,
    options,
    review: reviewSources(options, { recorded, mailbox, models }),
    judging: judgeSources(options, { recorded, mailbox, models }),
    notes,
    say: (line) => process.stderr.write(`${line}\n`),
  });
  if (options.record) recorded.save(options);
  const waiting = mailbox?.close() ?? 0;
  return tell(measurement, options, waiting);
}

type Opened = {
  readonly recorded: Recorded;
  readonly mailbox: Mailbox | null;
  readonly models: Models | null;
};

function reviewSources(options: Options, { recorded, mailbox, models }: Opened): Sources {
  return {
    recorded: options.endpoint ? null : recorded,
    mailbox,
    endpoint: options.endpoint ? models : null,
    stale: options.stale,
    record: options.record ? recorded : null,
  };
}

function judgeSources(options: Options, { recorded, mailbox, models }: Opened): Sources {
  return {
    recorded: options.judge === 'endpoint' ? null : recorded,
    mailbox: options.judge === 'mailbox' ? mailbox : null,
    endpoint: options.judge === 'endpoint' ? models : null,
    stale: options.stale,
    record: options.record ? recorded : null,
  };
}

function chooseCases(options: Options): { cases: readonly ReviewCase[]; notes: readonly string[] } {
  const { goldenComments, clones, only } = options;
  const loaded =
    goldenComments === null || clones === null
      ? { cases: loadCases(options.cases), leftOut: [] }
      : readGoldenComments(goldenComments, clones);
  const names = loaded.cases.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new Error(`Two cases are called ${twice}.`);
  const cases = loaded.cases.filter(
    ({ name, language, shape }) =>
      only.length === 0 || only.some((one) => name.startsWith(one) || language === one || shape === one),
  );
  if (cases.length === 0)
    throw new Error(
      only.length === 0
        ? `There are no cases in ${goldenComments ?? options.cases}.`
        : `No case's name, language or shape begins with ${only.map((one) => JSON.stringify(one)).join(', ')}.`,
    );
  const notes = loaded.leftOut.map((url) => `Left out, because the list of clones does not name it: ${url}.`);
  return { cases, notes };
}

/** One for the whole evaluation, so that the pace learnt on one case holds for the next. */
function endpointModels(): Models {
  const key = (process.env['KIMI_API_KEY'] ?? '').trim();
  if (key === '')
    throw new Error(
      'There is no API key: set the environment variable KIMI_API_KEY, or leave --endpoint out.',
    );
  return openModels({
    keys: { primary: key, fallback: null },
    userAgent: `kimi-review/${VERSION}`,
    catalogue: { provider: providerProfile, model: modelProfile },
    log: { step: () => undefined, info: () => undefined, warn: (text) => process.stderr.write(`${text}\n`) },
    clock: { now: Date.now },
    random: Math.random,
  });
}

function tell(measurement: Measurement, options: Options, waiting: number): number {
  if (measurement.kind === 'unanswered') return tellUnanswered(measurement.questions, options, waiting);
  const { sources, summaries } = measurement;
  const text = options.json
    ? `${JSON.stringify({ sources, summaries }, null, JSON_INDENT)}\n`
    : `${renderReport(sources, summaries)}\n`;
  process.stdout.write(text);
  if (options.out !== null) writeFileSync(options.out, text);
  return EXIT.figures;
}

type Unanswered = Extract<Measurement, { kind: 'unanswered' }>['questions'];

function tellUnanswered(questions: Unanswered, options: Options, waiting: number): number {
  if (waiting > 0) {
    const requests = waiting === 1 ? '1 request waits' : `${waiting} requests wait`;
    process.stdout.write(`${requests} for an answer in ${options.mailbox ?? ''}.\n`);
  }
  const missing = questions.length - waiting;
  if (missing <= 0) return EXIT.waiting;
  const shown = questions
    .slice(0, MISSING_SHOWN_MAX)
    .map((one) => `- ${one.case}, ${one.variant}, run ${one.run}: ${one.request}`);
  const more = missing > MISSING_SHOWN_MAX ? [`- and ${missing - MISSING_SHOWN_MAX} more`] : [];
  const ways =
    'The wording of the question may have changed since. Record anew with --endpoint --record or --mailbox FOLDER --record, or take older answers with --stale.';
  process.stderr.write(
    `${missing} questions have no recorded answer in ${options.answers}:\n${[...shown, ...more].join('\n')}\n${ways}\n`,
  );
  return EXIT.failed;
}

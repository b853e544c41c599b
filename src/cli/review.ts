import type { Command } from 'commander';
import { modelProfile } from '../core/model/models.ts';
import { providerProfile } from '../core/model/providers.ts';
import { reportJson } from '../core/report/report-json.ts';
import { sarifOf } from '../core/report/sarif.ts';
import { renderTerminal } from '../core/report/terminal.ts';
import { NOTHING_POSTED } from '../core/review/posting.ts';
import type { Review } from '../core/review/review.ts';
import { ReviewError } from '../errors.ts';
import { run } from '../flow/run.ts';
import type { Ended } from '../flow/under-check.ts';
import { openSymbols } from '../grammar/symbols.ts';
import { openModels } from '../kimi/model.ts';
import { useProxy } from '../kimi/proxy.ts';
import type { World } from '../ports.ts';
import { type RecordedRequest, recordingPublisher } from '../workspace/recording-publisher.ts';
import { type Change, openChange, USER_AGENT } from './change.ts';
import type { Desk } from './desk.ts';
import { deskWords } from './desk-words.ts';
import { type ExitCode, exitCodeOf } from './exit-codes.ts';
import { STDOUT, writeText } from './files.ts';
import { readKeys, readRedisUrl } from './keys.ts';
import { type ReviewOptions, readReviewOptions } from './options.ts';
import { inputsOf } from './setting-options.ts';

const JSON_INDENT = 2;

/** Reviews a branch or a pull request and says what was found. Posts only when told to. */
export async function review(desk: Desk, command: Command): Promise<ExitCode> {
  const options = readReviewOptions(command);
  refuseContradictions(options);
  const inputs = inputsOf(command);
  const keys = readKeys(desk, options);
  const change = await openChange(desk, options, inputs);
  const record = recordingPublisher(change.repository);
  const publisher = options.post === true && change.publisher !== null ? change.publisher : record;
  const trigger = {
    kind: 'review',
    pulls: [change.number],
    automatic: false,
    cause: 'kimi-review review',
  } as const;
  const world = openWorld(desk, { change, keys, publisher });
  const ended = await run(world, { number: change.number, trigger, inputs });
  desk.progress.stop();
  if (ended.outcome.kind === 'failed') {
    const { code, message, remedy } = ended.outcome.error;
    throw new ReviewError(code, message, { remedy });
  }
  report(desk, options, { ended, requests: record.requests });
  return exitCodeOf(ended, options.post === true);
}

function refuseContradictions(options: ReviewOptions): void {
  const refuse = (message: string, remedy: string): never => {
    throw new ReviewError('INPUT_INVALID', message, { remedy });
  };
  if (options.post === true && options.pr === undefined)
    refuse('--post needs a pull request to post to.', 'Name it with --pr and --repo.');
  const toStdout = [options.json, options.sarif, dryRunFile(options)].filter((file) => file === STDOUT);
  if (toStdout.length > 1)
    refuse('Only one report can go to standard output.', 'Name a file for the others.');
}

/** Without a file the payloads go to standard output. */
function dryRunFile({ dryRun }: ReviewOptions): string | undefined {
  return dryRun === true ? STDOUT : dryRun;
}

type Parts = Pick<World, 'publisher'> & {
  readonly change: Change;
  readonly keys: ReturnType<typeof readKeys>;
};

function openWorld(desk: Desk, { change, keys, publisher }: Parts): World {
  const { progress, now, interruption } = desk;
  const clock = { now };
  useProxy(process.env, progress.log);
  const models = openModels({
    keys,
    redisUrl: readRedisUrl(desk),
    userAgent: USER_AGENT,
    catalogue: { provider: providerProfile, model: modelProfile },
    log: progress.log,
    clock,
    random: Math.random,
    signal: interruption,
  });
  return {
    pulls: change.pulls,
    repositories: change.repositories,
    publisher,
    models: progress.watch(models),
    symbols: openSymbols(),
    log: progress.log,
    clock,
    runUrl: null,
    interruption,
  };
}

function report(
  desk: Desk,
  options: ReviewOptions,
  result: { readonly ended: Ended; readonly requests: readonly RecordedRequest[] },
): void {
  const { outcome } = result.ended;
  if (outcome.kind === 'skipped') desk.output.write(`Not reviewed: ${outcome.reason}\n`);
  if (outcome.kind !== 'reviewed') return;
  const { posting } = outcome;
  const file = dryRunFile(options);
  const told = atDesk(outcome.review);
  if (options.json !== undefined)
    writeText(desk, options.json, reportJson(told, options.post === true ? posting : NOTHING_POSTED));
  if (options.sarif !== undefined) writeText(desk, options.sarif, sarifOf(told));
  if (file !== undefined) writeText(desk, file, `${JSON.stringify(result.requests, null, JSON_INDENT)}\n`);
  if ([options.json, options.sarif, file].includes(STDOUT)) return;
  desk.output.write(renderTerminal(told, desk.output.style));
  if (options.post === true && posting.reviewUrl !== null)
    desk.output.write(`Posted: ${posting.reviewUrl}\n`);
}

/** The ways out of a gap are told to whoever sits here, not to whoever looks after a workflow. */
function atDesk(review: Review): Review {
  const { conclusion, coverage } = review;
  const rows = coverage.rows.map((row) => ({
    ...row,
    reason: row.reason === null ? null : deskWords(row.reason),
  }));
  return {
    ...review,
    coverage: { ...coverage, rows },
    conclusion: { ...conclusion, reason: deskWords(conclusion.reason) },
  };
}

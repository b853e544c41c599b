import { notice, setFailed, setSecret, warning } from '@actions/core';
import { modelProfile } from './core/model/models.ts';
import { providerProfile } from './core/model/providers.ts';
import { readInput } from './core/settings/parse.ts';
import type { Inputs } from './core/settings/settings.ts';
import { INPUT_ROWS, SETTINGS } from './core/settings/table.ts';
import { parseTrigger } from './core/trigger/parse.ts';
import { ReviewError } from './errors.ts';
import { layeredRepository } from './flow/repository-layers.ts';
import { run } from './flow/run.ts';
import { type Ended, failed } from './flow/under-check.ts';
import { openSymbols } from './grammar/symbols.ts';
import { openModels } from './kimi/model.ts';
import { useProxy } from './kimi/proxy.ts';
import type { Repositories, World } from './ports.ts';
import { runnerLog } from './runner/log.ts';
import { report, reportDryRun } from './runner/report.ts';
import { type Runner, readInputs, readRunner } from './runner/runner.ts';
import { exitStatusOf } from './runner/verdict.ts';
import { VERSION } from './version.ts';
import { findGitFolder, openGit } from './workspace/git.ts';
import { openLocalRepositories } from './workspace/local-repository.ts';
import { recordingPublisher } from './workspace/recording-publisher.ts';

const USER_AGENT = `kimi-review/${VERSION}`;

/** The Action: what the runner says becomes a world and an order, and the story does the rest. */
async function main(): Promise<void> {
  const inputs = readInputs(INPUT_ROWS.map((row) => row.name));
  const runner = readRunner(process.env);
  const trigger = parseTrigger(runner.event, inputs);
  const place = {
    folder: runner.temporary,
    artifact: readInput(SETTINGS.artifact, inputs),
    dryRun: readInput(SETTINGS.dryRun, inputs),
  };
  if (trigger.kind === 'ignored') {
    await report({ pull: null, outcome: trigger, told: true }, place);
    return;
  }
  const dryRun = place.dryRun ? recordingPublisher(runner.repository) : null;
  const opened = await openWorld(runner, inputs);
  const world = dryRun === null ? opened : { ...opened, publisher: dryRun };
  for (const [index, number] of trigger.pulls.entries()) {
    if (index > 0 && world.interruption.aborted) {
      setFailed(`The job was cancelled before #${trigger.pulls.slice(index).join(', #')} could be reviewed.`);
      break;
    }
    const ended = await run(world, { number, trigger, inputs });
    await report(ended, place);
    conclude(ended);
  }
  if (dryRun !== null) await reportDryRun(dryRun.requests, place);
}

async function openWorld(runner: Runner, inputs: Inputs): Promise<World> {
  const token = readInput(SETTINGS.githubToken, inputs);
  if (token === null) throw new ReviewError('TOKEN_MISSING', 'The input github-token is empty.');
  const keys = {
    primary: readInput(SETTINGS.kimiApiKey, inputs),
    fallback: readInput(SETTINGS.fallbackApiKey, inputs),
  };
  const redisUrl = readInput(SETTINGS.redisUrl, inputs);
  for (const secret of [token, keys.primary, keys.fallback, redisUrl, ...passwordsOf(redisUrl)])
    if (secret !== null) setSecret(secret);
  useProxy(process.env, runnerLog);
  const interruption = cancellation();
  const clock = { now: Date.now };
  // Not before the event file was found to be JSON: @actions/github reads it when it is loaded, and throws.
  const { openGitHub } = await import('./github/client.ts');
  const github = openGitHub({
    token,
    apiUrl: runner.apiUrl,
    repository: runner.repository,
    userAgent: USER_AGENT,
    log: runnerLog,
    // GitHub wants posts seconds apart; a server on this very machine is not GitHub.
    spacing: !isLoopback(runner.apiUrl),
  });
  return {
    pulls: github.pulls,
    publisher: github.publisher,
    repositories: await withCheckout(runner.workspace, github.repositories),
    models: openModels({
      keys,
      redisUrl,
      userAgent: USER_AGENT,
      catalogue: { provider: providerProfile, model: modelProfile },
      log: runnerLog,
      clock,
      random: Math.random,
      signal: interruption,
    }),
    symbols: openSymbols(),
    log: runnerLog,
    clock,
    runUrl: runner.runUrl,
    interruption,
  };
}

/** Commits that are in the checkout cost no request. */
async function withCheckout(workspace: string, remote: Repositories): Promise<Repositories> {
  const folder = await findGitFolder(workspace);
  if (folder === null) return remote;
  const local = openLocalRepositories(openGit(folder));
  return { open: (limits) => layeredRepository(local.open(limits), remote.open(limits)) };
}

/** GitHub sends SIGINT to a cancelled job, SIGTERM 7.5 seconds later, and kills it 2.5 seconds after that. */
function cancellation(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => controller.abort());
  return controller.signal;
}

/** Of an address only the password is a secret; alone it could be printed where the whole is not. */
/** As it is written and as it is meant: either form may turn up in a message. */
function passwordsOf(address: string | null): readonly (string | null)[] {
  if (address === null) return [];
  const { password } = new URL(address);
  const forms = [password, meantBy(password)];
  return forms.filter((form) => form !== '');
}

function meantBy(escaped: string): string {
  try {
    return decodeURIComponent(escaped);
  } catch {
    // A bare percent sign is no escape: then the password is meant as it is written.
    return escaped;
  }
}

function isLoopback(address: string): boolean {
  return ['127.0.0.1', '[::1]', 'localhost'].includes(new URL(address).hostname);
}

function conclude(ended: Ended): void {
  const { status, message, isRule } = exitStatusOf(ended);
  if (status !== 0) setFailed(message);
  else if (isRule === true) notice(message, { title: 'Kimi Review: not reviewed' });
  else if (message !== '') warning(message, { title: 'Kimi Review' });
}

try {
  await main();
} catch (cause) {
  const ended: Ended = { pull: null, outcome: failed(cause), told: false };
  // Later steps can then ask for the conclusion as after any other run. Outside a runner there is no page to write on.
  if (process.env['GITHUB_STEP_SUMMARY']) await report(ended, { folder: '.', artifact: null, dryRun: false });
  conclude(ended);
}

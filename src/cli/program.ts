import { Command, CommanderError, Option } from 'commander';
import { ReviewError } from '../errors.ts';
import { failed } from '../flow/under-check.ts';
import { VERSION } from '../version.ts';
import type { Desk } from './desk.ts';
import { errorText } from './desk-words.ts';
import { doctor, doctorCommand } from './doctor.ts';
import { EXIT, EXIT_CODES_TEXT, type ExitCode, exitCodeOfError } from './exit-codes.ts';
import { addChangeOptions } from './options.ts';
import { pack } from './pack.ts';
import { openProgress } from './progress.ts';
import { review } from './review.ts';
import { complain, openScreen, type Screen } from './screen.ts';
import { settingOptions } from './setting-options.ts';

/** Runs the command the arguments name and gives its exit code. Nothing is thrown: every failure is words. */
export async function runCommandLine(computer: NodeJS.Process): Promise<ExitCode> {
  const { env: environment } = computer;
  const output = openScreen(computer.stdout, environment);
  const errors = openScreen(computer.stderr, environment);
  const interruption = listenForCtrlC(computer, errors);
  const progress = openProgress(errors, Date.now);
  const desk = { folder: computer.cwd(), environment, output, progress, now: Date.now, interruption };
  const finish: { code: ExitCode } = { code: EXIT.fine };
  const fail = (cause: unknown): ExitCode => {
    progress.stop();
    return codeOfFailure(cause, errors, interruption.aborted);
  };
  computer.on('uncaughtException', (cause) => computer.exit(fail(cause)));
  try {
    await buildProgram({ desk, errors, finish }).parseAsync(computer.argv);
    return finish.code;
  } catch (cause) {
    return fail(cause);
  }
}

/** On an older one the first account of a change would end in a TypeError. */
function refuseOldNode(version: string): void {
  if (Number.parseInt(version, 10) >= NODE_MAJOR_MIN) return;
  throw new ReviewError(
    'INPUT_INVALID',
    `This is Node.js ${version}; kimi-review needs ${NODE_MAJOR_MIN} or newer.`,
    {
      remedy: 'Install a current Node.js from https://nodejs.org.',
    },
  );
}

const NODE_MAJOR_MIN = 24;

type Program = { readonly desk: Desk; readonly errors: Screen; readonly finish: { code: ExitCode } };
type Action = (desk: Desk, command: Command) => Promise<ExitCode>;

function buildProgram({ desk, errors, finish }: Program): Command {
  const acting = (action: Action) => async (_options: unknown, command: Command) => {
    refuseOldNode(process.versions.node);
    finish.code = await action(desk, command);
  };
  const program = new Command('kimi-review')
    .description('Reviews a change together with the code around it, on Kimi K2.6.')
    .version(VERSION, '--version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand(false)
    .exitOverride()
    .configureOutput({
      writeOut: desk.output.write,
      writeErr: errors.write,
      getOutHelpWidth: () => desk.output.style.columns,
      getErrHelpWidth: () => errors.style.columns,
    })
    .addHelpText('after', `\n${EXIT_CODES_TEXT}`);
  withSettings(reviewCommand(program)).action(acting(review));
  withSettings(packCommand(program)).action(acting(pack));
  doctorCommand(program).action(acting(doctor));
  return program;
}

const OUTPUT_HEADING = 'What to do with it (a file "-" is standard output):';

function reviewCommand(program: Command): Command {
  return addChangeOptions(
    program.command('review').description('Review a local branch, or a pull request with --pr.'),
  )
    .optionsGroup('The key:')
    .option('--api-key-file <file>', 'holds the API key; default: KIMI_API_KEY in the environment')
    .option('--fallback-api-key-file <file>', 'the same for the fallback; default: KIMI_FALLBACK_API_KEY')
    .optionsGroup(OUTPUT_HEADING)
    .option('--json <file>', 'write the whole review as JSON')
    .option('--sarif <file>', 'write the findings as SARIF 2.1.0')
    .addOption(
      new Option('--dry-run [file]', 'write the requests that would post the review; default: -').conflicts(
        'post',
      ),
    )
    .option('--post', 'with --pr: post the review on the pull request');
}

function packCommand(program: Command): Command {
  return addChangeOptions(
    program
      .command('pack')
      .description('Show what a review would send and what it would cost. Asks no model and needs no key.'),
  )
    .optionsGroup(OUTPUT_HEADING)
    .option('--json <file>', 'write the account as JSON')
    .option('--html <file>', 'write it as a page with a map of each request by tokens')
    .option('--prompt <folder>', 'write each message there, byte for byte as it would be sent');
}

/** The same for both, so that one word turns a look into a review. */
function withSettings(command: Command): Command {
  command.optionsGroup('Settings (they win over the configuration file at the base):');
  for (const option of settingOptions()) command.addOption(option);
  return command.addHelpText('after', `\n${EXIT_CODES_TEXT}`);
}

function codeOfFailure(cause: unknown, errors: Screen, interrupted: boolean): ExitCode {
  // Commander has printed its own sentence; help and version come as an error of code 0.
  if (cause instanceof CommanderError) return cause.exitCode === 0 ? EXIT.fine : EXIT.usage;
  if (interrupted) {
    complain(errors, 'Stopped by Ctrl-C.');
    return EXIT.interrupted;
  }
  const { error } = failed(cause);
  complain(errors, errorText(error));
  return exitCodeOfError(error.code);
}

/** The first Ctrl-C ends the run in good order, the second one at once. */
function listenForCtrlC(computer: NodeJS.Process, errors: Screen): AbortSignal {
  const controller = new AbortController();
  computer.on('SIGINT', () => {
    if (controller.signal.aborted) computer.exit(EXIT.interrupted);
    errors.write('\n');
    controller.abort();
  });
  return controller.signal;
}

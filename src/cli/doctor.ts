import { type Command, Option } from 'commander';
import * as z from 'zod';
import type { ProviderName } from '../core/model/profile.ts';
import { PROVIDERS } from '../core/model/providers.ts';
import { visible } from '../core/report/terminal-text.ts';
import { decodeText } from '../core/settings/reader.ts';
import { PROVIDER_NAMES, SETTINGS } from '../core/settings/table.ts';
import { ReviewError } from '../errors.ts';
import { USER_AGENT } from './change.ts';
import type { Desk } from './desk.ts';
import type { Check } from './doctor-check.ts';
import { checkKimi } from './doctor-kimi.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { readKeys } from './keys.ts';

const DOCTOR_EXIT_CODES = `Exit codes:
  ${EXIT.fine}    nothing that would keep a review from working was found
  ${EXIT.findings}    something is wrong; the line marked with a cross says what and what to do
  ${EXIT.usage}    wrong usage, or there is no key`;

/** Finds out whether key, endpoint, model, balance and token go together. Asks no model and writes nothing. */
export async function doctor(desk: Desk, command: Command): Promise<ExitCode> {
  const options = optionsShape.parse(command.opts());
  const { provider, model } = options;
  const profile = PROVIDERS[provider];
  const address = addressOf(options.baseUrl) ?? profile.baseUrl;
  if (address === null) {
    throw new ReviewError('INPUT_INVALID', 'The provider custom has no address of its own.', {
      remedy: 'Name it with --base-url.',
    });
  }
  const { primary: key } = readKeys(desk, { apiKeyFile: options.apiKeyFile });
  const endpoint = { address, key, userAgent: USER_AGENT };
  const kimi = { provider: profile, model, endpoint, trySiblings: options.trySiblings === true };
  const checks = [...(await checkKimi(kimi)), ...(await checkToken(desk, options.repo))];
  for (const check of checks) desk.output.write(lineOf(check, desk));
  return checks.some(({ state }) => state === 'wrong') ? EXIT.findings : EXIT.fine;
}

/** The command with its options, ready to be given an action. */
export function doctorCommand(program: Command): Command {
  return program
    .command('doctor')
    .description('Check key, endpoint, model, balance and GitHub permissions. Asks no model; writes nothing.')
    .addOption(
      new Option('--provider <name>', 'whose endpoint')
        .choices(PROVIDER_NAMES)
        .default(SETTINGS.provider.default),
    )
    .option('--base-url <address>', "instead of the provider's own address")
    .option('--model <id>', 'the model that is to review', SETTINGS.model.default)
    .option('--api-key-file <file>', 'holds the API key; default: KIMI_API_KEY in the environment')
    .option(
      '--try-siblings',
      "when the key is refused, send it to the /models page of Kimi's other hosts as well, to learn where it belongs",
    )
    .option('--repo <owner/name>', 'check what GITHUB_TOKEN may do in this repository, by reads alone')
    .addHelpText('after', `\n${DOCTOR_EXIT_CODES}`);
}

const optionsShape = z.object({
  provider: z.enum(PROVIDER_NAMES) satisfies z.ZodType<ProviderName>,
  baseUrl: z.string().optional(),
  model: z.string(),
  apiKeyFile: z.string().optional(),
  trySiblings: z.boolean().optional(),
  repo: z.string().optional(),
});

function addressOf(given: string | undefined): string | null {
  if (given === undefined) return null;
  const decoded = decodeText(SETTINGS.baseUrl, given.trim());
  if (decoded.ok) return decoded.value?.replace(/\/+$/, '') ?? null;
  throw new ReviewError('INPUT_INVALID', `${decoded.problem.replace(/^input /, '--')}.`);
}

async function checkToken({ environment, progress }: Desk, repository: string | undefined): Promise<Check[]> {
  if (repository === undefined) return [];
  const token = (environment['GITHUB_TOKEN'] || environment['GH_TOKEN'] || '').trim();
  if (token === '') {
    throw new ReviewError('TOKEN_MISSING', 'The environment variable GITHUB_TOKEN is not set.');
  }
  const apiUrl = environment['GITHUB_API_URL'] || 'https://api.github.com';
  // Only when asked: @actions/github reads the event file of a runner when it is loaded, and may throw.
  const { checkGitHub } = await import('./doctor-github.ts');
  return checkGitHub({ token, apiUrl, repository, userAgent: USER_AGENT, log: progress.log });
}

const MARKS = { fine: '✓', warning: '!', wrong: '✗', unknown: '?' } as const;
const NAME_COLUMNS = 12;

function lineOf({ state, name, text, remedy }: Check, { output }: Desk): string {
  const { green, yellow, red, dim, bold } = output.style.palette;
  const colour = { fine: green, warning: yellow, wrong: red, unknown: dim }[state];
  const below = ' '.repeat(NAME_COLUMNS + 2);
  const way = remedy === undefined ? '' : `${below}${visible(remedy)}\n`;
  return `${colour(MARKS[state])} ${bold(name.padEnd(NAME_COLUMNS))}${visible(text)}\n${way}`;
}

import { type Command, InvalidArgumentError, Option } from 'commander';
import * as z from 'zod';

/** Which change: a local branch, or a pull request on GitHub. */
const changeOptions = z.object({
  base: z.string().optional(),
  head: z.string().optional(),
  pr: z.int().optional(),
  repo: z.string().optional(),
});
export type ChangeOptions = z.infer<typeof changeOptions>;

const reviewOptions = changeOptions.extend({
  apiKeyFile: z.string().optional(),
  fallbackApiKeyFile: z.string().optional(),
  json: z.string().optional(),
  sarif: z.string().optional(),
  /** True without a file. */
  dryRun: z.union([z.string(), z.literal(true)]).optional(),
  post: z.boolean().optional(),
});
export type ReviewOptions = z.infer<typeof reviewOptions>;

const packOptions = changeOptions.extend({
  json: z.string().optional(),
  html: z.string().optional(),
  prompt: z.string().optional(),
});
export type PackOptions = z.infer<typeof packOptions>;

export const readReviewOptions = (command: Command): ReviewOptions => reviewOptions.parse(command.opts());
export const readPackOptions = (command: Command): PackOptions => packOptions.parse(command.opts());

const REPOSITORY_PATTERN = /^[\w.-]+\/[\w.-]+$/;
const PULL_PATTERN = /^#?([1-9]\d{0,8})$/;

/** Options that name the change, the same for every command. */
export function addChangeOptions(command: Command): Command {
  return command
    .optionsGroup('The change:')
    .option('--base <revision>', 'what to compare with; default: origin/HEAD, origin/main, main or master')
    .option('--head <revision>', 'what to review; default: the current branch, as committed')
    .addOption(
      new Option('--pr <number>', 'a pull request on GitHub instead, read with the token in GITHUB_TOKEN')
        .argParser(pullNumber)
        .conflicts(['base', 'head']),
    )
    .option('--repo <owner/name>', 'the repository of --pr', repositoryName);
}

function pullNumber(text: string): number {
  const digits = PULL_PATTERN.exec(text)?.[1];
  if (digits === undefined) throw new InvalidArgumentError('It is not the number of a pull request.');
  return Number(digits);
}

function repositoryName(text: string): string {
  if (REPOSITORY_PATTERN.test(text)) return text;
  throw new InvalidArgumentError('Expected owner/name, such as octocat/hello-world.');
}

import * as z from 'zod';
import { SEVERITIES } from '../findings/finding.ts';
import type { ProviderName } from '../model/profile.ts';
import {
  INSTRUCTION_FIELDS,
  INSTRUCTIONS,
  RULE_FIELDS,
  RULES,
  THRESHOLD_FIELDS,
  THRESHOLDS,
} from './house.ts';
import type { Setting } from './kinds.ts';
import {
  choice,
  entries,
  flag,
  integer,
  integerOrAuto,
  jsonObject,
  list,
  optionalAmount,
  optionalChoice,
  text,
} from './kinds.ts';
import { EFFORT_CHOICES, FAIL_ON_CHOICES, MODE_CHOICES, THINKING_CHOICES } from './settings.ts';
import {
  BASE_URL,
  COMMENTS_MAX,
  EXTRA_BODY,
  FILE_PATH,
  GLOB,
  LANGUAGE,
  LINE,
  PATTERN,
  REDIS_URL,
} from './values.ts';

const CONFIG_PATH = '.github/kimi-review.yml';

/** The ceiling on concurrent requests that no setting lifts. */
const CONCURRENCY_MAX = 30;

export const PROVIDER_NAMES = [
  'moonshot',
  'moonshot-cn',
  'kimi-code',
  'openrouter',
  'dashscope',
  'ark',
  'openai',
  'anthropic',
  'custom',
] as const satisfies readonly ProviderName[];

// A job of GitHub Actions ends after six hours.
const TIMEOUT_MINUTES_MAX = 360;
const CHANGED_LINES_MAX = 1_000_000;
const CHANGED_FILES_MAX = 3_000;
// The largest window of a model we know, in tokens.
const CONTEXT_TOKENS_MAX = 1_000_000;
// The default token may send 1,000 requests an hour for the whole repository.
const READ_REQUESTS_MAX = 900;
const FILE_BYTES_MIN = 1_000;
const FILE_BYTES_MAX = 10_000_000;

/** Paths where a small change can do great harm: the model thinks about them whatever the size. */
const RISKY_PATHS = [
  '**/*auth*/**',
  '**/*auth*.*',
  '**/*{security,crypto,session,password,permission,secret}*/**',
  '**/*{security,crypto,session,password,permission,secret}*.*',
  '**/*{payment,billing,invoice}*/**',
  '**/*{payment,billing,invoice}*.*',
  '**/migrations/**',
  '**/*.sql',
  '**/*schema*.*',
  '.github/workflows/**',
  '**/action.{yml,yaml}',
  '**/Dockerfile*',
];

/** Every setting, once, in the order of the documentation. Code, action.yml, schema and docs are held to it. */
export const SETTINGS = {
  kimiApiKey: text<string | null>({
    name: 'kimi-api-key',
    where: 'input',
    default: null,
    expected: 'a key of the provider, on one line',
    schema: LINE,
    doc: 'The API key of the provider. Pass it from a secret. Forks get no secrets: there the run says so and ends without a review.',
  }),
  githubToken: text<string | null>({
    name: 'github-token',
    where: 'input',
    default: null,
    expected: 'a token of GitHub, on one line',
    schema: LINE,
    doc: "The token that reads the pull request and posts the review. Needs contents: read, pull-requests: write and checks: write. Without it the job's own token is used.",
  }),
  provider: choice({
    name: 'provider',
    where: 'both',
    values: PROVIDER_NAMES,
    default: 'moonshot',
    doc: 'Who serves the model: sets the address, the names of the models and which fields a request may carry.',
  }),
  baseUrl: text<string | null>({
    name: 'base-url',
    where: 'input',
    default: null,
    expected: 'an https address such as https://api.example.com/v1',
    schema: BASE_URL,
    doc: "Replaces the provider's address and keeps everything else of its profile. Required with provider custom.",
  }),
  model: text({
    name: 'model',
    where: 'both',
    default: 'kimi-k2.6',
    expected: 'the id of a model',
    schema: LINE,
    doc: 'The model that reviews.',
  }),
  fallbackProvider: optionalChoice({
    name: 'fallback-provider',
    where: 'input',
    values: PROVIDER_NAMES,
    doc: 'Who is asked when the first provider cannot answer. Without it the same provider is asked for fallback-model.',
  }),
  fallbackModel: text<string | null>({
    name: 'fallback-model',
    where: 'input',
    default: null,
    expected: 'the id of a model',
    schema: LINE,
    doc: 'The model that is asked when the first one cannot answer. Without it fallback-provider is asked for the same model.',
  }),
  fallbackApiKey: text<string | null>({
    name: 'fallback-api-key',
    where: 'input',
    default: null,
    expected: 'a key of the provider, on one line',
    schema: LINE,
    doc: 'The API key of fallback-provider. Without it kimi-api-key is used, and only when both are the same provider.',
  }),
  thinking: choice({
    name: 'thinking',
    where: 'both',
    values: THINKING_CHOICES,
    default: 'auto',
    doc: 'Whether the model thinks before it answers. With auto, thinking-rules decide for each part of the change, and the summary says why.',
  }),
  effort: choice({
    name: 'effort',
    where: 'both',
    values: EFFORT_CHOICES,
    default: 'auto',
    doc: 'How much work a review is worth. quick asks once and does not think. standard lets several readers look and checks each finding. deep adds readers, look-ups in the repository and thinking. auto is standard for code and quick for documentation.',
  }),
  maxConcurrency: integer({
    name: 'max-concurrency',
    where: 'both',
    default: CONCURRENCY_MAX,
    min: 1,
    max: CONCURRENCY_MAX,
    because: `${CONCURRENCY_MAX} is the ceiling on concurrent requests`,
    doc: 'How many requests may be with the model at once. The real number sinks by itself when the provider asks for patience.',
  }),
  redisUrl: text<string | null>({
    name: 'redis-url',
    where: 'input',
    default: null,
    expected: 'an address such as rediss://user:password@redis.example.com:6379',
    schema: REDIS_URL,
    doc: 'A Redis that all runs with the same key can reach: they then share 30 requests at once exactly, across workflows and machines (docs/shared-limits.md). Pass it from a secret. When it cannot be reached the run goes on without it and says so.',
  }),
  pr: text<string | null>({
    name: 'pr',
    where: 'input',
    default: null,
    expected: 'a pull request number, or several such as "12, 34"',
    schema: LINE,
    doc: 'The pull request to review, or several ("12, 34"). Needed on events that do not belong to a pull request, such as workflow_dispatch.',
  }),
  mode: choice({
    name: 'mode',
    where: 'both',
    values: MODE_CHOICES,
    default: 'incremental',
    doc: 'Whether a later run reads only what is new since the last complete review, or everything again.',
  }),
  dryRun: flag({
    name: 'dry-run',
    where: 'input',
    default: false,
    doc: 'Runs the whole review and posts nothing: what would be posted is written to the job summary.',
  }),
  config: text({
    name: 'config',
    where: 'input',
    default: CONFIG_PATH,
    expected: 'a path relative to the root of the repository',
    schema: FILE_PATH,
    doc: 'The configuration file. It is read at the base revision, so that a pull request cannot change how it is reviewed. The default file may be missing; one that is named here may not.',
  }),
  language: text({
    name: 'language',
    where: 'both',
    default: 'en',
    expected: 'a language by name or tag, such as en, German or 日本語',
    schema: LANGUAGE,
    doc: 'The language of the review, by name or tag. The findings are written in any language; the fixed words around them are there in English, German, Spanish, French, Italian, Japanese, Korean, Polish, Portuguese, Russian and Simplified Chinese, and in English beside any other.',
  }),
  minSeverity: choice({
    name: 'min-severity',
    where: 'both',
    values: SEVERITIES,
    default: 'minor',
    doc: 'Findings below this severity are not posted as comments; the summary counts them.',
  }),
  maxComments: integerOrAuto({
    name: 'max-comments',
    where: 'both',
    min: 0,
    max: COMMENTS_MAX,
    doc: 'How many comments one run may post, the most severe first. The rest is listed in the summary. Blockers are always posted, also with 0. With auto 3, and one more for each 100 changed lines beyond 150, up to 8.',
  }),
  failOn: choice({
    name: 'fail-on',
    where: 'both',
    values: FAIL_ON_CHOICES,
    default: 'never',
    doc: 'Fails the check run when a finding of this severity or a higher one is open.',
  }),
  budgetUsd: optionalAmount({
    name: 'budget-usd',
    where: 'both',
    doc: 'A ceiling on what the review of one pull request may cost, in dollars; with several in pr, each has its own. The worst case is checked before each question; a try that breaks off midway and is repeated is not set aside. What could not be read within the ceiling is named in the summary.',
  }),
  timeoutMinutes: integer({
    name: 'timeout-minutes',
    where: 'both',
    default: 15,
    min: 1,
    max: TIMEOUT_MINUTES_MAX,
    doc: 'When the review of one pull request stops waiting for the model, in minutes; with several in pr, each has its own. What is there by then is posted, and the rest is named.',
  }),
  extraBody: jsonObject({
    name: 'extra-body',
    where: 'input',
    expected: 'a JSON object',
    schema: EXTRA_BODY,
    doc: 'A JSON object merged last into every model request, for options newer than this release.',
  }),
  artifact: text<string | null>({
    name: 'artifact',
    where: 'input',
    default: null,
    expected: 'a path',
    schema: LINE,
    doc: 'Where to write the report of the run, as JSON. Without it the report goes to the temporary folder of the job.',
  }),
  pathsInclude: list({
    name: 'paths.include',
    items: 'globs, such as ["src/**"]',
    item: GLOB,
    default: [],
    doc: 'When not empty, only files that match one of these are reviewed.',
  }),
  pathsExclude: list({
    name: 'paths.exclude',
    items: 'globs, such as ["docs/**"]',
    item: GLOB,
    default: [],
    doc: 'Files that match one of these are not reviewed; the summary names them.',
  }),
  skipDrafts: flag({
    name: 'skip.drafts',
    where: 'file',
    default: true,
    doc: 'Leaves drafts alone until they are ready for review.',
  }),
  skipBots: flag({
    name: 'skip.bots',
    where: 'file',
    default: true,
    doc: 'Leaves pull requests opened by bots alone.',
  }),
  skipLabels: list({
    name: 'skip.labels',
    items: 'labels',
    item: LINE,
    default: [],
    doc: 'Any of these labels skips the pull request.',
  }),
  skipRequireLabels: list({
    name: 'skip.require-labels',
    items: 'labels',
    item: LINE,
    default: [],
    doc: 'When not empty, a pull request without one of these labels is skipped.',
  }),
  skipTitles: list({
    name: 'skip.titles',
    items: 'regular expressions, such as ["^wip"]',
    item: PATTERN,
    default: [],
    doc: 'JavaScript regular expressions, matched without regard to case: a title that matches one is skipped.',
  }),
  skipAuthors: list({
    name: 'skip.authors',
    items: 'GitHub logins',
    item: LINE,
    default: [],
    doc: 'Pull requests opened by one of these are skipped.',
  }),
  skipBaseBranches: list({
    name: 'skip.base-branches',
    items: 'globs, such as [main, "release/*"]',
    item: GLOB,
    default: [],
    doc: 'When not empty, only pull requests into a branch that matches one of these are reviewed.',
  }),
  skipHeadBranches: list({
    name: 'skip.head-branches',
    items: 'globs, such as ["sync/*"]',
    item: GLOB,
    default: [],
    doc: 'Pull requests from a branch that matches one of these are skipped.',
  }),
  thinkingChangedLines: integer({
    name: 'thinking-rules.changed-lines',
    where: 'file',
    default: 40,
    min: 1,
    max: CHANGED_LINES_MAX,
    doc: 'With thinking auto: changed lines (added and removed) of a part of the change from which on the model thinks.',
  }),
  thinkingFiles: integer({
    name: 'thinking-rules.files',
    where: 'file',
    default: 3,
    min: 1,
    max: CHANGED_FILES_MAX,
    doc: 'With thinking auto: changed files of a part of the change from which on the model thinks; documentation does not count.',
  }),
  thinkingRiskyPaths: list({
    name: 'thinking-rules.risky-paths',
    items: 'globs, such as ["src/auth/**"]',
    item: GLOB,
    default: RISKY_PATHS,
    doc: 'With thinking auto: the model always thinks about files that match one of these. Matched without regard to case.',
  }),
  contextTokens: integer({
    name: 'limits.context-tokens',
    where: 'file',
    default: 60_000,
    min: 0,
    max: CONTEXT_TOKENS_MAX,
    doc: 'Tokens of the repository around the change, per request. 0 sends the change alone.',
  }),
  readRequests: integer({
    name: 'limits.read-requests',
    where: 'file',
    default: 150,
    min: 0,
    max: READ_REQUESTS_MAX,
    doc: 'GitHub requests one run may spend on reading files when the repository is not checked out.',
  }),
  fileBytes: integer({
    name: 'limits.file-bytes',
    where: 'file',
    default: 1_000_000,
    min: FILE_BYTES_MIN,
    max: FILE_BYTES_MAX,
    doc: 'A file above this size, in bytes, is never read whole.',
  }),
  instructions: entries({
    name: 'instructions',
    expected: 'a list of entries with text and, optionally, paths',
    fields: INSTRUCTION_FIELDS,
    schema: INSTRUCTIONS,
    doc: 'Words for the reviewer, for all files or for those that match one of the paths.',
  }),
  rules: entries({
    name: 'rules',
    expected: 'a list of entries with id, text and, optionally, paths and severity',
    fields: RULE_FIELDS,
    schema: RULES,
    doc: 'Rules of the house in plain words. A finding that comes from one cites it by its id.',
  }),
  thresholds: entries({
    name: 'thresholds',
    expected: 'a list of entries with paths and min-severity, max-comments or both',
    fields: THRESHOLD_FIELDS,
    schema: THRESHOLDS,
    doc: 'What is worth a comment under some paths, instead of min-severity and within max-comments. The last entry that matches a path counts.',
  }),
};

/** The rows in order. */
export const ROWS: readonly Setting<unknown>[] = Object.values(SETTINGS);

/** Rows the configuration file may hold. */
export const FILE_ROWS = ROWS.filter((row) => row.where !== 'input');

/** Rows that are inputs of the Action. */
export const INPUT_ROWS = ROWS.filter((row) => row.where !== 'file');

/** Rows whose value must never be printed. */
export const SECRET_NAMES = ['kimi-api-key', 'github-token', 'fallback-api-key', 'redis-url'];

/** The file as one zod schema: the source of the published JSON Schema. */
export function fileSchema(): z.ZodType {
  const groups = new Map<string, Record<string, z.ZodType>>();
  const shape: Record<string, z.ZodType> = {};
  for (const row of FILE_ROWS) {
    const [first = row.name, key] = row.name.split('.');
    const schema = row.schema.meta({ description: row.doc, default: row.default ?? undefined }).optional();
    if (key === undefined) {
      shape[first] = schema;
      continue;
    }
    const group = groups.get(first) ?? {};
    group[key] = schema;
    groups.set(first, group);
  }
  for (const [name, group] of groups) shape[name] = z.strictObject(group).optional();
  return z.strictObject(shape);
}

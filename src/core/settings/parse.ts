import { ReviewError } from '../../errors.ts';
import { NO_FILE, readConfigFile } from './config-file.ts';
import { instructionsFrom, rulesFrom, thresholdsFrom } from './house.ts';
import type { Setting } from './kinds.ts';
import { nearestName } from './nearest.ts';
import type { Reader } from './reader.ts';
import { decodeText, givenText, settingReader } from './reader.ts';
import type { Inputs, Settings } from './settings.ts';
import { INPUT_ROWS, SETTINGS } from './table.ts';

/**
 * Decodes the inputs and the configuration file of the base revision. Input wins over file, file over default.
 * Throws one `ReviewError` that lists every problem of both.
 */
export function parseSettings(inputs: Inputs, configText: string | null): Settings {
  const file = configText === null ? NO_FILE : readConfigFile(configText);
  const reader = settingReader(inputs, file);
  const values = takeAll(reader);
  const warnings = [
    ...unknownInputs(inputs),
    ...file.warnings.map((warning) => `${fileName(inputs)}: ${warning}`),
    ...unusedFallbackKey(inputs, values),
  ];
  reader.problems.input.push(...contradictions(values));
  throwProblems(reader, fileName(inputs));
  return { ...values, configPath: fileName(inputs), effective: reader.effective(), warnings };
}

/** One input that is needed before there is a pull request to review, decoded. Throws `INPUT_INVALID`. */
export function readInput<Value>(row: Setting<Value>, inputs: Inputs): Value {
  const given = givenText(inputs, row.name);
  if (given === '') return row.default;
  const decoded = decodeText(row, given);
  if (decoded.ok) return decoded.value;
  throw new ReviewError('INPUT_INVALID', `The ${decoded.problem}.`);
}

type Values = Omit<Settings, 'configPath' | 'effective' | 'warnings'>;

function takeAll(reader: Reader): Values {
  const provider = reader.take(SETTINGS.provider);
  const model = reader.take(SETTINGS.model);
  const fallbackProvider = reader.take(SETTINGS.fallbackProvider);
  const fallbackModel = reader.take(SETTINGS.fallbackModel);
  return {
    provider,
    baseUrl: reader.take(SETTINGS.baseUrl),
    model,
    fallback:
      fallbackProvider === null && fallbackModel === null
        ? null
        : { provider: fallbackProvider ?? provider, model: fallbackModel ?? model },
    thinking: reader.take(SETTINGS.thinking),
    effort: reader.take(SETTINGS.effort),
    maxConcurrency: reader.take(SETTINGS.maxConcurrency),
    mode: reader.take(SETTINGS.mode),
    language: reader.take(SETTINGS.language),
    minSeverity: reader.take(SETTINGS.minSeverity),
    maxComments: reader.take(SETTINGS.maxComments),
    failOn: reader.take(SETTINGS.failOn),
    budgetUsd: reader.take(SETTINGS.budgetUsd),
    timeoutMinutes: reader.take(SETTINGS.timeoutMinutes),
    extraBody: reader.take(SETTINGS.extraBody),
    ...takeRules(reader),
    ...takeHouse(reader),
  };
}

function takeHouse(reader: Reader): Pick<Values, 'instructions' | 'rules' | 'thresholds'> {
  return {
    instructions: instructionsFrom(reader.take(SETTINGS.instructions)),
    rules: rulesFrom(reader.take(SETTINGS.rules)),
    thresholds: thresholdsFrom(reader.take(SETTINGS.thresholds)),
  };
}

function takeRules(reader: Reader): Pick<Values, 'paths' | 'skip' | 'thinkingRules' | 'limits'> {
  return {
    paths: { include: reader.take(SETTINGS.pathsInclude), exclude: reader.take(SETTINGS.pathsExclude) },
    skip: {
      drafts: reader.take(SETTINGS.skipDrafts),
      bots: reader.take(SETTINGS.skipBots),
      labels: reader.take(SETTINGS.skipLabels),
      requireLabels: reader.take(SETTINGS.skipRequireLabels),
      titles: reader.take(SETTINGS.skipTitles),
      authors: reader.take(SETTINGS.skipAuthors),
      baseBranches: reader.take(SETTINGS.skipBaseBranches),
      headBranches: reader.take(SETTINGS.skipHeadBranches),
    },
    thinkingRules: {
      changedLines: reader.take(SETTINGS.thinkingChangedLines),
      files: reader.take(SETTINGS.thinkingFiles),
      riskyPaths: reader.take(SETTINGS.thinkingRiskyPaths),
    },
    limits: {
      contextTokens: reader.take(SETTINGS.contextTokens),
      readRequests: reader.take(SETTINGS.readRequests),
      fileBytes: reader.take(SETTINGS.fileBytes),
    },
  };
}

/** Values that are right alone and wrong together. */
function contradictions({ provider, baseUrl, fallback }: Values): string[] {
  const problems: string[] = [];
  if (provider === 'custom' && baseUrl === null) {
    problems.push('input base-url is missing: provider custom has no address of its own');
  }
  if (fallback?.provider === 'custom' && provider !== 'custom') {
    problems.push(
      'input fallback-provider is "custom": base-url belongs to provider; expected a named provider',
    );
  }
  return problems;
}

function unusedFallbackKey(inputs: Inputs, { fallback }: Values): string[] {
  if (fallback !== null || givenText(inputs, SETTINGS.fallbackApiKey.name) === '') return [];
  return ['fallback-api-key is not used: neither fallback-provider nor fallback-model is set'];
}

function unknownInputs(inputs: Inputs): string[] {
  const known = INPUT_ROWS.map((row) => row.name);
  return Object.keys(inputs)
    .filter((name) => !known.includes(name) && givenText(inputs, name) !== '')
    .map((name) => {
      const nearest = nearestName(name, known);
      const hint = nearest === null ? 'docs/configuration.md lists every input' : `did you mean ${nearest}?`;
      return `the input ${JSON.stringify(name)} is unknown and ignored; ${hint}`;
    });
}

function fileName(inputs: Inputs): string {
  return givenText(inputs, SETTINGS.config.name) || SETTINGS.config.default;
}

function throwProblems({ problems }: Reader, path: string): void {
  const all = [...problems.input, ...problems.file.map((problem) => `${path}: ${problem}`)];
  if (all.length === 0) return;
  // One problem fits into the title of a check; of several the title can only tell the number.
  const message =
    all.length === 1
      ? `A setting is not valid: ${all[0]}.`
      : `${all.length} settings are not valid:\n${all.map((problem) => `- ${problem}.`).join('\n')}`;
  throw new ReviewError(problems.input.length > 0 ? 'INPUT_INVALID' : 'CONFIG_INVALID', message);
}

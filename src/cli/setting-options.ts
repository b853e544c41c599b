import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Setting } from '../core/settings/kinds.ts';
import { decodeText } from '../core/settings/reader.ts';
import type { Inputs } from '../core/settings/settings.ts';
import { INPUT_ROWS } from '../core/settings/table.ts';

/**
 * Inputs of the Action that are something else at a desk: keys and tokens come from the environment or a
 * file, never as an argument that every process of the machine can read.
 */
const NOT_OPTIONS = [
  'kimi-api-key',
  'github-token',
  'fallback-api-key',
  'redis-url',
  'pr',
  'dry-run',
  'artifact',
];

const OPTION_ROWS = INPUT_ROWS.filter(({ name }) => !NOT_OPTIONS.includes(name));

/** One option for each setting: an input of the Action, a key of the file and an option are one table. */
export function settingOptions(): Option[] {
  return OPTION_ROWS.map((row) =>
    optionOf(row).argParser((text) => {
      const decoded = decodeText(row, text.trim());
      if (!decoded.ok) throw new InvalidArgumentError(decoded.problem.replace(/^input /, '--'));
      return text;
    }),
  );
}

/** What was given on the command line, as the Action would get it. */
export function inputsOf(command: Command): Inputs {
  return Object.fromEntries(
    OPTION_ROWS.flatMap((row) => {
      const value: unknown = command.getOptionValue(optionOf(row).attributeName());
      return typeof value === 'string' ? [[row.name, value]] : [];
    }),
  );
}

function optionOf(row: Setting<unknown>): Option {
  const [effect = ''] = row.doc.split(/(?<=\.) /, 1);
  const standard =
    row.default === null || typeof row.default === 'object' ? '' : `; default: ${String(row.default)}`;
  return new Option(`--${row.name} <value>`, `${effect} (${row.expected}${standard})`);
}

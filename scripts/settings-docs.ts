import type { Setting } from '../src/core/settings/kinds.ts';
import { FILE_ROWS, INPUT_ROWS, SECRET_NAMES } from '../src/core/settings/table.ts';

/** `inputs:` of action.yml, made from the table of settings. */
export function actionInputs(): string {
  return INPUT_ROWS.map((row) => {
    const lines = [
      `  ${row.name}:`,
      `    description: ${JSON.stringify(`${row.doc}${valuesSentence(row)}`)}`,
    ];
    lines.push('    required: false');
    const value = actionDefault(row);
    if (value !== null) lines.push(`    default: ${JSON.stringify(value)}`);
    return lines.join('\n');
  }).join('\n');
}

/**
 * The `default:` of an input. An input that the file may set has none: GitHub passes a default like a value
 * somebody chose, and it would win over the file every time.
 */
export function actionDefault(row: Setting<unknown>): string | null {
  if (row.name === 'github-token') return '${{ github.token }}';
  if (row.where === 'both' || row.default === null || typeof row.default === 'object') return null;
  return String(row.default);
}

/** The two tables of docs/configuration.md. */
export function settingsTables(): string {
  return ['### Inputs', table(INPUT_ROWS), '### Keys of the file', table(FILE_ROWS)].join('\n\n');
}

function table(rows: readonly Setting<unknown>[]): string {
  const head = ['| name | values | default | effect |', '| --- | --- | --- | --- |'];
  return [
    ...head,
    ...rows.map(
      (row) => `| \`${row.name}\` | ${cell(row.expected)} | ${cell(shownDefault(row))} | ${cell(row.doc)} |`,
    ),
  ].join('\n');
}

function valuesSentence(row: Setting<unknown>): string {
  if (SECRET_NAMES.includes(row.name)) return '';
  const fallback = shownDefault(row);
  return ` Expected: ${row.expected}. Default: ${fallback}.`;
}

function shownDefault(row: Setting<unknown>): string {
  if (row.name === 'github-token') return '${{ github.token }}';
  if (row.default === null) return 'none';
  if (Array.isArray(row.default)) return row.default.length === 0 ? 'empty' : row.default.join(' ');
  return typeof row.default === 'object' ? '{}' : String(row.default);
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('*', '\\*');
}

import type { Detail } from './section.ts';
import { grouped } from './words.ts';

type Length = Pick<Detail, 'rowsMax' | 'words'>;

/** A folded section. The blank lines let GitHub read Markdown inside. */
export function details(title: string, body: string): string {
  return `<details>\n<summary>${title}</summary>\n\n${body}\n\n</details>`;
}

/** A table of ready Markdown cells; rows past `rowsMax` are counted, not shown. */
export function table(
  heads: readonly string[],
  rows: readonly (readonly string[])[],
  length: Length,
): string {
  if (rows.length === 0) return '';
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;
  const shown = rows.slice(0, length.rowsMax).map(line);
  return [line(heads), line(heads.map(() => '---')), ...shown].join('\n') + moreRows(rows.length, length);
}

export function list(entries: readonly string[], length: Length): string {
  const shown = entries.slice(0, length.rowsMax).map((entry) => `- ${entry}`);
  return shown.join('\n') + moreRows(entries.length, length);
}

export function paragraphs(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n\n');
}

function moreRows(count: number, { rowsMax, words }: Length): string {
  return count > rowsMax ? `\n\n${words.more(grouped(count - rowsMax, words))}` : '';
}

/** A bar would end the cell, in code spans too. What is escaped already stays as it is. */
function cell(content: string): string {
  return content.replaceAll('\n', ' ').replace(/\\.|\|/g, (found) => (found === '|' ? '\\|' : found));
}

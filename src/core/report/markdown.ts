import { countOf } from './words.ts';

/** A folded section. The blank lines let GitHub read Markdown inside. */
export function details(title: string, body: string): string {
  return `<details>\n<summary>${title}</summary>\n\n${body}\n\n</details>`;
}

/** A table of ready Markdown cells; rows past `rowsMax` are counted, not shown. */
export function table(
  heads: readonly string[],
  rows: readonly (readonly string[])[],
  rowsMax: number,
): string {
  if (rows.length === 0) return '';
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;
  const shown = rows.slice(0, rowsMax).map(line);
  return [line(heads), line(heads.map(() => '---')), ...shown].join('\n') + moreRows(rows.length, rowsMax);
}

export function list(entries: readonly string[], entriesMax: number): string {
  const shown = entries.slice(0, entriesMax).map((entry) => `- ${entry}`);
  return shown.join('\n') + moreRows(entries.length, entriesMax);
}

export function paragraphs(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n\n');
}

function moreRows(count: number, shownMax: number): string {
  return count > shownMax ? `\n\nAnd ${countOf(count - shownMax, 'more', 'more')}.` : '';
}

/** A bar would end the cell, in code spans too. What is escaped already stays as it is. */
function cell(content: string): string {
  return content.replaceAll('\n', ' ').replace(/\\.|\|/g, (found) => (found === '|' ? '\\|' : found));
}

import type { ContextPack } from '../budget/context-pack.ts';
import { htmlText } from './html.ts';
import type { PackView } from './pack-view.ts';
import { countOf, grouped } from './words.ts';

/** What one request has no room for. */
export function leftOutTable({ leftOut }: ContextPack): string {
  const tokens = leftOut.reduce((sum, each) => sum + each.tokens, 0);
  const rows = leftOut
    .toSorted((a, b) => b.tokens - a.tokens)
    .map(({ path, why, reason, tokens: size }) => [path, why, reason, grouped(size)]);
  const heading = `Left out of this request: ${countOf(leftOut.length, 'piece')}, ${countOf(tokens, 'token')}`;
  return listing(heading, ['Piece', 'It would be here because', 'Left out because', 'Tokens'], rows);
}

/** What no request holds. */
export function outsideTables({ scope, diff }: PackView): string {
  const excluded = scope.excluded.map(({ path, rule, reason, hunkIds }) => [
    path,
    rule,
    reason.startsWith(`${path} `) ? reason.slice(path.length + 1) : reason,
    hunkIds.length === 0 ? 'none' : grouped(hunkIds.length),
  ]);
  const unread = diff.unread.map(({ path, reason }) => [path, reason]);
  return [
    listing('Not sent, by a rule', ['File', 'Rule', 'Reason', 'Hunks'], excluded),
    listing('Not sent, because it could not be read', ['File', 'Reason'], unread),
  ].join('\n');
}

/** A heading and a table, or nothing. With four columns the last one is a number. */
function listing(heading: string, columns: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return '';
  const numbers = columns.length - 1;
  const classOf = (index: number): string => (index === numbers && numbers > 2 ? ' class="number"' : '');
  const head = columns.map((column, index) => `<th${classOf(index)}>${column}</th>`).join('');
  const body = rows.map(
    (cells) =>
      `<tr>${cells.map((cell, index) => `<td${classOf(index)}>${htmlText(cell)}</td>`).join('')}</tr>`,
  );
  return `<h2>${heading}</h2>
<div class="scroll"><table>
<thead><tr>${head}</tr></thead>
<tbody>
${body.join('\n')}
</tbody>
</table></div>`;
}

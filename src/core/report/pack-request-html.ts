import { tokenBudget } from '../budget/budget.ts';
import type { Brief } from '../prompt/review-prompt.ts';
import { htmlText } from './html.ts';
import { type ColourGroup, colourGroups } from './pack-colours.ts';
import { colourStyle, packLegend, packMap, shareOf } from './pack-map.ts';
import { type Piece, piecesOf } from './pack-pieces.ts';
import type { PackedRequest } from './pack-view.ts';
import { countOf, grouped, sentence } from './words.ts';

const PERCENT = 100;

/** One request: how full the window is, the map, and the table of the same pieces. */
export function requestPanel(packed: PackedRequest, brief: Brief): string {
  const { pack, request, readers, thinkingReason } = packed;
  const pieces = piecesOf(packed, brief);
  const table = `pieces-${pack.index}`;
  const rows = new Map(
    sortedPieces(pieces).map((piece, index) => [piece, `piece-${pack.index}-${index + 1}`]),
  );
  const rowOf = (piece: Piece): string => rows.get(piece) ?? table;
  const mode = { enabled: 'on', disabled: 'off' }[request.thinking];
  return `<h2>Request ${pack.index} of ${pack.count}: ${countOf(request.promptTokens, 'token')}</h2>
<p>Thinking is <b>${mode}</b>: ${htmlText(sentence(thinkingReason))}${readers.length === 1 ? '' : ` Read ${readers.length} times, with another question each: ${htmlText(readers.join(', '))}.`}</p>
${windowBar(packed, brief)}
${packLegend(pieces)}
${packMap(pieces, table, rowOf)}
${pieceTable(pieces, table, rowOf)}`;
}

function sortedPieces(pieces: readonly Piece[]): Piece[] {
  return pieces.toSorted((a, b) => b.tokens - a.tokens);
}

/** What of the window is used, kept for the answer, kept because the estimate is one, and free. */
function windowBar({ request }: PackedRequest, { profile, settings }: Brief): string {
  const { window, margin } = tokenBudget(profile, settings);
  const free = Math.max(0, window - request.promptTokens - request.outputTokensMax - margin);
  const parts = [
    ['used', request.promptTokens, 'used'],
    ['output', request.outputTokensMax, 'kept for the answer'],
    ['margin', margin, 'kept as a margin'],
    ['free', free, 'free'],
  ] as const;
  const bars = parts.map(
    ([name, tokens, words]) =>
      `<i class="${name}" style="width:${((tokens / window) * PERCENT).toFixed(3)}%" title="${grouped(tokens)} ${words}"></i>`,
  );
  const told = parts.map(([, tokens, words]) => `<b>${grouped(tokens)}</b> ${words}`).join(' · ');
  return `<div class="window" aria-hidden="true">${bars.join('')}</div>
<p class="soft">${told} · of ${countOf(window, 'token')}</p>`;
}

function pieceTable(pieces: readonly Piece[], table: string, rowOf: (piece: Piece) => string): string {
  const total = pieces.reduce((sum, { tokens }) => sum + tokens, 0);
  const colours = new Map(
    colourGroups(pieces).flatMap((group) => group.pieces.map((piece) => [piece, group])),
  );
  const rows = sortedPieces(pieces).map((piece) =>
    pieceRow(piece, { id: rowOf(piece), total, group: colours.get(piece) }),
  );
  return `<div class="scroll"><table id="${table}">
<thead><tr><th>Piece</th><th>Reason</th><th class="number">Lines</th><th class="number">Tokens</th><th class="number">Share</th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table></div>`;
}

function pieceRow(
  { kind, name, reason, lines, tokens }: Piece,
  {
    id,
    total,
    group,
  }: { readonly id: string; readonly total: number; readonly group: ColourGroup | undefined },
): string {
  const hue = group?.hue ?? null;
  const key = hue === null ? '<i class="key grey"></i>' : `<i class="key" ${colourStyle(hue)}></i>`;
  const why = kind === 'changes' ? `the change itself: ${reason}` : reason;
  const numbers = [lines === null ? '' : grouped(lines), grouped(tokens), shareOf(tokens, total)];
  const cells = numbers.map((cell) => `<td class="number">${cell}</td>`).join('');
  return `<tr id="${id}"><td>${key}${htmlText(name)}</td><td>${htmlText(why)}</td>${cells}</tr>`;
}

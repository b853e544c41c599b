import { htmlText } from './html.ts';
import { type ColourGroup, colourGroups } from './pack-colours.ts';
import type { Piece } from './pack-pieces.ts';
import { type Frame, treemap } from './treemap.ts';
import { countOf, grouped } from './words.ts';

/** The drawing, in units of its own; the page scales it. */
const MAP: Frame = { x: 0, y: 0, width: 1_200, height: 680 };

/** A smaller box cannot be seen, let alone pointed at. */
const BOX_AREA_MIN = 300;
/** Room for a name; for tokens below it; for their share; for a name on two lines; for the folder as well. */
const NAMED = { width: 54, height: 24 };
const COUNTED = { width: 54, height: 42 };
const SHARED = { width: 108, height: 42 };
const WRAPPED = { width: 54, height: 66 };
const PLACED = { width: 82, height: 84 };
const PERCENT = 100;
const PERCENT_MIN = 0.1;

/** What one box shows: a piece, or the many that would be too small. */
type Box = {
  readonly name: string;
  readonly reason: string;
  readonly tokens: number;
  /** Address of its row, or of the whole table. */
  readonly row: string;
  readonly isMany: boolean;
};

/**
 * The request as a map: each box takes the part of the area that its piece takes of the tokens. Pieces of one colour
 * stand together. `rowOf` gives the address of a piece in the table below.
 */
export function packMap(pieces: readonly Piece[], table: string, rowOf: (piece: Piece) => string): string {
  const groups = colourGroups(pieces);
  const total = groups.reduce((sum, { tokens }) => sum + tokens, 0);
  const frames = treemap(
    groups.map(({ tokens }) => tokens),
    MAP,
  );
  const boxes = groups.flatMap((group, index) => {
    const own = boxesOf(group, total, { table, rowOf });
    const inner = treemap(
      own.map(({ tokens }) => tokens),
      frames[index] ?? MAP,
    );
    return own.map((box, place) => boxHtml(box, inner[place] ?? MAP, { group, total }));
  });
  return `<div class="map" role="img" aria-label="Map of the request by tokens; the table below lists the same">\n${boxes.join('\n')}\n</div>`;
}

/** What each colour means, and how much of the request has it. */
export function packLegend(pieces: readonly Piece[]): string {
  const groups = colourGroups(pieces);
  const total = groups.reduce((sum, { tokens }) => sum + tokens, 0);
  const rows = groups.map(
    ({ label, hue, tokens }) =>
      `<li><i ${colourStyle(hue)}></i>${htmlText(label)} <b>${shareOf(tokens, total)}</b></li>`,
  );
  return `<ul class="legend">${rows.join('')}</ul>`;
}

/** `12.3 %`; what is there is never shown as nothing. */
export function shareOf(tokens: number, total: number): string {
  const percent = total === 0 ? 0 : (tokens / total) * PERCENT;
  return percent > 0 && percent < PERCENT_MIN ? `&lt;${PERCENT_MIN} %` : `${percent.toFixed(1)} %`;
}

export function colourStyle(hue: number | null): string {
  return hue === null ? 'class="grey"' : `style="--hue:${hue}"`;
}

type Links = { readonly table: string; readonly rowOf: (piece: Piece) => string };

function boxesOf({ pieces, label }: ColourGroup, total: number, { table, rowOf }: Links): Box[] {
  const least = (BOX_AREA_MIN / (MAP.width * MAP.height)) * total;
  const shown = pieces.filter(({ tokens }) => tokens >= least);
  const small = pieces.filter(({ tokens }) => tokens < least);
  const boxes = (small.length === 1 ? pieces : shown).map(
    (piece): Box => ({ ...piece, row: rowOf(piece), isMany: false }),
  );
  if (small.length < 2) return boxes;
  const tokens = small.reduce((sum, piece) => sum + piece.tokens, 0);
  return [
    ...boxes,
    { name: countOf(small.length, 'smaller piece'), reason: label, tokens, row: table, isMany: true },
  ];
}

function boxHtml(
  box: Box,
  frame: Frame,
  { group, total }: { readonly group: ColourGroup; readonly total: number },
): string {
  const place = [
    ['left', frame.x / MAP.width],
    ['top', frame.y / MAP.height],
    ['width', frame.width / MAP.width],
    ['height', frame.height / MAP.height],
  ] as const;
  const css = place.map(([side, part]) => `${side}:${(part * PERCENT).toFixed(3)}%`).join(';');
  const colour = group.hue === null ? '' : `;--hue:${group.hue}`;
  const share = shareOf(box.tokens, total);
  const told = [htmlText(box.name), htmlText(box.reason), `${countOf(box.tokens, 'token')}, ${share}`];
  const classes = ['box', ...(group.hue === null ? ['grey'] : []), ...(box.isMany ? ['many'] : [])];
  return `<a class="${classes.join(' ')}" href="#${box.row}" style="${css}${colour}" title="${told.join('&#10;')}">${boxWords(box, frame, share)}</a>`;
}

/** As much as there is room for: the name, the tokens, and the folder, or what many pieces have in common. */
function boxWords({ name, reason, tokens, isMany }: Box, frame: Frame, share: string): string {
  const { folder, file } = split(name);
  const below = isMany ? reason : folder;
  const words = [
    fits(frame, NAMED) ? `<b${fits(frame, WRAPPED) ? ' class="tall"' : ''}>${htmlText(file)}</b>` : '',
    fits(frame, COUNTED) ? `<span>${grouped(tokens)}${fits(frame, SHARED) ? ` · ${share}` : ''}</span>` : '',
    fits(frame, PLACED) && below !== '' ? `<small>${htmlText(below)}</small>` : '',
  ];
  return words.join('');
}

function fits(frame: Frame, room: { readonly width: number; readonly height: number }): boolean {
  return frame.width >= room.width && frame.height >= room.height;
}

/** A box is narrow: the file tells more than its folder, and its lines stand in the table. */
function split(name: string): { readonly folder: string; readonly file: string } {
  const path = name.replace(/:\d+-\d+$/, '');
  const at = path.lastIndexOf('/');
  return { folder: path.slice(0, Math.max(0, at)), file: path.slice(at + 1) };
}

import { lateRefusedShare, type Measured, percent, refusedOf } from './row.ts';
import { CAP } from './scenarios.ts';

/** Pixels of the drawing; it scales. */
const WIDTH = 1_120;
const TOP = 104;
const ROW = 40;
const BOTTOM = 44;
const BAR = 14;
const NAME_X = 20;
const SHARE = { x: 330, width: 220 };
const REFUSED = { x: 590, width: 110 };
const PEAK = { x: 760, width: 80 };
const LINE = { x: 890, width: 210, height: 26 };
const REFUSED_SHARE_FULL = 0.3;
const LINE_POINTS = 105;
const MS_PER_MINUTE = 60_000;

const STYLE = `
  .card { fill: #ffffff; stroke: #d0d7de; }
  text { fill: #1f2328; font: 13px system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif; }
  .title { font-size: 17px; font-weight: 600; }
  .quiet { fill: #59636e; }
  .miss { fill: #c1271e; font-weight: 600; }
  .track { fill: #eaeef2; }
  .share { fill: #2f7d4f; }
  .refused { fill: #bf6a02; }
  .peak { fill: #0a66c2; }
  .bad { fill: #c1271e; }
  .target { stroke: #1f2328; stroke-width: 1.5; }
  .line { fill: none; stroke: #0a66c2; stroke-width: 1.5; }
  .cap { stroke: #8c959f; stroke-width: 1; stroke-dasharray: 3 3; }
  @media (prefers-color-scheme: dark) {
    .card { fill: #0d1117; stroke: #3d444d; }
    text { fill: #f0f6fc; }
    .quiet { fill: #9198a1; }
    .miss { fill: #ff7b72; }
    .track { fill: #262c36; }
    .share { fill: #3fb950; }
    .refused { fill: #d29922; }
    .peak { fill: #4493f8; }
    .bad { fill: #f85149; }
    .target { stroke: #f0f6fc; }
    .line { stroke: #4493f8; }
    .cap { stroke: #656c76; }
  }`;

/** The figures of the pace bench as one drawing that carries its own background, light or dark. */
export function plotPace(rows: readonly Measured[]): string {
  const height = TOP + rows.length * ROW + BOTTOM;
  const title = 'The pool beside an ideal client that knows the limits of the account';
  const foot = `Upright marks: targets. Refused: the bar is full at 30 % of all sent. Lines run from the first request to the last answer; dashed: ${CAP} at once.`;
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-label="${escaped(title)}">`,
    `<title>${escaped(title)}</title>`,
    `<style>${STYLE}\n</style>`,
    `<rect class="card" x="0.5" y="0.5" width="${WIDTH - 1}" height="${height - 1}" rx="8"/>`,
    text({ x: NAME_X, y: 34, kind: 'title' }, title),
    text({ x: NAME_X, y: 58, kind: 'quiet' }, `200 calls under a cap of ${CAP}; three processes: 60 each`),
    text({ x: SHARE.x, y: TOP - 16, kind: 'quiet' }, 'throughput, of the ideal'),
    text({ x: REFUSED.x, y: TOP - 16, kind: 'quiet' }, 'refused (after 1 min)'),
    text({ x: PEAK.x, y: TOP - 16, kind: 'quiet' }, 'most at once'),
    text({ x: LINE.x, y: TOP - 16, kind: 'quiet' }, 'under way, over time'),
    ...rows.map((row, index) => plotRow(row, TOP + index * ROW)),
    text({ x: NAME_X, y: height - 18, kind: 'quiet' }, foot),
    '</svg>',
  ].join('\n')}\n`;
}

function plotRow(row: Measured, y: number): string {
  const { targets } = row;
  const share = row.oracleMs / row.makespanMs;
  const late = lateRefusedShare(row.arrivals);
  const refused = refusedOf(row.arrivals);
  const slow = targets.shareMin !== null && share < targets.shareMin;
  const noisy = targets.lateRefusedMax !== null && late > targets.lateRefusedMax;
  const crowded = row.peak > CAP;
  const words = y + BAR - 2;
  return [
    text({ x: NAME_X, y: words }, row.scenario),
    bar({ ...SHARE, y, kind: slow ? 'bad' : 'share' }, share),
    targets.shareMin === null ? '' : mark(SHARE.x + SHARE.width * targets.shareMin, y),
    text({ x: SHARE.x, y: y + BAR + 13, kind: slow ? 'miss' : 'quiet' }, told(percent(share), slow)),
    bar(
      { ...REFUSED, y, kind: noisy ? 'bad' : 'refused' },
      refused / row.arrivals.length / REFUSED_SHARE_FULL,
    ),
    text(
      { x: REFUSED.x, y: y + BAR + 13, kind: noisy ? 'miss' : 'quiet' },
      told(`${refused} of ${row.arrivals.length} (${percent(late)})`, noisy),
    ),
    bar({ ...PEAK, y, kind: crowded ? 'bad' : 'peak' }, row.peak / CAP),
    text({ x: PEAK.x, y: y + BAR + 13, kind: crowded ? 'miss' : 'quiet' }, told(String(row.peak), crowded)),
    underWay(row, y),
  ].join('');
}

function told(value: string, missed: boolean): string {
  return missed ? `${value}: miss` : value;
}

type At = { readonly x: number; readonly y: number; readonly kind?: string };

function text({ x, y, kind }: At, words: string): string {
  const styled = kind === undefined ? '' : ` class="${kind}"`;
  return `<text${styled} x="${x}" y="${y}">${escaped(words)}</text>`;
}

function bar({ x, y, width, kind }: At & { readonly width: number }, share: number): string {
  const long = tidy(width * Math.min(1, share));
  return `<rect class="track" x="${x}" y="${y}" width="${width}" height="${BAR}" rx="2"/><rect class="${kind}" x="${x}" y="${y}" width="${long}" height="${BAR}" rx="2"/>`;
}

function mark(x: number, y: number): string {
  return `<line class="target" x1="${tidy(x)}" x2="${tidy(x)}" y1="${y - 3}" y2="${y + BAR + 3}"/>`;
}

/** How many were under way in the middle of each slice of the time it took. */
function underWay({ arrivals, makespanMs }: Measured, y: number): string {
  const sliceMs = makespanMs / LINE_POINTS;
  const points = Array.from({ length: LINE_POINTS }, (_, index) => {
    const middle = (index + 1 / 2) * sliceMs;
    const count = arrivals.filter(
      ({ at, until, refused }) => !refused && at <= middle && until > middle,
    ).length;
    const px = tidy(LINE.x + (LINE.width - 50) * ((index + 1 / 2) / LINE_POINTS));
    return `${px},${tidy(y + LINE.height - LINE.height * Math.min(1, count / CAP))}`;
  });
  const end = LINE.x + LINE.width - 50;
  const minutes = `${(makespanMs / MS_PER_MINUTE).toFixed(1)} min`;
  return [
    `<line class="cap" x1="${LINE.x}" x2="${end}" y1="${y}" y2="${y}"/>`,
    `<polyline class="line" points="${points.join(' ')}"/>`,
    text({ x: end + 6, y: y + LINE.height, kind: 'quiet' }, minutes),
  ].join('');
}

function tidy(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}

function escaped(words: string): string {
  return words
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** A rectangle; the unit is the caller's. */
export type Frame = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};

/**
 * Divides a frame into one box for each weight, in the order of the weights. Areas are proportional to weights, no
 * two boxes overlap, and boxes are as square as they can be ("Squarified Treemaps", Bruls, Huizing and van Wijk,
 * 2000). What weighs nothing gets a box without area.
 */
export function treemap(weights: readonly number[], frame: Frame): Frame[] {
  const boxes: Frame[] = weights.map(() => ({ x: frame.x, y: frame.y, width: 0, height: 0 }));
  const order = weights.map((_, index) => index).filter((index) => weightAt(index) > 0);
  order.sort((a, b) => weightAt(b) - weightAt(a));
  const sorted = order.map(weightAt);
  let rest = frame;
  let restWeight = sumOf(sorted);
  for (let start = 0; start < order.length; ) {
    const row = rowFrom(sorted, start, { frame: rest, weight: restWeight });
    const laid = layRow(row, { frame: rest, weight: restWeight });
    laid.boxes.forEach((box, offset) => {
      boxes[order[start + offset] ?? 0] = box;
    });
    rest = laid.rest;
    restWeight -= sumOf(row);
    start += row.length;
  }
  return boxes;

  function weightAt(index: number): number {
    return Math.max(0, weights[index] ?? 0);
  }
}

type Space = { readonly frame: Frame; readonly weight: number };

/** As many of the heaviest as stand better together along the short side than one fewer would. */
function rowFrom(sorted: readonly number[], start: number, { frame, weight }: Space): number[] {
  const side = Math.min(frame.width, frame.height);
  const scale = (frame.width * frame.height) / weight;
  const row: number[] = [];
  let sum = 0;
  let worst = Number.POSITIVE_INFINITY;
  for (let index = start; index < sorted.length; index++) {
    const next = sorted[index] ?? 0;
    const first = row[0] ?? next;
    const nextWorst = worstRatio(
      { largest: first * scale, smallest: next * scale, sum: (sum + next) * scale },
      side,
    );
    if (nextWorst > worst) break;
    row.push(next);
    sum += next;
    worst = nextWorst;
  }
  return row;
}

/** The longest box of a row: its long side by its short one. */
function worstRatio(
  { largest, smallest, sum }: { readonly largest: number; readonly smallest: number; readonly sum: number },
  side: number,
): number {
  return Math.max((side * side * largest) / (sum * sum), (sum * sum) / (side * side * smallest));
}

function layRow(
  row: readonly number[],
  { frame, weight }: Space,
): { readonly boxes: readonly Frame[]; readonly rest: Frame } {
  const sum = sumOf(row);
  const share = Math.min(1, sum / weight);
  const isColumn = frame.width >= frame.height;
  const { x, y } = frame;
  const width = isColumn ? frame.width * share : frame.width;
  const height = isColumn ? frame.height : frame.height * share;
  let before = 0;
  const boxes = row.map((each) => {
    const from = before / sum;
    before += each;
    const part = each / sum;
    return isColumn
      ? { x, y: y + height * from, width, height: height * part }
      : { x: x + width * from, y, width: width * part, height };
  });
  const rest = isColumn
    ? { x: x + width, y, width: frame.width - width, height }
    : { x, y: y + height, width, height: frame.height - height };
  return { boxes, rest };
}

function sumOf(weights: readonly number[]): number {
  return weights.reduce((sum, weight) => sum + weight, 0);
}

/** The known name most like `name`, or null when none is near enough to be what was meant. */
export function nearestName(name: string, known: readonly string[]): string | null {
  const wanted = canonical(name);
  const [best] = known
    .map((candidate) => ({ candidate, distance: nameDistance(wanted, candidate) }))
    .sort((left, right) => left.distance - right.distance);
  if (best === undefined) return null;
  const bound = Math.max(EDITS_MIN, Math.floor(wanted.length / LETTERS_PER_EDIT)) + OTHER_LENGTH_COST;
  return best.distance <= bound ? best.candidate : null;
}

/** A short name may be off by this many edits, a longer one by one for every so many letters. */
const EDITS_MIN = 2;
const LETTERS_PER_EDIT = 3;

/** Longer names are not typing errors; the bound also keeps the distance cheap. */
const NAME_CHARACTERS_MAX = 60;

/** `maxComments` and `max_comments` become `max-comments`. */
function canonical(name: string): string {
  return name
    .slice(0, NAME_CHARACTERS_MAX)
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1-$2')
    .replace(/[_ ]/g, '-')
    .toLowerCase();
}

function lastPart(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

/** How far a name is from a known one; of two equally near, the one of the same length is nearer. */
function nameDistance(wanted: string, candidate: string): number {
  const whole = editDistance(wanted, candidate);
  // A key in the wrong group, or in none: `exclude` for `paths.exclude`.
  const last = editDistance(lastPart(wanted), lastPart(candidate)) + 1;
  return Math.min(whole, last) + (wanted.length === candidate.length ? 0 : OTHER_LENGTH_COST);
}

const OTHER_LENGTH_COST = 0.1;

/** Letters to insert, delete, replace or swap with the next to make one text of the other. */
function editDistance(left: string, right: string): number {
  const rows = [Array.from({ length: right.length + 1 }, (_, column) => column)];
  const cost = (row: number, column: number) => rows[row]?.[column] ?? 0;
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row];
    rows.push(current);
    for (let column = 1; column <= right.length; column += 1) {
      const same = left[row - 1] === right[column - 1] ? 0 : 1;
      const edits = [cost(row - 1, column) + 1, cost(row, column - 1) + 1, cost(row - 1, column - 1) + same];
      const swapped =
        row > 1 && column > 1 && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      if (swapped) edits.push(cost(row - 2, column - 2) + 1);
      current.push(Math.min(...edits));
    }
  }
  return cost(left.length, right.length);
}

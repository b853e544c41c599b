/** A measured number beside what it is held to. A figure without a target shows how something grows. */
export type Figure = {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  readonly target: { readonly atMost: number } | { readonly atLeast: number } | null;
};

export type Measurement = {
  readonly name: string;
  readonly about: string;
  readonly figures: readonly Figure[];
};

export function isMissed({ value, target }: Figure): boolean {
  if (target === null) return false;
  // Written so that a number that is none counts as missed.
  return 'atMost' in target ? !(value <= target.atMost) : !(value >= target.atLeast);
}

/** A plain table: what, the number, its target, and `ok` or `miss`. */
export function tableOf({ name, about, figures }: Measurement): string {
  const rows = figures.map((figure) => [
    figure.what,
    `${shown(figure.value)} ${figure.unit}`.trim(),
    targetOf(figure),
    figure.target === null ? '' : isMissed(figure) ? 'miss' : 'ok',
  ]);
  const all = [['what', 'measured', 'target', ''], ...rows];
  const widths = [0, 1, 2].map((column) => Math.max(...all.map((row) => (row[column] ?? '').length)));
  const lines = all.map((row) =>
    row
      .map((cell, column) =>
        column === 1 ? cell.padStart(widths[1] ?? 0) : cell.padEnd(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  );
  return [`${name}: ${about}`, ...lines.map((line) => `  ${line}`)].join('\n');
}

function targetOf({ target, unit }: Figure): string {
  if (target === null) return '';
  return 'atMost' in target ? `≤ ${shown(target.atMost)} ${unit}` : `≥ ${shown(target.atLeast)} ${unit}`;
}

const LARGE = 100;
const MIDDLING = 10;

function shown(value: number): string {
  if (Number.isInteger(value)) return value.toLocaleString('en-US');
  if (value >= LARGE) return Math.round(value).toLocaleString('en-US');
  return value.toFixed(value >= MIDDLING ? 1 : value < 1 ? 4 : 2);
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN;
}

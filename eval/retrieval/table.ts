import type { Measured } from './measure.ts';

const PERCENT = 100;

export type Row = {
  readonly name: string;
  readonly cases: number;
  /** Needed spans, and those that were found. */
  readonly spans: number;
  readonly found: number;
  /** Shares, 0 to 1. */
  readonly recall: number;
  readonly precision: number;
  readonly aroundPrecision: number;
  /** Mean prompt tokens of a case. */
  readonly tokens: number;
};

export function rowOf(name: string, measured: readonly Measured[]): Row {
  const sum = (of: (one: Measured) => number) => measured.reduce((total, one) => total + of(one), 0);
  const found = sum((one) => one.found.length);
  const spans = sum((one) => one.case.needed.length);
  return {
    name,
    cases: measured.length,
    spans,
    found,
    recall: share(found, spans),
    precision: share(
      sum((one) => one.useful),
      sum((one) => one.context),
    ),
    aroundPrecision: share(
      sum((one) => one.aroundUseful),
      sum((one) => one.around),
    ),
    tokens: Math.round(
      share(
        sum((one) => one.tokens),
        measured.length,
      ),
    ),
  };
}

/** A row for each value of the key, in the order of first appearance, and one for all. */
export function rowsBy(measured: readonly Measured[], key: (one: Measured) => string): Row[] {
  const names = [...new Set(measured.map(key))].sort();
  return names.map((name) =>
    rowOf(
      name,
      measured.filter((one) => key(one) === name),
    ),
  );
}

/** Markdown, so that the documentation can take it over as it is. */
export function tableOf(title: string, rows: readonly Row[]): string {
  return [
    `| ${title} | cases | needed spans found | recall | precision | precision around the change | prompt tokens a case |`,
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: |',
    ...rows.map(
      (row) =>
        `| ${row.name} | ${row.cases} | ${row.found} of ${row.spans} | ${percent(row.recall)} | ${percent(row.precision)} | ${percent(row.aroundPrecision)} | ${row.tokens} |`,
    ),
  ].join('\n');
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}

function percent(value: number): string {
  return `${(value * PERCENT).toFixed(1)} %`;
}

export type Row = Readonly<Record<string, string | number>>;

export type Measured = {
  readonly answered: number;
  /** Every request as it arrived, in milliseconds from the start. */
  readonly arrivals: readonly { readonly at: number; readonly refused: boolean }[];
  readonly peak: number;
  readonly makespanMs: number;
  readonly oracleMs: number;
};

const MINUTE_MS = 60_000;
const MS_PER_SECOND = 1_000;
const PERCENT = 100;

export function makespanRow(scenario: string, measured: Measured): Row {
  const { answered, arrivals, peak, makespanMs, oracleMs } = measured;
  const late = arrivals.filter(({ at }) => at >= MINUTE_MS);
  return {
    scenario,
    answered,
    sent: arrivals.length,
    refused: arrivals.filter(({ refused }) => refused).length,
    'refused after 1 min': percent(late.filter(({ refused }) => refused).length, late.length),
    'peak at once': peak,
    'makespan s': Math.round(makespanMs / MS_PER_SECOND),
    'oracle s': Math.round(oracleMs / MS_PER_SECOND),
    'makespan ratio': (makespanMs / oracleMs).toFixed(2),
    'share of oracle': percent(oracleMs, makespanMs),
  };
}

function percent(part: number, whole: number): string {
  return whole === 0 ? '0.0 %' : `${((PERCENT * part) / whole).toFixed(1)} %`;
}

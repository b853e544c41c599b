import type { RecordedCall } from '../../test/doubles/kimi/options.ts';

export type Row = Readonly<Record<string, string | number>>;

/** `until`: when it was over, refused or answered. */
export type Arrival = { readonly at: number; readonly until: number; readonly refused: boolean };

export type Measured = {
  readonly scenario: string;
  readonly answered: number;
  /** Every request as it arrived, in milliseconds from the start. */
  readonly arrivals: readonly Arrival[];
  readonly peak: number;
  readonly makespanMs: number;
  readonly oracleMs: number;
  readonly targets: Targets;
};

/** What a scenario is held to, as shares; null where nothing is promised. */
export type Targets = { readonly shareMin: number | null; readonly lateRefusedMax: number | null };

export const NO_TARGETS: Targets = { shareMin: null, lateRefusedMax: null };

const MINUTE_MS = 60_000;
const MS_PER_SECOND = 1_000;
const PERCENT = 100;

export function makespanRow(measured: Measured): Row {
  const { scenario, answered, arrivals, peak, makespanMs, oracleMs } = measured;
  return {
    scenario,
    answered,
    sent: arrivals.length,
    refused: refusedOf(arrivals),
    'refused after 1 min': percent(lateRefusedShare(arrivals)),
    'peak at once': peak,
    'makespan s': Math.round(makespanMs / MS_PER_SECOND),
    'oracle s': Math.round(oracleMs / MS_PER_SECOND),
    'makespan ratio': (makespanMs / oracleMs).toFixed(2),
    'share of oracle': percent(oracleMs / makespanMs),
  };
}

/** Requests as a double recorded them, in its own time. */
export function arrivalsOf(calls: readonly RecordedCall[]): Arrival[] {
  const firstAt = Math.min(...calls.map(({ startedAt }) => startedAt));
  return calls.map(({ startedAt, endedAt, errorType }) => ({
    at: startedAt - firstAt,
    until: (endedAt ?? startedAt) - firstAt,
    refused: errorType !== null,
  }));
}

export function refusedOf(arrivals: readonly Arrival[]): number {
  return arrivals.filter(({ refused }) => refused).length;
}

/** Refused requests among those sent after the first minute. */
export function lateRefusedShare(arrivals: readonly Arrival[]): number {
  const late = arrivals.filter(({ at }) => at >= MINUTE_MS);
  return late.length === 0 ? 0 : refusedOf(late) / late.length;
}

export function percent(share: number): string {
  return `${(PERCENT * share).toFixed(1)} %`;
}

import { type Counts, sumCounts } from './counts.ts';
import { type Figures, figuresOf } from './figures.ts';

/** Mean over runs and standard deviation between them; the deviation of one run is null. */
export type Spread = { readonly mean: number; readonly deviation: number | null };

export function spreadOf(values: readonly (number | null)[]): Spread | null {
  const known = values.filter((value) => value !== null);
  if (known.length === 0) return null;
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
  if (known.length === 1) return { mean, deviation: null };
  const squares = known.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, deviation: Math.sqrt(squares / (known.length - 1)) };
}

export type Interval = { readonly low: number; readonly high: number };

const ROUNDS = 1_000;
/** The middle 95 % of the rounds. */
const LOW_SHARE = 0.025;
const HIGH_SHARE = 0.975;

/** How far a figure could lie off, had other cases of the same kind been written: cases drawn with replacement. */
export function bootstrap(cases: readonly Counts[], figure: keyof Figures, seed: number): Interval | null {
  const draw = numbersFrom(seed);
  const values: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const drawn = cases.flatMap(() => cases[Math.floor(draw() * cases.length)] ?? []);
    const value = figuresOf(sumCounts(drawn))[figure];
    if (value !== null) values.push(value);
  }
  values.sort((left, right) => left - right);
  const low = values[Math.floor(LOW_SHARE * (values.length - 1))];
  const high = values[Math.ceil(HIGH_SHARE * (values.length - 1))];
  return low === undefined || high === undefined ? null : { low, high };
}

export function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((left, right) => left - right);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  return upper === undefined || lower === undefined ? null : (upper + lower) / 2;
}

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
function numbersFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
}

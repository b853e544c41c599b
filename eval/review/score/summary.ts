import { addUsage, NO_USAGE, sumUsd, type Usage } from '../../../src/core/cost/usage.ts';
import { isClean } from '../case.ts';
import { STAGES, type Stage } from '../told.ts';
import { MODES, type Mode } from './assign.ts';
import { type Counts, sumCounts } from './counts.ts';
import { type Ending, endingsOf } from './endings.ts';
import { type Figures, figuresOf, share } from './figures.ts';
import { countsAt, countsOn, type Scored } from './scored.ts';
import { bootstrap, type Interval, median, type Spread, spreadOf } from './spread.ts';

/** A line of a table: what is counted in it, and the figures of that. */
export type Row = { readonly name: string; readonly counts: Counts; readonly figures: Figures };

export type ReaderRow = Row & {
  /** Goldens that no other reader found, summed over cases and runs. */
  readonly alone: number;
};

export type Headline = {
  readonly mode: Mode;
  readonly counts: Counts;
  readonly spread: Readonly<Record<keyof Figures, Spread | null>>;
  readonly intervals: Readonly<Record<'precision' | 'recall' | 'f1', Interval | null>>;
};

/** Everything that is said of one variant. */
export type Summary = {
  readonly variant: string;
  readonly runs: number;
  readonly headlines: readonly Headline[];
  readonly comments: { readonly mean: number | null; readonly median: number | null };
  readonly tokens: Usage;
  /** Of all cases and runs; null when a price is not known. */
  readonly usd: number | null;
  readonly usdPerTrue: number | null;
  readonly seconds: number;
  readonly stages: readonly Row[];
  readonly readers: readonly ReaderRow[];
  readonly languages: readonly Row[];
  readonly shapes: readonly Row[];
  readonly endings: readonly Ending[];
  /** What was said where nothing is to be said. */
  readonly clean: readonly { readonly case: string; readonly verdict: string }[];
  readonly gaps: readonly { readonly case: string; readonly run: number; readonly gap: string }[];
};

export type Choices = {
  /** The stage that headlines and groups are about. */
  readonly stage: Stage;
  /** For the cases that are drawn. */
  readonly seed: number;
};

export function summarise(variant: string, scored: readonly Scored[], choices: Choices): Summary {
  const { stage } = choices;
  const strict = sumCounts(scored.map((one) => countsAt(one, stage, 'strict')));
  const usd = sumUsd(scored.map(({ result }) => result.usd));
  const comments = scored.map(({ result }) => result.comments);
  const by = (key: (one: Scored) => string) => rowsBy(scored, key, stage);
  return {
    variant,
    runs: new Set(scored.map(({ run }) => run)).size,
    headlines: MODES.map((mode) => headlineOf(scored, mode, choices)),
    comments: { mean: spreadOf(comments)?.mean ?? null, median: median(comments) },
    tokens: scored.map(({ result }) => result.usage).reduce(addUsage, NO_USAGE),
    usd,
    usdPerTrue: usd === null ? null : share(usd, strict.true),
    seconds: scored.reduce((sum, { result }) => sum + result.seconds, 0),
    stages: stagesOf(scored),
    readers: readersOf(scored),
    languages: by(({ result }) => result.case.language),
    shapes: by(({ result }) => result.case.shape),
    endings: scored.flatMap((one) => endingsOf(one, stage)),
    clean: scored.flatMap(({ result }) =>
      isClean(result.case) ? [{ case: result.case.name, verdict: result.verdict }] : [],
    ),
    gaps: scored.flatMap(({ result, run }) =>
      result.gaps.map((gap) => ({ case: result.case.name, run, gap })),
    ),
  };
}

export function rowOf(name: string, all: readonly Counts[]): Row {
  const counts = sumCounts(all);
  return { name, counts, figures: figuresOf(counts) };
}

function headlineOf(scored: readonly Scored[], mode: Mode, { stage, seed }: Choices): Headline {
  const counts = (some: readonly Scored[]) => sumCounts(some.map((one) => countsAt(one, stage, mode)));
  const runs = grouped(scored, ({ run }) => String(run)).map(([, some]) => figuresOf(counts(some)));
  const cases = grouped(scored, ({ result }) => result.case.name).map(([, some]) => counts(some));
  const spread = (figure: keyof Figures) => spreadOf(runs.map((figures) => figures[figure]));
  return {
    mode,
    counts: counts(scored),
    spread: {
      precision: spread('precision'),
      recall: spread('recall'),
      weightedRecall: spread('weightedRecall'),
      severeRecall: spread('severeRecall'),
      insideRecall: spread('insideRecall'),
      outsideRecall: spread('outsideRecall'),
      f1: spread('f1'),
      f05: spread('f05'),
      cleanFalse: spread('cleanFalse'),
      quoted: spread('quoted'),
    },
    intervals: {
      precision: bootstrap(cases, 'precision', seed),
      recall: bootstrap(cases, 'recall', seed),
      f1: bootstrap(cases, 'f1', seed),
    },
  };
}

function stagesOf(scored: readonly Scored[]): Row[] {
  const folded = scored.map((one) =>
    countsOn(
      one,
      one.result.told.filter(({ lostAt, merged }) => lostAt === 'ranking' && !merged),
      'strict',
    ),
  );
  return [
    ...STAGES.map((stage) =>
      rowOf(
        STAGE_TITLES[stage],
        scored.map((one) => countsAt(one, stage, 'strict')),
      ),
    ),
    rowOf('only told in the summary', folded),
  ];
}

const STAGE_TITLES: Readonly<Record<Stage, string>> = {
  found: 'found',
  evidence: 'survived evidence',
  falsifier: 'survived falsifier',
  posted: 'posted',
};

/** Each reader as if it were alone, with all it reported. */
function readersOf(scored: readonly Scored[]): ReaderRow[] {
  const names = [...new Set(scored.flatMap(({ result }) => result.told.map(({ reader }) => reader)))].sort();
  const of = (one: Scored, is: (reader: string) => boolean) =>
    countsOn(
      one,
      one.result.told.filter(({ reader }) => is(reader)),
      'strict',
    );
  return names.map((name) => {
    const all = sumCounts(scored.map((one) => of(one, () => true)));
    const others = sumCounts(scored.map((one) => of(one, (reader) => reader !== name)));
    const own = rowOf(
      name,
      scored.map((one) => of(one, (reader) => reader === name)),
    );
    return { ...own, alone: all.met - others.met };
  });
}

function rowsBy(scored: readonly Scored[], key: (one: Scored) => string, stage: Stage): Row[] {
  return grouped(scored, key).map(([name, some]) =>
    rowOf(
      name,
      some.map((one) => countsAt(one, stage, 'strict')),
    ),
  );
}

function grouped(scored: readonly Scored[], key: (one: Scored) => string): [string, Scored[]][] {
  return [...Map.groupBy(scored, key)].sort(([left], [right]) => (left < right ? -1 : 1));
}

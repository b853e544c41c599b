import type { Review } from '../../src/core/review/review.ts';
import { run } from '../../src/flow/run.ts';
import { openSymbols } from '../../src/grammar/symbols.ts';
import type { Log, Models } from '../../src/ports.ts';
import { recordingPublisher } from '../../src/workspace/recording-publisher.ts';
import { toldOf } from './candidates.ts';
import type { ReviewCase } from './case.ts';
import { type PlacedGolden, placeGolden } from './head-lines.ts';
import { openCase } from './open-case.ts';
import type { Told } from './told.ts';
import type { Variant } from './variants.ts';

export type Conditions = {
  readonly variant: Variant;
  readonly models: Models;
  /** What a workflow would pass: `model`, `provider`, `base-url`, ... */
  readonly inputs: Readonly<Record<string, string>>;
};

/** What one run of the engine on one case gave. */
export type CaseRun = {
  readonly case: ReviewCase;
  readonly goldens: readonly PlacedGolden[];
  readonly told: readonly Told[];
  readonly comments: number;
  /** The title of the check run. */
  readonly verdict: string;
  readonly usage: Review['cost']['usage'];
  /** Null when no price is known for the model. */
  readonly usd: number | null;
  readonly seconds: number;
  /** What the engine could not read or check, in its own words. */
  readonly gaps: readonly string[];
};

const SYMBOLS = openSymbols(new URL('../../dist/grammars/', import.meta.url));
const SILENT: Log = { step: () => undefined, info: () => undefined, warn: () => undefined };
const MS_PER_SECOND = 1_000;

/** Reviews the pull request of a case as `kimi-review review` would, posting nothing. */
export async function runCase(one: ReviewCase, { variant, models, inputs }: Conditions): Promise<CaseRun> {
  const opened = await openCase(one, variant.settings);
  try {
    const world = {
      pulls: opened.pulls,
      repositories: opened.repositories,
      publisher: recordingPublisher('local/branch'),
      models,
      symbols: SYMBOLS,
      log: SILENT,
      clock: { now: Date.now },
      runUrl: null,
      interruption: new AbortController().signal,
    };
    const trigger = { kind: 'review', pulls: [0], automatic: false, cause: 'evaluation' } as const;
    const { outcome } = await run(world, { number: 0, trigger, inputs });
    if (outcome.kind === 'failed') throw new Error(`${one.name}: ${outcome.error.message}`);
    if (outcome.kind !== 'reviewed') throw new Error(`${one.name}: not reviewed, ${outcome.reason}.`);
    return resultOf(one, outcome.review, variant);
  } finally {
    opened.remove();
  }
}

function resultOf(one: ReviewCase, review: Review, variant: Variant): CaseRun {
  const told = review.candidates
    .map((candidate) => toldOf(candidate, review.diff))
    .map((each) =>
      each.lostAt !== null && each.lostAt === variant.without ? { ...each, lostAt: null } : each,
    );
  return {
    case: one,
    goldens: one.goldens.map((golden) => placeGolden(golden, review.diff)),
    told,
    comments: told.filter(({ lostAt, merged }) => lostAt === null && !merged).length,
    verdict: review.conclusion.title,
    usage: review.cost.usage,
    usd: review.cost.usd,
    seconds: (review.finishedAt - review.startedAt) / MS_PER_SECOND,
    gaps: [...review.packs, ...review.looks, ...review.checks].flatMap(({ failure }) =>
      failure === null ? [] : [failure.message],
    ),
  };
}

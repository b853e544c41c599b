import { costOf } from '../../src/core/cost/cost.ts';
import { modelProfile } from '../../src/core/model/models.ts';
import { createRepository, type RepositoryDescription } from '../../test/doubles/github/repository.ts';
import type { RecordedCall } from '../../test/doubles/kimi/options.ts';
import type { Figure, Measurement } from '../figure.ts';
import { type Stage, setStage } from '../stage.ts';
import { naiveServed, type Served } from './naive.ts';
import { changeOf, largeChange, smallChange } from './shop.ts';
import { warmedCalls } from './warm-up.ts';

const PERCENT = 100;
const LATER_CALLS_MIN = 90;
const AFTER_PUSH_MIN = 80;
const NUMBER = 7;
const OTHER_NUMBER = 8;
const FIRST_TOKEN_MS = 20;

/** What the provider's prefix cache serves, and what that saves. */
export async function measureCache(): Promise<Measurement> {
  return {
    name: 'cache',
    about: 'prompt tokens served from the prefix cache of the Kimi double, and dollars for prompts',
    figures: [
      ...(await severalPacks()),
      ...(await afterPush('full')),
      ...(await afterPush('incremental')),
      ...(await otherPull()),
      ...(await warmedCalls()),
    ],
  };
}

async function severalPacks(): Promise<Figure[]> {
  return onStage(largeChange(), async ({ stage }) => {
    await stage.review(NUMBER);
    const { calls } = stage.kimi;
    return [
      { what: 'a run with several packs: calls', value: calls.length, unit: '', target: null },
      share('a run with several packs: second and later calls', servedOf(calls).slice(1), LATER_CALLS_MIN),
      ...costs('a run with several packs', servedOf(calls), naiveServed(calls)),
    ];
  });
}

async function afterPush(mode: 'full' | 'incremental'): Promise<Figure[]> {
  return onStage(smallChange(), async ({ stage, push }) => {
    await stage.review(NUMBER);
    const first = stage.kimi.calls.length;
    push();
    await stage.review(NUMBER, { mode });
    const name = `after a push of one file, mode ${mode}`;
    const { calls } = stage.kimi;
    return [
      share(`${name}, its first call`, servedOf(calls).slice(first, first + 1), AFTER_PUSH_MIN),
      share(`${name}, all its calls`, servedOf(calls).slice(first), null),
      ...costs(name, servedOf(calls).slice(first), naiveServed(calls).slice(first)),
    ];
  });
}

async function otherPull(): Promise<Figure[]> {
  return onStage(smallChange(), async ({ stage }) => {
    await stage.review(NUMBER);
    const first = stage.kimi.calls.length;
    await stage.review(OTHER_NUMBER);
    const name = 'another pull request on the same base, in the same files';
    const { calls } = stage.kimi;
    return [
      share(name, servedOf(calls).slice(first), null),
      ...costs(name, servedOf(calls).slice(first), naiveServed(calls).slice(first)),
    ];
  });
}

type Scene = { readonly stage: Stage; readonly push: () => void };

async function onStage(
  description: RepositoryDescription,
  play: (scene: Scene) => Promise<Figure[]>,
): Promise<Figure[]> {
  const repository = createRepository(description);
  const { path: repositoryPath, baseSha, headSha } = repository;
  const other = repository.commit({ files: changeOf([1, 2], 'taken') }, 'Take instead of keep', {
    onto: baseSha,
    branch: 'other',
  });
  const stage = await setStage({
    repositoryPath,
    pulls: [
      { number: NUMBER, baseSha, headSha },
      { number: OTHER_NUMBER, baseSha, headSha: other, ref: 'other' },
    ],
    checkout: true,
    kimi: {
      answer: [
        {
          kind: 'reply',
          content: 'Nothing.\n\n### end of review: 0 findings\n',
          firstTokenMs: FIRST_TOKEN_MS,
        },
      ],
    },
  });
  const push = () => {
    const sha = repository.commit({ files: changeOf([2], 'picked') }, 'Pick instead');
    stage.github.pushHead(NUMBER, sha);
  };
  try {
    return await play({ stage, push });
  } finally {
    await stage.close();
    repository.remove();
  }
}

function servedOf(calls: readonly RecordedCall[]): Served[] {
  return calls.map(({ promptTokens, cachedTokens }) => ({
    prompt: promptTokens ?? 0,
    cached: cachedTokens ?? 0,
  }));
}

function share(what: string, served: readonly Served[], atLeast: number | null): Figure {
  const prompt = served.reduce((sum, one) => sum + one.prompt, 0);
  const cached = served.reduce((sum, one) => sum + one.cached, 0);
  const target = atLeast === null ? null : { atLeast };
  return { what: `${what}: from the cache`, value: (PERCENT * cached) / prompt, unit: '%', target };
}

/** Prompts only: the answer costs the same in any order. */
function costs(what: string, ours: readonly Served[], naive: readonly Served[]): Figure[] {
  const tokens = ours.reduce((sum, one) => sum + one.prompt, 0);
  return [
    { what: `${what}: prompt`, value: tokens, unit: 'tokens', target: null },
    { what: `${what}: prompts`, value: dollars(ours), unit: '$', target: null },
    { what: `${what}: prompts in naive order`, value: dollars(naive), unit: '$', target: null },
  ];
}

function dollars(served: readonly Served[]): number {
  const profile = modelProfile('kimi-k2.6', 'moonshot');
  return served.reduce((sum, { prompt, cached }) => {
    const usage = { prompt, cached, completion: 0, reasoning: 0 };
    return sum + (costOf(usage, profile).usd ?? 0);
  }, 0);
}

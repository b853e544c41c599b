import { costOf } from '../../src/core/cost/cost.ts';
import { addUsage, NO_USAGE } from '../../src/core/cost/usage.ts';
import { modelProfile } from '../../src/core/model/models.ts';
import { providerProfile } from '../../src/core/model/providers.ts';
import type { ModelRequest } from '../../src/core/prompt/request.ts';
import { openModels } from '../../src/kimi/model.ts';
import { systemTimer } from '../../src/kimi/timer.ts';
import { DEFAULT_KEY } from '../../test/doubles/kimi/accounts.ts';
import { startKimi } from '../../test/doubles/kimi/start.ts';
import { SETTINGS } from '../../test/kimi/fixtures.ts';
import type { Figure } from '../figure.ts';

const CALLS = 12;
const PREFIX_TOKENS = 60_000;
/** Of the double's own tokenizer. */
const CHARACTERS_PER_TOKEN = 3.6;
// First words of K2.6 come after 3.4 s in the median; a short answer at 24 tokens per second takes a minute.
const FIRST_TOKEN_MS = 3_400;
const TOKENS_PER_SECOND = 24;
const ANSWER_WORDS = 300;
/** Real seconds per API second. */
const SCALE = 0.05;
const MIDDLE = 0.5;
const PERCENT = 100;
const MS_PER_SECOND = 1_000;

/** Many calls that read one pack: all at once, and with one of them first. */
export async function warmedCalls(): Promise<Figure[]> {
  const all = await figuresOf('all at once', false);
  const warmed = await figuresOf('one first', true);
  return [...all, ...warmed];
}

async function figuresOf(how: string, warming: boolean): Promise<Figure[]> {
  const { usage, makespanMs } = await ask(warming);
  const profile = modelProfile('kimi-k2.6', 'moonshot');
  const prompts = costOf({ ...usage, completion: 0, reasoning: 0 }, profile).usd ?? Number.NaN;
  const what = `${CALLS} calls with one prefix of ${PREFIX_TOKENS} tokens, ${how}`;
  return [
    {
      what: `${what}: from the cache`,
      value: (PERCENT * usage.cached) / usage.prompt,
      unit: '%',
      target: null,
    },
    { what: `${what}: prompts`, value: prompts, unit: '$', target: null },
    { what: `${what}: makespan`, value: makespanMs / MS_PER_SECOND, unit: 's', target: null },
  ];
}

async function ask(warming: boolean) {
  const kimi = await startKimi({
    clockScale: SCALE,
    answer: [
      {
        kind: 'reply',
        content: 'word '.repeat(ANSWER_WORDS),
        firstTokenMs: FIRST_TOKEN_MS,
        tokensPerSecond: TOKENS_PER_SECOND,
      },
    ],
  });
  const clock = { now: () => performance.now() / SCALE };
  const model = openModels({
    keys: { primary: DEFAULT_KEY, fallback: null },
    userAgent: 'kimi-review/bench',
    catalogue: { provider: providerProfile, model: modelProfile },
    log: { step() {}, info() {}, warn() {} },
    clock,
    timer: { wait: (ms, signal) => systemTimer.wait(ms * SCALE, signal) },
    random: () => MIDDLE,
  }).open({ ...SETTINGS, baseUrl: kimi.url });
  const startedAt = clock.now();
  const answers = await Promise.all(
    Array.from({ length: CALLS }, (_, index) => model.ask(request(index, warming))),
  );
  const makespanMs = clock.now() - startedAt;
  await kimi.close();
  return { usage: answers.map(({ usage }) => usage).reduce(addUsage, NO_USAGE), makespanMs };
}

const LINE = 'const total = items.reduce((sum, item) => sum + item.price, 0);\n';
const PREFIX = LINE.repeat(Math.ceil((PREFIX_TOKENS * CHARACTERS_PER_TOKEN) / LINE.length));

function request(index: number, warming: boolean): ModelRequest {
  return {
    name: `call ${index + 1}`,
    messages: [{ role: 'user', content: `${PREFIX}Question ${index + 1}: is this right?` }],
    thinking: 'disabled',
    outputTokensMax: 4_096,
    promptTokens: PREFIX_TOKENS,
    cacheKey: 'octo/engine#7',
    ...(warming ? { prefix: { id: 'pack 1', tokens: PREFIX_TOKENS } } : {}),
  };
}

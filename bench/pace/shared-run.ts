/** One run of several on an account, as a process of its own: `bench/pace/shared.ts` starts it. */
import { z } from 'zod';
import { modelProfile } from '../../src/core/model/models.ts';
import { providerProfile } from '../../src/core/model/providers.ts';
import { openModels } from '../../src/kimi/model.ts';
import { systemTimer } from '../../src/kimi/timer.ts';
import { DEFAULT_KEY } from '../../test/doubles/kimi/accounts.ts';
import { SETTINGS } from '../../test/kimi/fixtures.ts';
import { simulatedRequest } from '../../test/kimi/simulation/account.ts';
import { CAP } from './scenarios.ts';

const PROMPT_TOKENS = 10;
const order = z
  .object({
    KIMI_URL: z.string(),
    REDIS_URL: z.string(),
    SCALE: z.coerce.number(),
    CALLS: z.coerce.number(),
  })
  .parse(process.env);

const model = openModels({
  keys: { primary: DEFAULT_KEY, fallback: null },
  redisUrl: order.REDIS_URL === '' ? null : order.REDIS_URL,
  userAgent: 'kimi-review/bench',
  catalogue: { provider: providerProfile, model: modelProfile },
  log: { step() {}, info() {}, warn: (text) => console.error(text) },
  clock: { now: () => performance.now() / order.SCALE },
  timer: { wait: (ms, signal) => systemTimer.wait(ms * order.SCALE, signal) },
  random: Math.random,
}).open({ ...SETTINGS, baseUrl: order.KIMI_URL, maxConcurrency: CAP, timeoutMinutes: 60 });

const names = Array.from({ length: order.CALLS }, (_, index) => `call ${index + 1} of ${process.pid}`);
const answers = await Promise.all(names.map((name) => model.ask(simulatedRequest(name, PROMPT_TOKENS))));
console.log(answers.filter(({ kind }) => kind === 'reply').length);

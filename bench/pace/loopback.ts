import { modelProfile } from '../../src/core/model/models.ts';
import { providerProfile } from '../../src/core/model/providers.ts';
import { openModels } from '../../src/kimi/model.ts';
import { systemTimer } from '../../src/kimi/timer.ts';
import { DEFAULT_KEY } from '../../test/doubles/kimi/accounts.ts';
import type { KimiCall } from '../../test/doubles/kimi/options.ts';
import type { KimiScript } from '../../test/doubles/kimi/script.ts';
import { startKimi } from '../../test/doubles/kimi/start.ts';
import { SETTINGS } from '../../test/kimi/fixtures.ts';
import { simulatedRequest } from '../../test/kimi/simulation/account.ts';
import { oracleMakespanMs } from './oracle.ts';
import { arrivalsOf, type Measured } from './row.ts';
import { CAP, type Scenario } from './scenarios.ts';

/** Real seconds per API second: short enough to wait for, long beside the grain of timers. */
const SCALE = 0.06;
/** Where the way to the server counts, time may not run so fast that a millisecond becomes a long way. */
const SCALE_OF_RATES = 0.2;
const MIDDLE = 0.5;

/** The whole client over HTTP against the double, with its time running faster. */
export async function measureOverLoopback({
  name,
  calls,
  rules,
  known,
  targets,
}: Scenario): Promise<Measured> {
  const none = Number.POSITIVE_INFINITY;
  const scale = rules.rpm === undefined ? SCALE : SCALE_OF_RATES;
  const clock = { now: () => performance.now() / scale };
  const { concurrency = none, rpm = none, storm } = rules;
  let startedAt = clock.now();
  const answer = (call: KimiCall): KimiScript => {
    const at = clock.now() - startedAt;
    if (storm !== undefined && at >= storm.from && at < storm.to) return OVERLOADED;
    return { kind: 'reply', content: `OK ${call.number}.`, firstTokenMs: known.answerMs };
  };
  const tier = { concurrency, rpm, tpm: none, tpd: none };
  const kimi = await startKimi({ clockScale: scale, tier, answer });
  const model = openModels({
    keys: { primary: DEFAULT_KEY, fallback: null },
    userAgent: 'kimi-review/bench',
    catalogue: { provider: providerProfile, model: modelProfile },
    log: { step() {}, info() {}, warn() {} },
    clock,
    timer: { wait: (ms, signal) => systemTimer.wait(ms * scale, signal) },
    random: () => MIDDLE,
  }).open({ ...SETTINGS, baseUrl: kimi.url, maxConcurrency: CAP });
  startedAt = clock.now();
  const answers = await Promise.all(
    Array.from({ length: calls }, (_, index) => model.ask(simulatedRequest(`call ${index + 1}`, 10))),
  );
  const makespanMs = clock.now() - startedAt;
  await kimi.close();
  return {
    scenario: name,
    answered: answers.filter(({ kind }) => kind === 'reply').length,
    arrivals: arrivalsOf(kimi.calls),
    peak: kimi.peakConcurrency,
    makespanMs,
    oracleMs: oracleMakespanMs(known),
    targets,
  };
}

const OVERLOADED: KimiScript = {
  kind: 'error',
  status: 429,
  type: 'engine_overloaded_error',
  message: 'The engine is currently overloaded, please try again later',
  headers: { 'Retry-After': '1' },
};

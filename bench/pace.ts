/**
 * How fast the pool is against a client that knows the account's limits from the start.
 * Time is simulated: a row of an hour takes a moment, and every run gives the same numbers.
 */
import { readFailure } from '../src/kimi/failures.ts';
import { openPool } from '../src/kimi/pool.ts';
import {
  CIRCUMSTANCES,
  SIMULATED_OUTPUT_TOKENS,
  simulateAccount,
  simulatedRequest,
} from '../test/kimi/simulation/account.ts';
import { virtualTime } from '../test/kimi/simulation/time.ts';
import { oracleMakespanMs } from './pace/oracle.ts';
import { CAP, SCENARIOS, type Scenario } from './pace/scenarios.ts';

const MINUTE_MS = 60_000;
const MS_PER_SECOND = 1_000;
const PERCENT = 100;
const MIDDLE = 0.5;

const rows: Record<string, string | number>[] = [];
for (const scenario of SCENARIOS) rows.push(await measure(scenario));
console.table(rows);

async function measure(scenario: Scenario): Promise<Record<string, string | number>> {
  const time = virtualTime();
  const account = simulateAccount(time, scenario.rules);
  const pool = openPool<string>({
    cap: CAP,
    charge: ({ promptTokens }) => promptTokens + SIMULATED_OUTPUT_TOKENS,
    send: account.send,
    runEnded: readFailure({ kind: 'run-ended' }, CIRCUMSTANCES),
    title: 'the account',
    clock: time.clock,
    timer: time.timer,
    random: () => MIDDLE,
    log: { step() {}, info() {}, warn() {} },
    signal: new AbortController().signal,
  });
  const requests = Array.from({ length: scenario.calls }, (_, index) =>
    simulatedRequest(`call ${index + 1}`, scenario.promptTokens),
  );
  const settled = await time.run(Promise.all(requests.map((request) => pool.ask(request))));
  const makespanMs = time.clock.now();
  const oracleMs = oracleMakespanMs(scenario.known);
  const late = account.arrivals.filter(({ at }) => at >= MINUTE_MS);
  return {
    scenario: scenario.name,
    answered: settled.filter(({ kind }) => kind === 'reply').length,
    'requests sent': account.arrivals.length,
    refused: account.arrivals.filter(({ refused }) => refused).length,
    'refused after 1 min': percent(late.filter(({ refused }) => refused).length, late.length),
    'peak at once': account.peak(),
    'makespan s': Math.round(makespanMs / MS_PER_SECOND),
    'oracle s': Math.round(oracleMs / MS_PER_SECOND),
    'makespan ratio': (makespanMs / oracleMs).toFixed(2),
    throughput: percent(oracleMs, makespanMs),
  };
}

function percent(part: number, whole: number): string {
  return whole === 0 ? '0.0 %' : `${((PERCENT * part) / whole).toFixed(1)} %`;
}

import { readFailure } from '../../src/kimi/failures.ts';
import { openPool } from '../../src/kimi/pool.ts';
import {
  CIRCUMSTANCES,
  SIMULATED_OUTPUT_TOKENS,
  simulateAccount,
  simulatedRequest,
} from '../../test/kimi/simulation/account.ts';
import { virtualTime } from '../../test/kimi/simulation/time.ts';
import { oracleMakespanMs } from './oracle.ts';
import type { Measured } from './row.ts';
import { CAP, type Scenario } from './scenarios.ts';

const MIDDLE = 0.5;

/** The pool against a simulated account: a row of an hour takes a moment, and always gives the same numbers. */
export async function measureSimulated({
  name,
  calls,
  promptTokens,
  rules,
  known,
  targets,
}: Scenario): Promise<Measured> {
  const time = virtualTime();
  const account = simulateAccount(time, rules);
  const pool = openPool<string>({
    cap: CAP,
    charge: (request) => request.promptTokens + SIMULATED_OUTPUT_TOKENS,
    send: account.send,
    runEnded: readFailure({ kind: 'run-ended' }, CIRCUMSTANCES),
    title: 'the account',
    clock: time.clock,
    timer: time.timer,
    random: () => MIDDLE,
    log: { step() {}, info() {}, warn() {} },
    signal: new AbortController().signal,
  });
  const requests = Array.from({ length: calls }, (_, index) =>
    simulatedRequest(`call ${index + 1}`, promptTokens),
  );
  const settled = await time.run(Promise.all(requests.map((request) => pool.ask(request))));
  return {
    scenario: name,
    answered: settled.filter(({ kind }) => kind === 'reply').length,
    arrivals: account.arrivals.map(({ at, endedAt, refused }) => ({ at, until: endedAt ?? at, refused })),
    peak: account.peakSent(),
    makespanMs: time.clock.now(),
    oracleMs: oracleMakespanMs(known),
    targets,
  };
}

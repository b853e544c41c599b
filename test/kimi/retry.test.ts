import { describe, expect, it } from '@jest/globals';
import type { Breakdown, Failure } from '../../src/kimi/breakdown.ts';
import { readFailure } from '../../src/kimi/failures.ts';
import { afterFailure, NO_TRIALS, nextTryAt } from '../../src/kimi/retry.ts';
import { CIRCUMSTANCES, overloaded, rateLimited } from './simulation/account.ts';

const NEVER_ENDING = 1_000;

/** The waits before each further try of something that always fails so, without jitter. */
function waitsFor(breakdown: Breakdown): number[] {
  const failure: Failure = readFailure(breakdown, CIRCUMSTANCES);
  const waits: number[] = [];
  let trials = NO_TRIALS;
  let now = 0;
  while (waits.length < NEVER_ENDING) {
    trials = afterFailure(trials, failure, now);
    const next = nextTryAt(trials, failure, { now, chance: 0 });
    if (next === null) return waits;
    waits.push(next - now);
    now = next;
  }
  return waits;
}

const server: Breakdown = { kind: 'refused', status: 500, type: 'server_error', text: '', retryAfter: null };

describe('tries', () => {
  it.each<[string, Breakdown, number[]]>([
    ['a server error', server, [1_000, 2_000, 4_000]],
    ['a lost connection', { kind: 'connection', text: 'ECONNRESET' }, [1_000, 2_000, 4_000]],
    ['a broken answer', { kind: 'cut' }, [1_000, 2_000]],
    ['a silence', { kind: 'stalled', afterMs: 1 }, [1_000]],
    ['a long call', { kind: 'timeout', afterMs: 1 }, []],
    ['a content filter', { kind: 'filtered' }, []],
    [
      'a rate limit',
      rateLimited('Too many requests'),
      [1_000, 2_000, 4_000, 8_000, ...Array.from({ length: 7 }, () => 15_000)],
    ],
    [
      'a rate limit that names a wait',
      rateLimited('try again after 30 seconds'),
      Array.from({ length: 11 }, () => 30_000),
    ],
  ])('after %s are spaced and bounded', (_what, breakdown, waits) => {
    expect(waitsFor(breakdown)).toEqual(waits);
  });

  it('during an overload go on for five minutes', () => {
    const total = waitsFor(overloaded()).reduce((sum, wait) => sum + wait, 0);
    expect(total).toBeGreaterThanOrEqual(300_000);
    expect(total).toBeLessThan(320_000);
  });

  it('count each kind for itself', () => {
    const cut = readFailure({ kind: 'cut' }, CIRCUMSTANCES);
    const down = readFailure(server, CIRCUMSTANCES);
    const trials = [cut, down, down, cut].reduce(
      (done, failure) => afterFailure(done, failure, 0),
      NO_TRIALS,
    );
    expect(nextTryAt(trials, down, { now: 0, chance: 0 })).toBe(2_000);
    expect(nextTryAt(afterFailure(trials, cut, 0), cut, { now: 0, chance: 0 })).toBeNull();
  });

  it('are spread by chance', () => {
    const down = readFailure(server, CIRCUMSTANCES);
    expect(nextTryAt(afterFailure(NO_TRIALS, down, 0), down, { now: 0, chance: 1 })).toBe(1_250);
  });
});

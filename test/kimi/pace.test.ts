import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Signal } from '../../src/kimi/limits.ts';
import {
  afterSending,
  earliestStart,
  nextPace,
  type Outcome,
  type Pace,
  type Sent,
  startPace,
} from '../../src/kimi/pace.ts';

const CAP = 30;
const NOW = 1_000_000;
const MOMENT = { now: NOW, chance: 0.5 };
const sentBy = (pace: Pace, inFlight: number): Sent => ({
  at: NOW,
  epoch: pace.epoch,
  inFlight,
  charge: 50_000,
});
const refused = (sent: Sent, signal: Signal, waitMs = 1_000): Outcome => ({
  kind: 'refused',
  sent,
  signal,
  waitMs,
});
const crowded = (limit: number | null): Signal => ({ kind: 'concurrency', limit });
const tell = (pace: Pace, outcome: Outcome, now = NOW) => nextPace(pace, outcome, { ...MOMENT, now });

/** All lanes busy, all let in, so many times. */
function calm(pace: Pace, admissions: number): Pace {
  let current = pace;
  for (let count = 0; count < admissions; count += 1) {
    current = tell(current, { kind: 'admitted', sent: sentBy(current, current.lanes) });
  }
  return current;
}

describe('refused for concurrency', () => {
  it.each([
    ['goes to the number it was told', crowded(15), 15],
    ['goes down to one when told so', crowded(1), 1],
    ['halves when told nothing', crowded(null), 15],
    ['never goes above the cap', crowded(500), 15],
  ])('the pace %s', (_what, signal, lanes) => {
    const pace = startPace(CAP);
    expect(tell(pace, refused(sentBy(pace, CAP), signal)).lanes).toBe(lanes);
  });

  it('halves once for a burst', () => {
    const pace = startPace(CAP);
    const burst = Array.from({ length: 15 }, (_, index) => refused(sentBy(pace, 16 + index), crowded(null)));
    const after = burst.reduceRight((current, outcome) => tell(current, outcome), pace);
    expect(after.lanes).toBe(15);
    expect(after.epoch).toBe(1);
  });

  it('takes from the rest of a burst how many got in', () => {
    const pace = startPace(CAP);
    const after = tell(pace, refused(sentBy(pace, 21), crowded(null)));
    expect(after.lanes).toBe(10);
    expect(tell(after, { kind: 'admitted', sent: sentBy(pace, 20) }).lanes).toBe(20);
  });

  it('steps back by one when one more was tried', () => {
    const pace = calm({ ...startPace(CAP), lanes: 7 }, 4);
    expect(pace.lanes).toBe(8);
    expect(tell(pace, refused(sentBy(pace, 8), crowded(null))).lanes).toBe(7);
  });

  it('halves when what used to work no longer does', () => {
    const pace = calm({ ...startPace(CAP), lanes: 8, ceiling: 8 }, 10);
    expect(tell(pace, refused(sentBy(pace, 8), crowded(8))).lanes).toBe(4);
  });

  it('never goes below one', () => {
    let pace = startPace(CAP);
    for (let count = 0; count < 10; count += 1)
      pace = tell(pace, refused(sentBy(pace, pace.lanes), crowded(null)));
    expect(pace.lanes).toBe(1);
  });
});

describe('let in', () => {
  it('creeps up by one lane after four calm admissions', () => {
    const pace = { ...startPace(CAP), lanes: 7 };
    expect(calm(pace, 3).lanes).toBe(7);
    expect(calm(pace, 4).lanes).toBe(8);
  });

  it('tries a lane that was refused before only rarely', () => {
    const pace = { ...startPace(CAP), lanes: 7, refusedAt: 8 };
    expect(calm(pace, 59).lanes).toBe(7);
    expect(calm(pace, 60).lanes).toBe(8);
  });

  it('learns nothing from a request that left lanes free', () => {
    let pace: Pace = { ...startPace(CAP), lanes: 7 };
    for (let count = 0; count < 99; count += 1)
      pace = tell(pace, { kind: 'admitted', sent: sentBy(pace, 3) });
    expect(pace.lanes).toBe(7);
  });

  it('never creeps above what the account was told to bear', () => {
    const pace = startPace(CAP);
    expect(calm(tell(pace, refused(sentBy(pace, CAP), crowded(12))), 500).lanes).toBe(12);
  });
});

describe('refused for a rate', () => {
  const filled = (count: number) => {
    let pace = startPace(CAP);
    for (let index = 0; index < count; index += 1) {
      pace = afterSending(pace, { ...sentBy(pace, 1), at: NOW + index * 1_000 });
    }
    return pace;
  };

  it('spaces requests by the limit it was told, counting those refused', () => {
    const pace = filled(10);
    const learned = tell(
      pace,
      refused({ ...sentBy(pace, 1), at: NOW + 9_000 }, { kind: 'requests', perMinute: 8 }),
      NOW + 9_100,
    );
    // Three of the ten must leave the minute before the next one fits; two seconds are kept as margin.
    expect(earliestStart(learned, 1, NOW + 9_100)).toBe(NOW + 2_000 + 62_000);
    expect(learned.lanes).toBe(CAP);
  });

  it('charges tokens at admission, and not for what was refused', () => {
    const pace = filled(5);
    const last = { ...sentBy(pace, 1), at: NOW + 4_000 };
    const learned = tell(pace, refused(last, { kind: 'tokens', perMinute: 210_000 }), NOW + 4_000);
    // Four of 50,000 remain: a small one fits at once, another of the same size after the first has left.
    expect(earliestStart(learned, 10_000, NOW + 4_000)).toBe(NOW + 4_000);
    expect(earliestStart(learned, 50_000, NOW + 4_000)).toBe(NOW + 62_000);
  });

  it('lets what exceeds the limit by itself go into an empty minute', () => {
    const learned = tell(
      filled(3),
      refused(sentBy(startPace(CAP), 1), { kind: 'tokens', perMinute: 60_000 }),
    );
    expect(earliestStart(learned, 900_000, NOW + 2_000)).toBe(NOW + 2_000 + 62_000);
    expect(earliestStart(learned, 900_000, NOW + 65_000)).toBe(NOW + 65_000);
  });

  it('pauses when nothing was told, or when its own count disagrees', () => {
    const pace = startPace(CAP);
    const paused = tell(pace, refused(sentBy(pace, 1), { kind: 'requests', perMinute: null }, 20_000));
    expect(earliestStart(paused, 1, NOW)).toBe(NOW + 20_000);
    const told = tell(pace, refused(sentBy(pace, 1), { kind: 'requests', perMinute: 50 }));
    expect(earliestStart(told, 1, NOW)).toBe(NOW);
    const again = tell(told, refused(sentBy(told, 1), { kind: 'requests', perMinute: 50 }));
    expect(earliestStart(again, 1, NOW)).toBe(NOW + 10_000);
  });
});

describe('refused for overload', () => {
  const overload = (pace: Pace, waitMs = 1_000) => refused(sentBy(pace, 1), { kind: 'overload' }, waitMs);
  const storm = (pace: Pace) => {
    let current = pace;
    while (current.storm === null) current = tell(current, overload(current));
    return current;
  };

  it('a single one changes nothing for the others', () => {
    const pace = startPace(CAP);
    const after = tell(pace, overload(pace));
    expect(after).toMatchObject({ lanes: CAP, storm: null, pausedUntil: 0, unansweredMax: CAP });
  });

  it('some between admissions are no storm', () => {
    let pace = startPace(CAP);
    for (let count = 0; count < 50; count += 1) {
      pace = tell(pace, overload(pace));
      pace = tell(pace, { kind: 'admitted', sent: sentBy(pace, 1) });
    }
    expect(pace.storm).toBeNull();
  });

  it('several in a row are a storm: a pause, then one request asks', () => {
    const pace = storm(startPace(CAP));
    expect(pace).toMatchObject({ storm: { since: NOW, level: 0 }, unansweredMax: 1, lanes: CAP, epoch: 1 });
    expect(pace.pausedUntil).toBe(NOW + 1_125);
  });

  it('pauses longer every time that one is refused, up to a bound, and as long as told', () => {
    let pace = storm(startPace(CAP));
    const pauses: number[] = [];
    for (let count = 0; count < 5; count += 1) {
      pace = tell(pace, overload(pace));
      pauses.push(pace.pausedUntil - NOW);
    }
    expect(pauses).toEqual([2_250, 4_500, 9_000, 9_000, 9_000]);
    expect(tell(pace, overload(pace, 40_000)).pausedUntil - NOW).toBe(45_000);
  });

  it('ends with the first that is let in, and opens up by doubling', () => {
    const pace = storm(startPace(CAP));
    const one = tell(pace, { kind: 'admitted', sent: sentBy(pace, 1) });
    expect(one).toMatchObject({ storm: null, unansweredMax: 2, overloads: 0 });
    expect(calm(one, 5).unansweredMax).toBe(CAP);
  });

  it('does not end with an answer to what was sent before it', () => {
    const before = startPace(CAP);
    const pace = storm(before);
    expect(tell(pace, { kind: 'admitted', sent: sentBy(before, 1) })).toEqual(pace);
  });
});

describe('for any outcomes', () => {
  const signals: fc.Arbitrary<Signal> = fc.oneof(
    fc.record({
      kind: fc.constant('concurrency' as const),
      limit: fc.option(fc.integer({ min: 1, max: 99 })),
    }),
    fc.record({
      kind: fc.constantFrom('requests', 'tokens'),
      perMinute: fc.option(fc.integer({ min: 1, max: 999_999 })),
    }),
    fc.record({ kind: fc.constantFrom('none', 'closed', 'overload') }),
  );
  const steps = fc.array(
    fc.record({
      signal: fc.option(signals),
      back: fc.integer({ min: 0, max: 3 }),
      inFlight: fc.integer({ min: 1, max: CAP }),
      waitMs: fc.integer({ min: 1_000, max: 60_000 }),
    }),
  );

  it('lanes stay between one and the cap, and something may always go out within bounded time', () => {
    fc.assert(
      fc.property(steps, fc.integer({ min: 1, max: CAP }), (outcomes, cap) => {
        let pace = startPace(cap);
        for (const { signal, back, inFlight, waitMs } of outcomes) {
          const sent = { ...sentBy(pace, Math.min(inFlight, cap)), epoch: Math.max(0, pace.epoch - back) };
          pace = afterSending(pace, sent);
          pace = tell(pace, signal === null ? { kind: 'admitted', sent } : refused(sent, signal, waitMs));
          expect(pace.lanes).toBeGreaterThanOrEqual(1);
          expect(pace.lanes).toBeLessThanOrEqual(cap);
          expect(pace.unansweredMax).toBeGreaterThanOrEqual(1);
          expect(earliestStart(pace, 10_000, NOW) - NOW).toBeLessThanOrEqual(75_000);
        }
      }),
    );
  });
});

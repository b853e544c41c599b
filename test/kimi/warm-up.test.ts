import { describe, expect, it } from '@jest/globals';
import type { Waiting } from '../../src/kimi/queue.ts';
import {
  afterFailing,
  afterFirstToken,
  afterStart,
  holdBack,
  NO_WARM_UPS,
  orAt,
  WARM_UP_PATIENCE_MS,
  WARM_UP_TOKENS_MIN,
} from '../../src/kimi/warm-up.ts';

const NOW = 1_000;
const NEVER = Number.POSITIVE_INFINITY;

type Item = Waiting & { readonly request: { readonly prefix?: { id: string; tokens: number } } };

const item = (order: number, id: string | null, more: Partial<Waiting> = {}): Item => ({
  order,
  charge: 100,
  notBefore: 0,
  overtaken: 0,
  ...more,
  request: id === null ? {} : { prefix: { id, tokens: WARM_UP_TOKENS_MIN } },
});
const small = (order: number): Item => ({
  ...item(order, null),
  request: { prefix: { id: 'a', tokens: WARM_UP_TOKENS_MIN - 1 } },
});

const led = afterStart(NO_WARM_UPS, item(1, 'a'), NOW);
const warm = afterFirstToken(led, item(1, 'a'));
const handedOn = afterFailing(led, item(1, 'a'));

describe('who may go out', () => {
  it.each([
    ['everybody without a prefix', NO_WARM_UPS, [item(1, null), item(2, null)], NOW, [1, 2], NEVER],
    ['everybody with a prefix that is not worth it', led, [small(2), small(3)], NOW, [2, 3], NEVER],
    ['one of each cold prefix', NO_WARM_UPS, [item(1, 'a'), item(2, 'a'), item(3, 'b')], NOW, [1, 3], NEVER],
    ['the smallest first', NO_WARM_UPS, [item(1, 'a'), item(2, 'a', { charge: 9 })], NOW, [2], NEVER],
    [
      'one that need not wait for its next try',
      NO_WARM_UPS,
      [item(1, 'a', { notBefore: 2_000 }), item(2, 'a', { charge: 900 })],
      NOW,
      [2],
      NEVER,
    ],
    ['none while one leads', led, [item(2, 'a'), item(3, 'b')], NOW, [3], NOW + WARM_UP_PATIENCE_MS],
    ['all once one has begun to answer', warm, [item(2, 'a'), item(3, 'a')], NOW, [2, 3], NEVER],
    [
      'another one after a leader failed, within the same patience',
      handedOn,
      [item(1, 'a', { notBefore: 2_000 }), item(2, 'a')],
      NOW,
      [2],
      NOW + WARM_UP_PATIENCE_MS,
    ],
    ['all when patience ends', led, [item(2, 'a'), item(3, 'a')], NOW + WARM_UP_PATIENCE_MS, [2, 3], NEVER],
  ])('%s', (_what, warmUps, waiting, now, orders, until) => {
    const held = holdBack(warmUps, waiting, now);
    expect({ orders: held.free.map(({ order }) => order), until: held.until }).toEqual({ orders, until });
  });
});

describe('the lead', () => {
  it('is kept by the first one out', () => {
    expect(afterStart(led, item(2, 'a'), NOW + 5)).toBe(led);
  });

  it('is not lost by the failure of another', () => {
    expect(afterFailing(led, item(2, 'a'))).toBe(led);
  });

  it('does not prolong the patience of the others when it is handed on', () => {
    const again = afterStart(handedOn, item(2, 'a'), NOW + 20_000);
    expect(holdBack(again, [item(3, 'a')], NOW + 20_000).until).toBe(NOW + WARM_UP_PATIENCE_MS);
  });

  it('is over for good once the prefix is warm', () => {
    expect(afterStart(warm, item(2, 'a'), NOW)).toBe(warm);
    expect(afterFailing(warm, item(1, 'a'))).toBe(warm);
    expect(afterFirstToken(warm, item(2, 'a'))).toBe(warm);
  });

  it('is nothing to those without a prefix', () => {
    expect(afterStart(NO_WARM_UPS, item(1, null), NOW)).toBe(NO_WARM_UPS);
    expect(afterFirstToken(NO_WARM_UPS, item(1, null))).toBe(NO_WARM_UPS);
    expect(afterFailing(NO_WARM_UPS, item(1, null))).toBe(NO_WARM_UPS);
  });
});

describe('the next moment', () => {
  const first = item(1, null);
  it.each([
    ['a choice stands', { kind: 'go', item: first, overtakes: null }, 5, 'now'],
    ['nobody waits but those held back', { kind: 'none' }, 5, 5],
    ['those held back may go sooner', { kind: 'wait', until: 9 }, 5, 5],
    ['others may go sooner', { kind: 'wait', until: 3 }, 5, 3],
    ['nobody is held back', { kind: 'wait', until: 9 }, NEVER, 9],
    ['nobody waits at all', { kind: 'none' }, NEVER, 'never'],
  ] as const)('when %s', (_what, choice, until, expected) => {
    const merged = orAt(choice, until);
    const shown = merged.kind === 'wait' ? merged.until : merged.kind === 'go' ? 'now' : 'never';
    expect(shown).toBe(expected);
  });
});

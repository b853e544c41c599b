import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { chooseNext, type Waiting } from '../../src/kimi/queue.ts';

const NOW = 1_000;
const item = (order: number, charge: number, more: Partial<Waiting> = {}): Waiting => ({
  order,
  charge,
  notBefore: 0,
  overtaken: 0,
  ...more,
});
const open = () => NOW;
/** Only so much fits now; more fits at 5,000. */
const upTo = (room: number) => (charge: number) => (charge <= room ? NOW : 5_000);

describe('whose turn it is', () => {
  it.each([
    ['of equals, the first', [item(2, 5), item(1, 5)], open, { kind: 'go', order: 1 }],
    ['the smallest', [item(1, 90), item(2, 5)], open, { kind: 'go', order: 2 }],
    [
      'the oldest, once three have passed it',
      [item(1, 90, { overtaken: 3 }), item(2, 5)],
      open,
      { kind: 'go', order: 1 },
    ],
    [
      'nobody who still has to wait',
      [item(1, 5, { notBefore: 2_000 }), item(2, 90)],
      open,
      { kind: 'go', order: 2 },
    ],
    [
      'nobody yet',
      [item(1, 5, { notBefore: 2_000 }), item(2, 5, { notBefore: 3_000 })],
      open,
      { kind: 'wait', until: 2_000 },
    ],
    ['nobody yet, for lack of tokens', [item(1, 90)], upTo(50), { kind: 'wait', until: 5_000 }],
    [
      'nobody, to keep room for the oldest',
      [item(1, 90, { overtaken: 3 }), item(2, 5)],
      upTo(50),
      { kind: 'wait', until: 5_000 },
    ],
    [
      'sooner, when a later one may be sent sooner',
      [item(1, 90), item(2, 5, { notBefore: 2_000 })],
      upTo(50),
      { kind: 'wait', until: 2_000 },
    ],
    ['nobody at all', [], open, { kind: 'none' }],
  ])('%s', (_what, waiting, earliest, expected) => {
    const choice = chooseNext(waiting, NOW, earliest);
    const { kind } = choice;
    const shown =
      choice.kind === 'go'
        ? { kind, order: choice.item.order }
        : choice.kind === 'wait'
          ? { kind, until: choice.until }
          : { kind };
    expect(shown).toEqual(expected);
  });

  it('no one is passed more than three times while oldest', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 40 }), (charges) => {
        let waiting = charges.map((charge, index) => ({ ...item(index, charge) }));
        let passed = 0;
        while (waiting.length > 0) {
          const choice = chooseNext(waiting, NOW, open);
          if (choice.kind !== 'go') throw new Error('Nothing was chosen.');
          if (choice.overtakes !== null) choice.overtakes.overtaken += 1;
          passed = choice.overtakes === null ? 0 : passed + 1;
          expect(passed).toBeLessThanOrEqual(3);
          waiting = waiting.filter((other) => other !== choice.item);
        }
      }),
    );
  });
});

import { describe, expect, it } from '@jest/globals';
import { openPurse } from '../../src/flow/purse.ts';

describe('a purse', () => {
  it('without a ceiling never refuses', async () => {
    const purse = openPurse(null);
    expect(await purse.take(1_000_000)).toBe(true);
  });

  it('refuses a call whose worst case exceeds the ceiling', async () => {
    const purse = openPurse(0.1);
    expect(await purse.take(0.2)).toBe(false);
  });

  it('lets a call wait for one under way, and start when that was cheaper than feared', async () => {
    const purse = openPurse(1);
    expect(await purse.take(0.8)).toBe(true);
    const second = purse.take(0.8);
    purse.settle(0.8, 0.1);
    expect(await second).toBe(true);
  });

  it('refuses the waiting call when the one under way spent the rest', async () => {
    const purse = openPurse(1);
    expect(await purse.take(0.8)).toBe(true);
    const second = purse.take(0.8);
    purse.settle(0.8, 0.8);
    expect(await second).toBe(false);
  });

  it('admits only as many waiting calls as fit', async () => {
    const purse = openPurse(1);
    expect(await purse.take(1)).toBe(true);
    const waiting = [purse.take(0.6), purse.take(0.6)];
    purse.settle(1, 0.1);
    expect(await waiting[0]).toBe(true);
    purse.settle(0.6, 0.6);
    expect(await waiting[1]).toBe(false);
  });
});

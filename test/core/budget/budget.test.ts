import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { tokenBudget } from '../../../src/core/budget/budget.ts';
import { KIMI, settingsWith } from '../context/builders.ts';

describe('the token budget', () => {
  it('of Kimi K2.6 with the default settings', () => {
    expect(tokenBudget(KIMI, settingsWith())).toEqual({
      window: 262_144,
      output: 32_768,
      margin: 4_096,
      context: 60_000,
      change: 165_280,
    });
  });

  it('has shares that sum to the window, none negative, for any model and setting', () => {
    const window = fc.integer({ min: 8_000, max: 2_000_000 });
    fc.assert(
      fc.property(
        window,
        fc.integer({ min: 1_000, max: 200_000 }),
        fc.nat(1_000_000),
        (size, outputMax, context) => {
          const settings = settingsWith(`limits: { context-tokens: ${context} }`);
          const budget = tokenBudget({ ...KIMI, contextWindow: size, outputMax }, settings);
          expect(budget.output + budget.margin + budget.context + budget.change).toBe(size);
          for (const share of Object.values(budget)) expect(share).toBeGreaterThanOrEqual(0);
          expect(budget.context).toBeLessThanOrEqual(context);
          expect(budget.context).toBeLessThanOrEqual(budget.change);
        },
      ),
    );
  });
});

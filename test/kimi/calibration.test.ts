import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { calibrated, correctedTokens, UNCALIBRATED } from '../../src/kimi/calibration.ts';

describe('what a reply teaches about the size of prompts', () => {
  it.each([
    ['more than estimated raises the ratio', 1, { estimated: 10_000, counted: 12_000 }, 1.2],
    ['less than estimated changes nothing', 1, { estimated: 10_000, counted: 8_000 }, 1],
    ['less than before changes nothing', 1.3, { estimated: 10_000, counted: 12_000 }, 1.3],
    ['a tiny prompt says nothing', 1, { estimated: 4_095, counted: 6_000 }, 1],
    ['the smallest that says something', 1, { estimated: 4_096, counted: 6_144 }, 1.5],
    ['twice the estimate may be true', 1, { estimated: 10_000, counted: 20_000 }, 2],
    ['more than that cannot', 1, { estimated: 10_000, counted: 20_001 }, 1],
    ['no report, no lesson', 1.1, { estimated: 10_000, counted: 0 }, 1.1],
    ['a report that is no number', 1.1, { estimated: 10_000, counted: Number.NaN }, 1.1],
  ])('%s', (_what, ratio, told, expected) => {
    expect(calibrated({ ratio }, told)).toEqual({ ratio: expected });
  });

  it('is never less than the estimate, never forgets, and covers what it learned from', () => {
    const reports = fc.array(
      fc.record({
        estimated: fc.integer({ min: 0, max: 300_000 }),
        counted: fc.integer({ min: 0, max: 600_000 }),
      }),
    );
    fc.assert(
      fc.property(reports, (told) => {
        let calibration = UNCALIBRATED;
        for (const report of told) {
          const next = calibrated(calibration, report);
          expect(next.ratio).toBeGreaterThanOrEqual(calibration.ratio);
          calibration = next;
        }
        for (const { estimated, counted } of told) {
          const corrected = correctedTokens(calibration, estimated);
          expect(corrected).toBeGreaterThanOrEqual(estimated);
          if (estimated >= 4_096 && counted <= estimated * 2)
            expect(corrected).toBeGreaterThanOrEqual(counted);
        }
      }),
    );
  });
});

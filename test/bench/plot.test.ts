import { describe, expect, it } from '@jest/globals';
import { plotPace } from '../../bench/pace/plot.ts';
import { type Measured, NO_TARGETS } from '../../bench/pace/row.ts';

const MINUTE_MS = 60_000;
const MEASURED: Measured = {
  scenario: 'an account of <2> & "more"',
  answered: 4,
  arrivals: [
    { at: 0, until: MINUTE_MS, refused: false },
    { at: 0, until: 0, refused: true },
    { at: MINUTE_MS, until: 2 * MINUTE_MS, refused: false },
    { at: MINUTE_MS, until: MINUTE_MS, refused: true },
  ],
  peak: 2,
  makespanMs: 2 * MINUTE_MS,
  oracleMs: MINUTE_MS,
  targets: NO_TARGETS,
};
const TARGETS = { shareMin: 0.9, lateRefusedMax: 0.03 };

describe('the drawing of the pace', () => {
  it.each([
    ['the share of the oracle', MEASURED, '>50.0 %<'],
    ['refusals, and those after the first minute', MEASURED, '>2 of 4 (50.0 %)<'],
    ['the most at once', MEASURED, '>2<'],
    ['how long it took', MEASURED, '>2.0 min<'],
    ['names as text', MEASURED, '>an account of &lt;2&gt; &amp; &quot;more&quot;<'],
    ['a throughput that misses its target', { ...MEASURED, targets: TARGETS }, '>50.0 %: miss<'],
    ['refusals that miss their target', { ...MEASURED, targets: TARGETS }, '>2 of 4 (50.0 %): miss<'],
    ['a peak above the cap', { ...MEASURED, peak: 31 }, '>31: miss<'],
  ])('shows %s', (_what, measured, expected) => {
    expect(plotPace([measured])).toContain(expected);
  });

  it('calls nothing a miss that is held to nothing, or meets its target', () => {
    const met = { ...MEASURED, oracleMs: 1.8 * MINUTE_MS, arrivals: MEASURED.arrivals.slice(0, 3) };
    expect(plotPace([MEASURED, { ...met, targets: TARGETS }])).not.toContain('miss<');
  });

  it('grows by a row for each account', () => {
    const heights = [1, 2, 3].map((count) =>
      Number(/height="(\d+)"/.exec(plotPace(Array.from({ length: count }, () => MEASURED)))?.[1]),
    );
    expect(new Set(heights.map((height, index) => height - (heights[0] ?? 0) - index * 40))).toEqual(
      new Set([0]),
    );
  });
});

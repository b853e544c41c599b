import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Frame, treemap } from '../../../src/core/report/treemap.ts';

const FRAME: Frame = { x: 10, y: 20, width: 1_200, height: 680 };
const AREA = FRAME.width * FRAME.height;
/** Of rounding, in units of length. */
const TOLERANCE = 1e-6;
const areaOf = ({ width, height }: Frame): number => width * height;

const weightLists = fc.array(fc.oneof(fc.integer({ min: 0, max: 200_000 }), fc.integer({ min: 0, max: 3 })), {
  maxLength: 60,
});

function overlap(a: Frame, b: Frame): boolean {
  const wide = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const high = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return wide > TOLERANCE && high > TOLERANCE;
}

describe('a treemap', () => {
  it('is the textbook’s for the textbook’s weights', () => {
    const boxes = treemap([6, 6, 4, 3, 2, 2, 1], { x: 0, y: 0, width: 6, height: 4 });
    const rounded = boxes.map(({ x, y, width, height }) =>
      [x, y, width, height].map((side) => Number(side.toFixed(2))),
    );
    expect(rounded).toEqual([
      [0, 0, 3, 2],
      [0, 2, 3, 2],
      [3, 0, 1.71, 2.33],
      [4.71, 0, 1.29, 2.33],
      [3, 2.33, 1.2, 1.67],
      [4.2, 2.33, 1.2, 1.67],
      [5.4, 2.33, 0.6, 1.67],
    ]);
  });

  it.each([
    ['nothing', [], []],
    ['one weight', [5], [FRAME]],
    ['no weight at all', [0, 0], [0, 0].map(() => ({ ...FRAME, width: 0, height: 0 }))],
  ])('of %s', (_what, weights, boxes) => expect(treemap(weights, FRAME)).toEqual(boxes));

  it('gives each weight its share of the area', () => {
    fc.assert(
      fc.property(weightLists, (weights) => {
        const total = weights.reduce((sum, weight) => sum + weight, 0);
        treemap(weights, FRAME).forEach((box, index) => {
          const share = total === 0 ? 0 : (weights[index] ?? 0) / total;
          expect(Math.abs(areaOf(box) / AREA - share)).toBeLessThan(1e-9);
        });
      }),
    );
  });

  it('stays inside its frame', () => {
    fc.assert(
      fc.property(weightLists, (weights) => {
        for (const { x, y, width, height } of treemap(weights, FRAME)) {
          expect(Math.min(x - FRAME.x, y - FRAME.y, width, height)).toBeGreaterThanOrEqual(-TOLERANCE);
          expect(x + width).toBeLessThanOrEqual(FRAME.x + FRAME.width + TOLERANCE);
          expect(y + height).toBeLessThanOrEqual(FRAME.y + FRAME.height + TOLERANCE);
        }
      }),
    );
  });

  it('never lays one box over another', () => {
    fc.assert(
      fc.property(weightLists, (weights) => {
        const boxes = treemap(weights, FRAME);
        boxes.forEach((box, index) => {
          for (const other of boxes.slice(index + 1)) expect(overlap(box, other)).toBe(false);
        });
      }),
    );
  });

  it('keeps boxes of like weight near to squares', () => {
    const weights = Array.from({ length: 2_000 }, (_, index) => 100 + (index % 7));
    const ratios = treemap(weights, FRAME).map(({ width, height }) =>
      Math.max(width / height, height / width),
    );
    expect(Math.max(...ratios)).toBeLessThan(3);
  });
});

import { describe, expect, it } from '@jest/globals';
import { commentLimit } from '../../../src/core/review/comment-limit.ts';

const changed = (additions: number, deletions: number) => [{ additions, deletions }];

describe('how many comments a run may post', () => {
  it.each([
    ['nothing was read', [], 3],
    ['one line', changed(1, 0), 3],
    ['as much as is reviewed in one go', changed(150, 0), 3],
    ['a hundred lines less one more', changed(200, 49), 3],
    ['a hundred lines more', changed(200, 50), 4],
    ['several files together', [...changed(300, 100), ...changed(100, 50)], 7],
    ['a change that nobody reads at one sitting', changed(20_000, 9_000), 8],
  ])('by the size of the change: %s', (_what, patches, limit) => {
    expect(commentLimit({ maxComments: 'auto' }, patches)).toBe(limit);
  });

  it.each([[0], [3], [30]])('as it is set: %d', (maxComments) => {
    expect(commentLimit({ maxComments }, changed(5_000, 0))).toBe(maxComments);
  });
});

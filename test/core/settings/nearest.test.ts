import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { nearestName } from '../../../src/core/settings/nearest.ts';

const KNOWN = ['model', 'mode', 'max-comments', 'paths.include', 'skip.labels', 'limits.file-bytes'];

describe('nearestName', () => {
  it.each([
    ['modle', 'model'],
    ['max_comments', 'max-comments'],
    ['maxComments', 'max-comments'],
    ['max-coment', 'max-comments'],
    ['include', 'paths.include'],
    ['skip.label', 'skip.labels'],
    ['path.include', 'paths.include'],
    ['fileBytes', 'limits.file-bytes'],
    ['completely-different', null],
    ['', null],
  ])('%j is nearest to %j', (name, expected) => {
    expect(nearestName(name, KNOWN)).toBe(expected);
  });

  it('finds every known name with one letter missing', () => {
    fc.assert(
      fc.property(fc.constantFrom(...KNOWN.filter((name) => name.length > 5)), fc.nat(), (name, seed) => {
        const at = seed % name.length;
        expect(nearestName(name.slice(0, at) + name.slice(at + 1), KNOWN)).toBe(name);
      }),
    );
  });

  it('answers quickly for a name of any length', () => {
    expect(nearestName('x'.repeat(100_000), KNOWN)).toBeNull();
  });

  it('knows nothing when nothing is known', () => {
    expect(nearestName('model', [])).toBeNull();
  });
});

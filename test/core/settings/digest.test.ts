import { describe, expect, it } from '@jest/globals';
import { settingsDigest } from '../../../src/core/settings/digest.ts';
import { parseSettings } from '../../../src/core/settings/parse.ts';

const digestOf = (configText: string) => settingsDigest(parseSettings({}, configText));

describe('settingsDigest', () => {
  it.each([
    ['paths:\n  exclude: ["docs/**"]'],
    ['paths:\n  include: ["docs/**"]'],
    ['limits:\n  file-bytes: 5000'],
    ['limits:\n  context-tokens: 0'],
    ['limits:\n  read-requests: 0'],
    ['min-severity: nit'],
    ['fail-on: nit'],
  ])('changes with %j', (configText) => {
    expect(digestOf(configText)).not.toBe(digestOf(''));
  });

  it.each([['max-comments: 9'], ['language: de'], ['mode: full'], ['max-concurrency: 1']])(
    'does not change with %j',
    (configText) => {
      expect(digestOf(configText)).toBe(digestOf(''));
    },
  );

  it('does not depend on the order of globs', () => {
    expect(digestOf('paths: {exclude: [a, b]}')).toBe(digestOf('paths: {exclude: [b, a]}'));
  });
});

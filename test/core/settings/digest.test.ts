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
    ['instructions: [{text: a}]'],
    ['rules: [{id: a, text: b}]'],
    ['thresholds: [{paths: [a], min-severity: nit}]'],
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

  it.each([
    ['rules: [{id: a, text: b}]', 'rules: [{id: a, text: c}]'],
    ['rules: [{id: a, text: b}]', 'rules: [{id: a, text: b, severity: nit}]'],
    ['rules: [{id: a, text: b}]', 'rules: [{id: a, text: b, paths: [src]}]'],
    ['thresholds: [{paths: [a], min-severity: nit}]', 'thresholds: [{paths: [b], min-severity: nit}]'],
  ])('tells %j from %j', (one, other) => {
    expect(digestOf(one)).not.toBe(digestOf(other));
  });

  it('does not change with how many comments are posted where', () => {
    const threshold = (more: string) => digestOf(`thresholds: [{paths: [a], min-severity: nit${more}}]`);
    expect(threshold(', max-comments: 2')).toBe(threshold(''));
  });

  it('is what it was before there were rules of the house', () => {
    expect(digestOf('instructions: []\nrules: []\nthresholds: []')).toBe(digestOf(''));
    expect(digestOf('')).toBe('4843017b5f2c194f');
  });
});

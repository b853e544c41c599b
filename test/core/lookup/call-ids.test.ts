import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { withFreshIds } from '../../../src/core/lookup/call-ids.ts';

const callOf = (id: string) => ({ id, name: 'search', arguments: '{}' });
const ids = (now: readonly string[], taken: readonly string[] = []) =>
  withFreshIds(now.map(callOf), new Set(taken)).map(({ id }) => id);

describe('ids of calls', () => {
  it.each([
    [
      'stay as they are',
      ['functions.search:0', 'search_1', 'x'],
      [],
      ['functions.search:0', 'search_1', 'x'],
    ],
    ['go on in their native form', ['functions.search:0'], ['functions.search:0'], ['functions.search:1']],
    [
      'go on past those in use',
      ['functions.search:0', 'functions.search:1'],
      ['functions.search:0', 'functions.search:1'],
      ['functions.search:2', 'functions.search:3'],
    ],
    ['go on in the short form', ['search_0'], ['search_0'], ['search_1']],
    ['get a number when they have none', ['call'], ['call'], ['call:1']],
    ['differ within a turn', ['a:0', 'a:0'], [], ['a:0', 'a:1']],
    ['are made when they are missing', ['', ' '], [], ['functions.search:0', 'functions.search:1']],
  ])('%s', (_what, now, taken, expected) => expect(ids(now, taken)).toEqual(expected));

  it('never repeat, and change only where they must', () => {
    const id = fc.oneof(fc.string(), fc.constantFrom('a:0', 'a:1', 'a_0', '', '9', '007'));
    fc.assert(
      fc.property(fc.array(id), fc.array(id), (now, taken) => {
        const fresh = ids(now, taken);
        expect(new Set([...fresh, ...taken]).size).toBe(fresh.length + new Set(taken).size);
        const [first] = now;
        if (first !== undefined && first.trim() !== '' && !taken.includes(first))
          expect(fresh[0]).toBe(first);
      }),
    );
  });
});

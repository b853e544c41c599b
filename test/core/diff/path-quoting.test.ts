import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { unquotePath } from '../../../src/core/diff/path-quoting.ts';

describe('a path in a diff header', () => {
  it.each([
    ['plain', 'a/b c.ts', 'a/b c.ts'],
    ['octal UTF-8', '"a/\\303\\274.txt"', 'a/ü.txt'],
    ['letter escapes', '"\\t\\n\\\\\\"\\a\\b\\v\\f\\r"', '\t\n\\"\x07\b\v\f\r'],
    ['raw UTF-8 inside quotes', '"日\\t本"', '日\t本'],
    ['a byte order mark', '"\\357\\273\\277x"', '\uFEFFx'],
    ['bytes that are not UTF-8', '"\\377"', '\uFFFD'],
    ['a lone backslash', '"a\\q"', 'a\\q'],
    ['a lone quote', '"', '"'],
  ])('%s', (_what, written, path) => expect(unquotePath(written)).toBe(path));

  it('survives the quoting git does, byte by byte', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (path) => {
        const quoted = [...new TextEncoder().encode(path)].map(
          (byte) => `\\${byte.toString(8).padStart(3, '0')}`,
        );
        expect(unquotePath(`"${quoted.join('')}"`)).toBe(path);
      }),
    );
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  type Anchor,
  CATEGORIES,
  type PlacedFinding,
  SEVERITIES,
} from '../../../src/core/findings/finding.ts';
import { fingerprintOf } from '../../../src/core/findings/fingerprint.ts';
import { mergeFindings } from '../../../src/core/findings/merge.ts';
import { finding } from './generate.ts';

function placed(
  fields: Parameters<typeof finding>[0],
  line: number,
  startLine: number | null = null,
): PlacedFinding {
  const own = finding({ quote: `code ${line}`, ...fields });
  const anchor: Anchor = { kind: 'line', path: own.path, side: own.side, line, startLine };
  return { finding: own, anchor, suggestion: { kind: 'none' }, fingerprint: fingerprintOf(own), alsoAt: [] };
}

describe('the fingerprint of a finding', () => {
  const base = finding({ quote: '  if (a) {\n    return b;\n  }' });
  it.each([
    ['another line', { claimedLine: 99 }],
    ['other words', { title: 'Other', body: 'words' }],
    ['another severity', { severity: 'nit' as const }],
    ['another formatting', { quote: 'if (a) { return b; }\r\n' }],
  ])('survives %s', (_what, change) =>
    expect(fingerprintOf({ ...base, ...change })).toBe(fingerprintOf(base)),
  );

  it.each([
    ['another path', { path: 'src/b.ts' }],
    ['other code', { quote: 'if (a) { return c; }' }],
    ['another category', { category: 'security' as const }],
  ])('differs for %s', (_what, change) =>
    expect(fingerprintOf({ ...base, ...change })).not.toBe(fingerprintOf(base)),
  );

  it('is 16 hex digits, and of a finding without a quote knows the title', () => {
    const [one, other] = ['One', 'Other'].map((title) => fingerprintOf(finding({ title })));
    expect(one).toMatch(/^[0-9a-f]{16}$/);
    expect(other).not.toBe(one);
  });
});

describe('one root cause is one finding', () => {
  it('overlapping lines of one category: the most severe stays, the others are places of it', () => {
    const minor = placed({ severity: 'minor', body: 'A long and detailed body.' }, 12, 10);
    const major = placed({ severity: 'major', body: 'Short.' }, 11);
    expect(mergeFindings([minor, major])).toEqual([
      { ...major, alsoAt: [minor.anchor], sources: [major.finding, minor.finding] },
    ]);
  });

  it('of equal severity the longest stays', () => {
    const short = placed({ quote: 'same', body: 'Short.' }, 5);
    const long = placed({ quote: 'same', body: 'Longer body.' }, 5);
    expect(mergeFindings([short, long])).toEqual([{ ...long, sources: [long.finding, short.finding] }]);
  });

  it('the same code under the same title in several files', () => {
    const files = ['a.ts', 'b.ts', 'c.ts'].map((path) =>
      placed(
        { path, quote: 'x()', title: path === 'b.ts' ? 'the total is wrong!' : 'The total is wrong' },
        3,
      ),
    );
    const [one, ...rest] = mergeFindings(files);
    expect(rest).toEqual([]);
    expect(one?.alsoAt.map(({ path }) => path)).toEqual(['b.ts', 'c.ts']);
  });

  it.each([
    ['another category', placed({ category: 'security', title: 'Other' }, 5)],
    ['other lines', placed({}, 7)],
    ['another file', placed({ path: 'src/b.ts', title: 'Other' }, 5)],
    ['the other side', placed({ side: 'LEFT', quote: 'old' }, 5)],
  ])('but not %s', (_what, other) => {
    const one = placed({}, 5);
    expect(mergeFindings([one, other])).toEqual([one, other]);
  });

  it.each([
    ['in other words', 'The list may be empty', 'Prices are summed as text'],
    [
      'in the same words but one',
      'SQL injection through the name parameter',
      'SQL injection through the order parameter',
    ],
  ])('two defects of one line and category, told %s, stay two', (_what, first, second) => {
    const one = placed({ title: first }, 5);
    const other = placed({ title: second }, 6, 5);
    expect(mergeFindings([one, other])).toEqual([one, other]);
  });

  it.each([
    ['two readers', ['whole', 'state'], 1],
    ['one reader twice', ['whole', 'whole'], 2],
  ])('alike titles of one place, told by %s', (_what, [first = '', second = ''], findings) => {
    const one = placed({ title: 'The lock is not released when saving fails', reader: first }, 5);
    const other = placed(
      { title: 'Saving fails and the lock stays held', category: 'concurrency', reader: second },
      6,
      5,
    );
    expect(mergeFindings([one, other]).length).toBe(findings);
  });

  it('titles of two readers with one word in common stay two', () => {
    const one = placed({ title: 'The total is wrong', reader: 'whole' }, 5);
    const other = placed({ title: 'A wrong unit', reader: 'state' }, 5);
    expect(mergeFindings([one, other])).toHaveLength(2);
  });

  it('a title that says the same with a word more is the same', () => {
    const one = placed({ title: 'The retry charges the card twice', body: 'Longer body.' }, 5);
    const other = placed({ title: 'Retry charges card twice silently', body: 'Short.' }, 5);
    expect(mergeFindings([one, other])).toEqual([{ ...one, sources: [one.finding, other.finding] }]);
  });

  it('a later finding may join two earlier ones', () => {
    const merged = mergeFindings([placed({}, 5), placed({}, 9), placed({ severity: 'blocker' }, 9, 5)]);
    expect(merged).toHaveLength(1);
    expect(merged[0]?.alsoAt).toHaveLength(2);
  });

  it('no place and no claim is lost, and merging twice is merging once', () => {
    const generated = fc.record({
      path: fc.constantFrom('a.ts', 'b.ts'),
      category: fc.constantFrom(...CATEGORIES.slice(0, 2)),
      severity: fc.constantFrom(...SEVERITIES),
      title: fc.constantFrom('One', 'Two'),
      quote: fc.constantFrom('', 'x', 'y', 'z'),
      line: fc.integer({ min: 1, max: 12 }),
    });
    const key = (anchor: Anchor) => JSON.stringify(anchor);
    fc.assert(
      fc.property(fc.array(generated, { maxLength: 12 }), (list) => {
        const all = list.map(({ line, ...fields }) => placed(fields, line));
        const merged = mergeFindings(all);
        const places = merged.flatMap(({ anchor, alsoAt }) => [anchor, ...alsoAt]).map(key);
        expect(new Set(places)).toEqual(new Set(all.map(({ anchor }) => key(anchor))));
        const claims = merged.map(({ fingerprint, finding: { title } }) => `${fingerprint} ${title}`);
        expect(new Set(claims).size).toBe(merged.length);
        // A claim is in its own words or in another one's: none goes without either.
        const said = new Set(merged.map(({ finding: { title } }) => title));
        expect(said).toEqual(new Set(all.map(({ finding: { title } }) => title)));
        expect(mergeFindings(merged)).toEqual(merged);
      }),
    );
  });
});

import { describe, expect, it } from '@jest/globals';
import type { PlacedGolden } from '../../../eval/review/head-lines.ts';
import { toHead } from '../../../eval/review/head-lines.ts';
import { assign, type Mode } from '../../../eval/review/score/assign.ts';
import { countsOf, sumCounts } from '../../../eval/review/score/counts.ts';
import { figuresOf } from '../../../eval/review/score/figures.ts';
import { type Opinion, roughOpinion } from '../../../eval/review/score/opinion.ts';
import { fitsPlace } from '../../../eval/review/score/place.ts';
import { bootstrap, median, spreadOf } from '../../../eval/review/score/spread.ts';
import { reached, type Told } from '../../../eval/review/told.ts';
import { parseDiff } from '../../../src/core/diff/parse.ts';

const golden = (over: Partial<PlacedGolden> = {}): PlacedGolden => ({
  places: [{ path: 'a.ts', first: 20, last: 22 }],
  outside: false,
  description: 'D',
  severity: 'high',
  tier: 'A',
  category: 'bug',
  patterns: [/leak/i],
  required: true,
  proof: 'changed',
  ...over,
});

const told = (id: string, over: Partial<Told> = {}): Told => ({
  id,
  path: 'a.ts',
  places: [{ path: 'a.ts', first: 20, last: 20 }],
  inDiff: true,
  title: 'It leaks',
  body: '',
  quote: 'x',
  quoted: true,
  confidence: 'high',
  severity: 'major',
  reader: 'r1',
  lostAt: null,
  merged: false,
  ...over,
});

const opinion = (...goldens: number[]): Opinion => ({ goldens, knownFalse: false });
const FALSE_CLAIM: Opinion = { goldens: [], knownFalse: true };
const at = (first: number, last = first, path = 'a.ts') => ({
  places: [{ path, first, last }],
  inDiff: true,
});

describe('the place of a comment', () => {
  it.each([
    ['on the lines', at(21), golden(), true],
    ['ten lines above', at(10), golden(), true],
    ['eleven lines above', at(9), golden(), false],
    ['ten lines below', at(32), golden(), true],
    ['eleven lines below', at(33), golden(), false],
    ['around the lines', at(1, 90), golden(), true],
    ['in another file', at(21, 21, 'b.ts'), golden(), false],
    ['nowhere', { places: [], inDiff: false }, golden(), false],
    [
      'at a further place',
      at(80),
      golden({ places: [...golden().places, { path: 'a.ts', first: 80, last: 80 }] }),
      true,
    ],
    [
      'on a changed line, the golden being outside the diff',
      at(1, 1, 'b.ts'),
      golden({ outside: true }),
      true,
    ],
    [
      'in the summary, the golden being outside the diff',
      { ...at(90), inDiff: false },
      golden({ outside: true }),
      false,
    ],
    ['anywhere, the golden naming no place', at(1, 1, 'z.ts'), golden({ places: [] }), true],
  ])('%s', (_where, place, wanted, fits) => expect(fitsPlace(place, wanted)).toBe(fits));
});

describe('the assignment of findings to goldens', () => {
  const goldens = [
    golden(),
    golden({ severity: 'low', places: [{ path: 'b.ts', first: 1, last: 1 }] }),
    golden({ tier: 'C', required: false }),
  ];
  const far = at(90);

  it.each<[string, Told[], Record<string, Opinion>, Mode, string[], number[]]>([
    ['cause and place', [told('1')], { 1: opinion(0) }, 'strict', ['true'], [0]],
    ['place without the cause', [told('1')], {}, 'strict', ['false'], []],
    ['cause at the wrong place', [told('1', far)], { 1: opinion(0) }, 'strict', ['false'], []],
    ['cause at the wrong place, by cause alone', [told('1', far)], { 1: opinion(0) }, 'cause', ['true'], [0]],
    [
      'the same cause twice',
      [told('1'), told('2')],
      { 1: opinion(0), 2: opinion(0) },
      'strict',
      ['true', 'duplicate'],
      [0],
    ],
    [
      'the surer one holds the golden',
      [told('1', { confidence: 'low' }), told('2')],
      { 1: opinion(0), 2: opinion(0) },
      'strict',
      ['duplicate', 'true'],
      [0],
    ],
    [
      'the same cause again at the wrong place',
      [told('1', far), told('2')],
      { 1: opinion(0), 2: opinion(0) },
      'strict',
      ['duplicate', 'true'],
      [0],
    ],
    ['a known wrong claim', [told('1')], { 1: FALSE_CLAIM }, 'strict', ['false'], []],
    [
      'a wrong claim that also names a golden',
      [told('1')],
      { 1: { goldens: [0], knownFalse: true } },
      'strict',
      ['false'],
      [],
    ],
    ['a true extra remark', [told('1')], { 1: opinion(2) }, 'strict', ['left-out'], [2]],
    [
      'two causes take the graver golden',
      [told('1', { places: [...at(20).places, ...at(1, 1, 'b.ts').places] })],
      { 1: opinion(1, 0) },
      'strict',
      ['true'],
      [0],
    ],
  ])('%s', (_what, findings, opinions, mode, verdicts, met) => {
    const known = new Map(Object.entries(opinions));
    const assignment = assign(findings, { goldens, opinions: known }, mode);
    expect(assignment.verdicts.map(({ verdict }) => verdict)).toEqual(verdicts);
    expect([...assignment.met]).toEqual(met);
  });
});

describe('figures', () => {
  const goldens = [
    golden(),
    golden({ severity: 'critical', proof: 'unchanged' }),
    golden({ severity: 'low' }),
  ];
  const counted = (findings: readonly Told[], opinions: Record<string, Opinion>) =>
    countsOf(findings, { goldens, opinions: new Map(Object.entries(opinions)) }, 'strict');

  it('weigh goldens by severity and tell where the proof stands', () => {
    const counts = counted([told('1'), told('2'), told('3', { quoted: false })], {
      1: opinion(0),
      2: opinion(2),
    });
    expect(figuresOf(counts)).toEqual({
      precision: 2 / 3,
      recall: 2 / 3,
      weightedRecall: 5 / 13,
      severeRecall: 1 / 2,
      insideRecall: 1,
      outsideRecall: 0,
      f1: 2 / 3,
      f05: 2 / 3,
      cleanFalse: null,
      quoted: 2 / 3,
    });
  });

  it('count duplicates as noise, neither true nor false', () => {
    const counts = counted([told('1'), told('2')], { 1: opinion(0), 2: opinion(0) });
    expect(counts).toMatchObject({ true: 1, false: 0, duplicate: 1 });
    expect(figuresOf(counts).precision).toBe(1);
  });

  it('tell false findings on clean pull requests apart', () => {
    const clean = countsOf([told('1')], { goldens: [], opinions: new Map() }, 'strict');
    const quiet = countsOf([], { goldens: [], opinions: new Map() }, 'strict');
    expect(figuresOf(sumCounts([clean, quiet])).cleanFalse).toBe(1 / 2);
  });

  it('of silence are no precision and no worth', () => {
    expect(figuresOf(counted([], {}))).toMatchObject({ precision: null, recall: 0, f1: 0, f05: 0 });
  });

  it('weigh precision more in F0.5', () => {
    const counts = counted([told('1')], { 1: opinion(0) });
    const { f1, f05 } = figuresOf(counts);
    expect(f1).toBeCloseTo(1 / 2);
    expect(f05).toBeCloseTo((1.25 * (1 / 3)) / (0.25 + 1 / 3));
  });
});

describe('without a judge', () => {
  const knownFalse = [{ description: 'F', patterns: [/nil map/i] }];
  const think = (over: Partial<Told>, wanted = golden()) =>
    roughOpinion(told('1', over), { goldens: [wanted], knownFalse });

  it.each([
    ['the place and the words', {}, { goldens: [0], knownFalse: false }],
    ['the words at another place', at(90), { goldens: [0], knownFalse: false }],
    ['the place with other words', { title: 'Off by one' }, { goldens: [], knownFalse: false }],
    ['a wrong claim', { title: 'Nil map write' }, { goldens: [], knownFalse: true }],
    [
      'a true finding with words of a wrong claim',
      { title: 'A leak, and a nil map' },
      { goldens: [0], knownFalse: false },
    ],
    [
      'the same at another place',
      { title: 'A leak, and a nil map', ...at(90) },
      { goldens: [0], knownFalse: true },
    ],
  ])('%s', (_what, over, expected) => expect(think(over)).toEqual(expected));

  it('takes the place for a golden without patterns, and nothing for one without either', () => {
    expect(think({}, golden({ patterns: [] })).goldens).toEqual([0]);
    expect(think(at(90), golden({ patterns: [] })).goldens).toEqual([]);
    expect(think({}, golden({ patterns: [], places: [] })).goldens).toEqual([]);
  });
});

describe('spread', () => {
  it.each([
    [[], null],
    [[null], null],
    [[0.5], { mean: 0.5, deviation: null }],
    [[0.4, null, 0.6], { mean: 0.5, deviation: Math.sqrt(0.02) }],
  ])('of %j', (values, expected) => {
    const spread = spreadOf(values);
    expect(spread?.mean).toBe(expected?.mean);
    if (expected?.deviation == null) expect(spread?.deviation ?? null).toBeNull();
    else expect(spread?.deviation).toBeCloseTo(expected.deviation);
  });

  it.each([
    [[], null],
    [[3], 3],
    [[5, 1, 2], 2],
    [[4, 1, 2, 3], 2.5],
  ])('median of %j', (values, expected) => expect(median(values)).toBe(expected));

  it('draws the same cases for the same seed, and wider where cases differ', () => {
    const one = (id: string, ...same: number[]) =>
      countsOf([told(id)], { goldens: [golden()], opinions: new Map([[id, opinion(...same)]]) }, 'strict');
    const mixed = [one('1', 0), one('2'), one('3', 0), one('4')];
    expect(bootstrap(mixed, 'recall', 7)).toEqual(bootstrap(mixed, 'recall', 7));
    expect(bootstrap(mixed, 'recall', 7)).toEqual({ low: 0, high: 1 });
    expect(bootstrap([one('1', 0), one('3', 0)], 'recall', 7)).toEqual({ low: 1, high: 1 });
    expect(bootstrap([], 'recall', 7)).toBeNull();
  });
});

describe('stages', () => {
  it.each([
    ['evidence', ['found']],
    ['falsifier', ['found', 'evidence']],
    ['ranking', ['found', 'evidence', 'falsifier']],
    [null, ['found', 'evidence', 'falsifier', 'posted']],
  ] as const)('a finding lost at %s was there at %j', (lostAt, stages) => {
    const all = ['found', 'evidence', 'falsifier', 'posted'] as const;
    expect(all.filter((stage) => reached({ lostAt }, stage))).toEqual(stages);
  });
});

describe('old lines at the head', () => {
  const { patches } = parseDiff(
    'diff --git a/o.ts b/a.ts\nsimilarity index 80%\nrename from o.ts\nrename to a.ts\n--- a/o.ts\n+++ b/a.ts\n@@ -3,4 +3,5 @@\n three\n-four\n+vier\n+fuenf\n five\n-six\n+sechs\n@@ -20,3 +21,2 @@\n twenty\n-gone\n after\n',
  );
  it.each([
    ['before the change', 1, 1],
    ['a kept line', 5, 6],
    ['a removed line stands at the line before it', 4, 3],
    ['between the hunks', 10, 11],
    ['removed in the second hunk', 21, 21],
    ['behind the change', 30, 30],
  ])('%s', (_what, old, head) => {
    const place = toHead(
      { path: 'o.ts', side: 'old', first: old, last: old },
      { patches, unread: [], sources: [] },
    );
    expect(place).toEqual({ path: 'a.ts', first: head, last: head });
  });
});

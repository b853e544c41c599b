import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CONFIDENCES, type PlacedFinding, SEVERITIES } from '../../../src/core/findings/finding.ts';
import type { Past } from '../../../src/core/review/review.ts';
import { COMMENTS_PER_REVIEW_MAX } from '../../../src/core/review/threads.ts';
import { lineAnchor, NO_PAST, placedOf, settingsOf, standingOf, type Wish } from '../report/sample.ts';
import { planOf } from './plan-of.ts';

const titles = (placed: readonly PlacedFinding[]): string[] => placed.map(({ finding }) => finding.title);
const many = (count: number, wish: Wish): PlacedFinding[] =>
  Array.from({ length: count }, (_, index) => placedOf({ ...wish, title: `${wish.severity} ${index}` }));
const pastOf = (...findings: Past['findings']): Past => ({ ...NO_PAST, findings });

describe('which findings become comments', () => {
  it('the most severe come first, then the surest, then in the order of the code', () => {
    const plan = planOf(
      [
        placedOf({ title: 'e', severity: 'minor' }),
        placedOf({ title: 'd', anchor: lineAnchor('b.ts', 9) }),
        placedOf({ title: 'c', anchor: lineAnchor('b.ts', 2) }),
        placedOf({ title: 'b', confidence: 'medium', severity: 'blocker' }),
        placedOf({ title: 'a', severity: 'blocker' }),
      ],
      NO_PAST,
      settingsOf({ 'max-comments': '5' }),
    );
    expect(titles(plan.post)).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it.each([
    ['below min-severity', { severity: 'minor' }, { 'min-severity': 'major' }, 'below min-severity (major)'],
    ['a doubtful nit', { severity: 'nit', confidence: 'low' }, {}, 'a nit that may not be true'],
    [
      'outside the diff',
      { anchor: { kind: 'summary', path: 'a.ts', line: 3, reason: 'line 3 is not in the diff' } },
      {},
      'line 3 is not in the diff',
    ],
  ] as const)('a finding that is %s goes to the summary and says why', (_what, wish, inputs, reason) => {
    const placed = placedOf(wish);
    const settings = settingsOf({ 'min-severity': 'nit', ...inputs });
    const plan = planOf([placed], NO_PAST, settings);
    expect(plan.post).toEqual([]);
    expect(plan.summary).toEqual([{ placed, reason }]);
  });

  it('what is over max-comments goes to the summary', () => {
    const plan = planOf(many(5, { severity: 'major' }), NO_PAST, settingsOf({ 'max-comments': '3' }));
    expect(titles(plan.post)).toEqual(['major 0', 'major 1', 'major 2']);
    expect(plan.summary.map(({ reason }) => reason)).toEqual(Array(2).fill('over the limit of 3 comments'));
  });

  it('a blocker is never folded by max-comments', () => {
    const placed = [...many(4, { severity: 'blocker' }), ...many(2, { severity: 'major' })];
    const plan = planOf(placed, NO_PAST, settingsOf({ 'max-comments': '1' }));
    expect(titles(plan.post)).toEqual(['blocker 0', 'blocker 1', 'blocker 2', 'blocker 3']);
    expect(plan.summary[0]?.reason).toBe('over the limit of 1 comment');
  });

  it('no review holds more comments than GitHub takes, blockers included', () => {
    const plan = planOf(many(40, { severity: 'blocker' }), NO_PAST, settingsOf());
    expect(plan.post).toHaveLength(COMMENTS_PER_REVIEW_MAX);
    expect(plan.summary[0]?.reason).toBe('over the limit of 30 comments');
  });

  it('three nits are enough, and later reviews raise none', () => {
    const settings = settingsOf({ 'min-severity': 'nit' });
    const first = planOf(many(5, { severity: 'nit' }), NO_PAST, settings);
    expect([first.post.length, first.summary[0]?.reason]).toEqual([3, 'over the limit of 3 nits']);
    const later = planOf(
      many(1, { severity: 'nit' }),
      pastOf({ ...standingOf(), state: 'settled' }),
      settings,
    );
    expect(later.summary[0]?.reason).toBe('nits are posted in the first review only');
  });

  it('two defects of the same code become two comments, each with a fingerprint of its own', () => {
    const twins = [
      placedOf({ fingerprint: 'same', title: 'a' }),
      placedOf({ fingerprint: 'same', title: 'b' }),
    ];
    const plan = planOf(twins, NO_PAST, settingsOf());
    expect(plan.post.map(({ finding, fingerprint }) => [finding.title, fingerprint])).toEqual([
      ['a', 'same'],
      ['b', 'same.2'],
    ]);
  });
});

const TITLE = 'The retry charges the card twice';
const saidOf = (more: Partial<Past['findings'][number]> = {}): Past['findings'][number] => ({
  ...standingOf({ title: TITLE, severity: 'major' }),
  state: 'open',
  ...more,
});

describe('what was said before', () => {
  it('an open finding is not repeated, and stands at the line where it is now', () => {
    const said = saidOf({ fingerprint: 'x', line: null });
    const past = pastOf(said);
    const plan = planOf([placedOf({ fingerprint: 'x', anchor: lineAnchor('b.ts', 30) })], past, settingsOf());
    expect(plan.post).toEqual([]);
    const { state: _open, ...finding } = said;
    expect(plan.standing).toEqual([{ ...finding, path: 'b.ts', line: 30, foundAgain: true }]);
  });

  it('a settled finding is not reopened', () => {
    const past = pastOf(saidOf({ fingerprint: 'x', state: 'settled' }));
    const placed = placedOf({ fingerprint: 'x' });
    const plan = planOf([placed], past, settingsOf());
    expect(plan).toEqual({ post: [], summary: [], standing: [], settled: [placed] });
  });

  it('every open finding stands, found again or not', () => {
    const past = pastOf(
      { ...standingOf({ fingerprint: 'x' }), state: 'open' },
      { ...standingOf({ fingerprint: 'y', severity: 'blocker' }), state: 'open' },
      { ...standingOf({ fingerprint: 'z' }), state: 'settled' },
    );
    expect(planOf([], past, settingsOf()).standing.map(({ fingerprint }) => fingerprint)).toEqual(['y', 'x']);
  });

  it.each([
    ['a worse finding', 'open', { severity: 'blocker' }],
    ['another finding', 'open', { title: 'The tenant check is gone' }],
    ['a worse finding', 'settled', { severity: 'blocker' }],
    ['another finding', 'settled', { title: 'The tenant check is gone' }],
  ] as const)('%s on code with an %s one is posted', (_what, state, wish) => {
    const plan = planOf(
      [placedOf({ fingerprint: 'x', ...wish })],
      pastOf(saidOf({ fingerprint: 'x', state })),
      settingsOf(),
    );
    expect(plan.post.map(({ fingerprint }) => fingerprint)).toEqual(['x.2']);
    expect(plan.settled).toEqual([]);
    expect(plan.standing.map(({ fingerprint }) => fingerprint)).toEqual(state === 'open' ? ['x'] : []);
  });

  it.each([
    ['in other words', { title: 'A retry may charge the card twice' }],
    ['as less severe', { severity: 'minor' }],
  ] as const)('a finding told again %s is not posted', (_what, wish) => {
    const past = pastOf(saidOf({ fingerprint: 'x' }));
    const plan = planOf([placedOf({ fingerprint: 'x', ...wish })], past, settingsOf());
    expect([plan.post, plan.standing.length]).toEqual([[], 1]);
  });

  it('of two defects of the same code each is known under its own number', () => {
    const other = 'The tenant check is gone';
    const past = pastOf(
      saidOf({ fingerprint: 'x', state: 'settled' }),
      saidOf({ fingerprint: 'x.2', title: other }),
    );
    const again = [placedOf({ fingerprint: 'x', title: other }), placedOf({ fingerprint: 'x' })];
    const plan = planOf(again, past, settingsOf());
    expect([plan.post, plan.summary]).toEqual([[], []]);
    expect(titles(plan.settled)).toEqual([TITLE]);
    expect(plan.standing.map(({ fingerprint, foundAgain }) => [fingerprint, foundAgain])).toEqual([
      ['x.2', true],
    ]);
  });

  it('titles in a language without blanks are compared by words too', () => {
    const past = pastOf(saidOf({ fingerprint: 'x', title: '重试可能导致重复扣款' }));
    const post = (title: string) =>
      titles(planOf([placedOf({ fingerprint: 'x', title })], past, settingsOf()).post);
    expect([post('重试会重复扣款'), post('租户检查被删除')]).toEqual([[], ['租户检查被删除']]);
  });

  const noted = saidOf({ fingerprint: 'n', noted: true });

  it('a finding only the summary knew is told there again, not posted', () => {
    const plan = planOf([placedOf({ fingerprint: 'n' })], pastOf(noted), settingsOf());
    expect([plan.post, plan.standing]).toEqual([[], []]);
    expect(plan.summary[0]?.reason).toBe('listed in an earlier summary');
  });

  it.each([
    ['stands while its code is not read again', new Set(['other']), ['n']],
    ['is over when its code was read again without it', new Set(['n']), []],
  ])('a finding only the summary knew %s', (_what, readAgain, expected) => {
    const plan = planOf([], { ...pastOf(noted), readAgain }, settingsOf());
    expect(plan.standing.map(({ fingerprint }) => fingerprint)).toEqual(expected);
  });
});

describe('nothing is lost', () => {
  const anyPlaced = fc
    .record({
      severity: fc.constantFrom(...SEVERITIES),
      confidence: fc.constantFrom(...CONFIDENCES),
      fingerprint: fc.constantFrom(...'abcdefghijklmnop'),
      inDiff: fc.boolean(),
      line: fc.integer({ min: 1, max: 9 }),
    })
    .map(({ inDiff, line, ...wish }) =>
      placedOf({
        ...wish,
        anchor: inDiff
          ? lineAnchor('a.ts', line)
          : { kind: 'summary', path: 'a.ts', line, reason: 'elsewhere' },
      }),
    );
  const anyPast = fc.uniqueArray(fc.constantFrom(...'abcdefghijklmnop'), { maxLength: 8 }).chain((prints) =>
    fc.tuple(
      ...prints.map((fingerprint) =>
        fc.constantFrom('open' as const, 'settled' as const).map((state) => ({
          ...saidOf({ fingerprint }),
          state,
        })),
      ),
    ),
  );

  it('every finding is in exactly one list, and no list is over its limit', () => {
    fc.assert(
      fc.property(
        fc.array(anyPlaced, { maxLength: 60 }),
        anyPast,
        fc.integer({ min: 0, max: 50 }),
        fc.constantFrom(...SEVERITIES),
        (placed, findings, maxComments, minSeverity) => {
          const settings = { ...settingsOf(), maxComments, minSeverity };
          const plan = planOf(placed, { ...NO_PAST, findings }, settings);
          const standing = new Set(plan.standing.map(({ fingerprint }) => fingerprint));
          const told = [...plan.post, ...plan.summary.map((entry) => entry.placed), ...plan.settled];
          const stands = plan.standing.filter(({ foundAgain }) => foundAgain === true);
          const given = new Set(placed.map(({ finding }) => finding));
          expect(told.filter(({ finding }) => given.delete(finding))).toHaveLength(told.length);
          expect(stands).toHaveLength(given.size);
          expect(new Set(plan.post.map(({ fingerprint }) => fingerprint)).size).toBe(plan.post.length);
          expect(plan.post.every(({ anchor }) => anchor.kind === 'line')).toBe(true);
          expect(plan.post.length).toBeLessThanOrEqual(COMMENTS_PER_REVIEW_MAX);
          const others = plan.post.filter(({ finding }) => finding.severity !== 'blocker').length;
          expect(others).toBeLessThanOrEqual(maxComments);
          expect(standing.size).toBe(findings.filter(({ state }) => state === 'open').length);
        },
      ),
    );
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { PlacedFinding, Severity } from '../../../src/core/findings/finding.ts';
import { openFindings } from '../../../src/core/review/open-findings.ts';
import { thresholdFor } from '../../../src/core/review/thresholds.ts';
import { parseSettings } from '../../../src/core/settings/parse.ts';
import { lineAnchor, NO_PAST, placedOf } from '../report/sample.ts';
import { planOf } from './plan-of.ts';

const CONFIG = `
min-severity: minor
thresholds:
  - {paths: ['examples/**', '*.md'], min-severity: major, max-comments: 1}
  - {paths: ['examples/live/**'], min-severity: nit}
  - {paths: ['src/vendor/'], max-comments: 0}
`;
const settings = parseSettings({}, CONFIG);
const at = (path: string, severity: Severity, title = `${severity} in ${path}`): PlacedFinding =>
  placedOf({ path, anchor: lineAnchor(path, 1), severity, title });

describe('the threshold of a path', () => {
  it.each([
    ['src/a.ts', 'minor', null, ''],
    ['examples/a.ts', 'major', 1, ' for examples/**'],
    ['docs/deep/a.md', 'major', 1, ' for *.md'],
    ['examples/live/a.ts', 'nit', null, ' for examples/live/**'],
    ['examples/live/a.md', 'nit', null, ' for examples/live/**'],
    ['src/vendor/deep/a.ts', 'minor', 0, ' for src/vendor/'],
  ])('%s', (path, minSeverity, maxComments, where) => {
    const threshold = thresholdFor(settings)(path);
    expect([threshold.minSeverity, threshold.entry?.maxComments ?? null, threshold.where]).toEqual([
      minSeverity,
      maxComments,
      where,
    ]);
  });
});

describe('findings under thresholds', () => {
  it.each([
    [
      'below the one of its path',
      [at('examples/a.ts', 'minor')],
      ['below min-severity (major) for examples/**'],
    ],
    ['at the one of its path', [at('examples/a.ts', 'major')], ['posted']],
    ['above the global one, where the last match is lower', [at('examples/live/a.ts', 'nit')], ['posted']],
    ['below the global one, elsewhere', [at('src/a.ts', 'nit')], ['below min-severity (minor)']],
    [
      'over the cap of its paths, counted over all of them',
      [at('README.md', 'major'), at('examples/b.ts', 'major'), at('src/a.ts', 'major')],
      ['posted', 'over the limit of 1 comment for examples/**', 'posted'],
    ],
    [
      'over a cap, but a blocker',
      [at('examples/a.ts', 'blocker'), at('examples/b.ts', 'blocker'), at('examples/c.ts', 'major')],
      ['posted', 'posted', 'over the limit of 1 comment for examples/**'],
    ],
    ['under a cap of 0', [at('src/vendor/a.ts', 'major')], ['over the limit of 0 comments for src/vendor/']],
  ] as const)('%s', (_what, placed, expected) => {
    const plan = planOf(placed, NO_PAST, settings);
    const reasons = new Map(plan.summary.map(({ placed: one, reason }) => [one.fingerprint, reason]));
    expect(placed.map(({ fingerprint }) => reasons.get(fingerprint) ?? 'posted')).toEqual(expected);
  });

  it('what a cap folds leaves its room under max-comments to others', () => {
    const placed = [at('examples/a.ts', 'major'), at('examples/b.ts', 'major'), at('src/a.ts', 'minor')];
    const plan = planOf(placed, NO_PAST, parseSettings({ 'max-comments': '2' }, CONFIG));
    expect(plan.post.map(({ finding }) => finding.path)).toEqual(['examples/a.ts', 'src/a.ts']);
  });

  it('the cap of the run holds within a larger one of some paths', () => {
    const text = 'thresholds: [{paths: ["**"], max-comments: 9}]';
    const plan = planOf(
      [at('a.ts', 'major'), at('b.ts', 'major')],
      NO_PAST,
      parseSettings({ 'max-comments': '1' }, text),
    );
    expect(plan.summary.map(({ reason }) => reason)).toEqual(['over the limit of 1 comment']);
  });

  it.each([
    ['never', 1],
    ['minor', 2],
  ])('below the threshold of its path it is not open, unless fail-on (%s) asks for it', (failOn, total) => {
    const asked = parseSettings({ 'fail-on': failOn }, CONFIG);
    const plan = planOf([at('examples/a.ts', 'minor'), at('src/a.ts', 'minor')], NO_PAST, asked);
    expect(openFindings(plan, asked).total).toBe(total);
  });

  it('no finding is lost and no blocker folded, whatever the thresholds', () => {
    const path = fc.constantFrom('a.ts', 'src/a.ts', 'src/b.md', 'examples/a.ts');
    const severity = fc.constantFrom('blocker', 'major', 'minor', 'nit');
    const entry = fc.record({
      paths: fc.constantFrom(['src/**'], ['**'], ['*.md', 'examples/']),
      'min-severity': severity,
      'max-comments': fc.nat(3),
    });
    const findings = fc.array(fc.record({ path, severity }), { maxLength: 12 });
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 4 }), findings, (thresholds, wishes) => {
        const given = parseSettings({}, JSON.stringify({ thresholds }));
        const placed = wishes.map((wish) => at(wish.path, wish.severity));
        const plan = planOf(placed, NO_PAST, given);
        expect(plan.post.length + plan.summary.length).toBe(placed.length);
        expect(plan.summary.filter(({ placed: one }) => one.finding.severity === 'blocker')).toEqual([]);
        const threshold = thresholdFor(given);
        for (const one of plan.post) {
          const { entry: deciding } = threshold(one.anchor.path);
          const others = plan.post.filter(
            ({ anchor, finding }) =>
              threshold(anchor.path).entry === deciding && finding.severity !== 'blocker',
          );
          if (deciding !== null) expect(others.length).toBeLessThanOrEqual(deciding.maxComments ?? 0);
        }
      }),
    );
  });
});

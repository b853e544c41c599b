import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { z } from 'zod';
import { CATEGORIES, SEVERITIES } from '../../../src/core/findings/finding.ts';
import { reportJson } from '../../../src/core/report/report-json.ts';
import { sarifOf } from '../../../src/core/report/sarif.ts';
import { allPosted, lineAnchor, NO_PAST, placedOf, reviewOf, standingOf } from './sample.ts';
import { fullStory } from './story.ts';

/** What GitHub's documentation of code scanning asks of an upload. */
const location = z.strictObject({
  id: z.int().optional(),
  physicalLocation: z.strictObject({
    artifactLocation: z.strictObject({
      uri: z.string().regex(/^(?:[A-Za-z0-9._~!'()*/-]|%[0-9A-F]{2})+$/),
      uriBaseId: z.literal('%SRCROOT%'),
    }),
    region: z.strictObject({ startLine: z.int().min(1), endLine: z.int().min(1) }).optional(),
  }),
});
const sarif = z.strictObject({
  $schema: z.url(),
  version: z.literal('2.1.0'),
  runs: z.tuple([
    z.strictObject({
      tool: z.strictObject({
        driver: z.strictObject({
          name: z.string(),
          rules: z.array(
            z.strictObject({
              id: z.string(),
              name: z.string(),
              shortDescription: z.object({ text: z.string().min(1) }),
            }),
          ),
        }),
      }),
      automationDetails: z.object({ id: z.string() }),
      columnKind: z.literal('utf16CodeUnits'),
      results: z.array(
        z.strictObject({
          ruleId: z.string(),
          level: z.enum(['error', 'warning', 'note']),
          message: z.strictObject({ text: z.string().min(1) }),
          locations: z.array(location).length(1),
          relatedLocations: z.array(location).optional(),
          partialFingerprints: z.record(z.string(), z.string().min(1)),
          properties: z.record(z.string(), z.string()),
        }),
      ),
    }),
  ]),
});

const resultsOf = (...parameters: Parameters<typeof reviewOf>) =>
  sarif.parse(JSON.parse(sarifOf(reviewOf(...parameters)))).runs[0].results;

describe('the SARIF file', () => {
  it('has a result for a range, with rule, level, place and fingerprint', () => {
    const placed = [
      placedOf({ fingerprint: 'abc', anchor: lineAnchor('src/a b#1.ts', 12, { startLine: 10 }) }),
    ];
    expect(resultsOf({ placed })).toEqual([
      {
        ruleId: 'bug',
        level: 'error',
        message: {
          text: 'The retry charges the card twice\n\nA timeout does not say whether the charge went through.',
        },
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: 'src/a%20b%231.ts', uriBaseId: '%SRCROOT%' },
              region: { startLine: 10, endLine: 12 },
            },
          },
        ],
        partialFingerprints: { 'kimiReview/v1': 'abc' },
        properties: { severity: 'major', confidence: 'high' },
      },
    ]);
  });

  it('names the file alone for a removed line', () => {
    const placed = [placedOf({ anchor: lineAnchor('a.ts', 12, { side: 'LEFT' }) })];
    expect(resultsOf({ placed })[0]?.locations[0]?.physicalLocation.region).toBeUndefined();
  });

  it('keeps findings of earlier runs open, with the rule they had', () => {
    const findings = [{ ...standingOf({ category: 'security' }), state: 'open' as const }];
    expect(resultsOf({ past: { ...NO_PAST, findings } })).toMatchObject([
      { ruleId: 'security', level: 'warning' },
    ]);
  });

  it('is valid whatever the model wrote, and every rule it names is declared', () => {
    const anyPlaced = fc
      .record({
        title: fc.string({ unit: 'binary' }),
        body: fc.string({ unit: 'binary' }),
        path: fc.string({ unit: 'binary', minLength: 1 }),
        severity: fc.constantFrom(...SEVERITIES),
        category: fc.constantFrom(...CATEGORIES),
      })
      .map((wish) => placedOf({ ...wish, alsoAt: [lineAnchor(wish.path, 1)] }));
    fc.assert(
      fc.property(fc.array(anyPlaced, { maxLength: 5 }), (placed) => {
        const review = reviewOf({ placed });
        const [run] = sarif.parse(JSON.parse(sarifOf(review))).runs;
        const rules = new Set(run.tool.driver.rules.map(({ id }) => id));
        expect(run.results.length).toBe(placed.length);
        expect(run.results.every(({ ruleId }) => rules.has(ruleId))).toBe(true);
      }),
    );
  });
});

describe('the JSON report', () => {
  it('tells of every finding where it is shown and why', () => {
    const review = fullStory();
    const report = z
      .object({
        version: z.literal(1),
        findings: z.array(
          z.object({ fingerprint: z.string(), shown: z.string(), reason: z.string().nullable() }),
        ),
        standing: z.array(z.unknown()),
        coverage: z.object({ percent: z.number(), rows: z.array(z.unknown()) }),
        settings: z.array(z.unknown()).min(1),
      })
      .parse(JSON.parse(reportJson(review, allPosted(review, { posted: review.plan.post.slice(0, 1) }))));
    expect(report.findings.map(({ fingerprint, shown, reason }) => [fingerprint, shown, reason])).toEqual([
      ['f1', 'comment', null],
      ['f2', 'summary', 'was not posted'],
      ['f3', 'summary', 'line 88 is not in the diff'],
    ]);
    expect(report.standing).toHaveLength(2);
    expect(report.coverage.rows).toHaveLength(5);
  });

  it('never prints a credential', () => {
    const token = `ghp_${'a1B2'.repeat(9)}`;
    const review = reviewOf({ placed: [placedOf({ body: `use ${token}` })], notes: [token] });
    expect(reportJson(review, allPosted(review))).not.toContain(token);
    expect(sarifOf(review)).not.toContain(token);
  });
});

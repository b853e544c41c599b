import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { PlacedFinding } from '../../../src/core/findings/finding.ts';
import { joinSameCause } from '../../../src/core/findings/same-cause.ts';
import { lineAnchor, placedOf } from '../report/sample.ts';

const FORGOTTEN = {
  title: 'Voiding an invoice no longer sets its usage free',
  body: 'Void clears invoice_id of usage_events, but billing marks usage_hours now, and nothing clears those. The usage of a voided invoice is never billed again.',
};
const TABLE = {
  title: 'Usage of a voided invoice stays marked in usage_hours',
  body: 'Billing marks usage_hours with the invoice. Void still clears usage_events only, so the hours of a voided invoice are never billed again.',
};
const OTHER = {
  title: 'A customer draws the same credits twice',
  body: 'The key under which credits are drawn is the ID of the invoice, which each attempt makes anew, so a retry draws them again.',
};

type Told = { readonly title: string; readonly body: string };
const by = (reader: string, told: Told, line = 1): PlacedFinding => {
  const placed = placedOf({ title: told.title, anchor: lineAnchor('a.go', line) });
  return { ...placed, finding: { ...placed.finding, ...told, reader } };
};
const titles = (all: readonly PlacedFinding[]) => all.map(({ finding }) => finding.title);

describe('findings of one root cause', () => {
  it.each([
    ['told by two readers at two places', [by('whole', FORGOTTEN), by('state', TABLE, 90)], 1],
    ['beside another one', [by('whole', FORGOTTEN), by('whole', OTHER, 40), by('state', TABLE, 90)], 2],
    ['told twice by one reader, who means two', [by('whole', FORGOTTEN), by('whole', TABLE, 90)], 2],
    ['that share nothing but the subject', [by('whole', FORGOTTEN), by('state', OTHER, 90)], 2],
    ['without words', [by('whole', { title: '!', body: '' }), by('state', { title: '?', body: '' }, 9)], 2],
    [
      'in a language without blanks',
      [
        by('whole', {
          title: '作废发票后用量没有释放',
          body: 'Void 只清除 usage_events,而计费现在标记 usage_hours。',
        }),
        by(
          'state',
          { title: '作废发票的用量仍被标记', body: '计费标记 usage_hours,而 Void 仍只清除 usage_events。' },
          90,
        ),
      ],
      1,
    ],
  ])('%s', (_what, findings, count) => {
    expect(joinSameCause(findings)).toHaveLength(count);
  });

  it('keep every place, and count as a vote each', () => {
    const [joined] = joinSameCause([by('whole', FORGOTTEN), by('state', TABLE, 90)]);
    expect([joined?.anchor, ...(joined?.alsoAt ?? [])].map((anchor) => anchor?.line).toSorted()).toEqual([
      1, 90,
    ]);
    expect(joined?.sources?.map(({ reader }) => reader).toSorted()).toEqual(['state', 'whole']);
    expect(joined?.finding.confidence).toBe('high');
  });

  it('lose nothing, whatever the texts', () => {
    const told = fc.record({ title: fc.string(), body: fc.string() });
    const all = fc.array(fc.tuple(fc.constantFrom('whole', 'state', 'contract'), told), { maxLength: 12 });
    fc.assert(
      fc.property(all, (readers) => {
        const kept = readers.map(([reader, one], index) => by(reader, one, index + 1));
        const sources = joinSameCause(kept).flatMap(({ finding, sources: some }) => some ?? [finding]);
        expect(sources.map(({ title }) => title).toSorted()).toEqual(titles(kept).toSorted());
      }),
    );
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { WrittenVerdict } from '../../../src/core/findings/check-answer.ts';
import { knownLines } from '../../../src/core/findings/citations.ts';
import { claimClusters } from '../../../src/core/findings/claim-clusters.ts';
import { settleClaims } from '../../../src/core/findings/settle.ts';
import { placedAt } from './builders.ts';

const KNOWN = knownLines(['  return sum / items.length;\n}\n']);
const CITED = [{ path: 'src/a.ts', line: 4, text: 'return sum / items.length;' }];

function verdict(wish: Partial<WrittenVerdict> = {}): WrittenVerdict {
  return {
    kind: 'confirmed',
    reason: 'It follows.',
    introduced: true,
    severity: null,
    sameAs: null,
    evidence: CITED,
    ...wish,
  };
}

const answerOf = (...written: readonly (WrittenVerdict | null)[]) => ({
  verdicts: new Map(written.flatMap((one, index) => (one === null ? [] : [[index + 1, one] as const]))),
  problems: [],
});

describe('a checked claim', () => {
  const claim = placedAt(4, { confidence: 'medium', reader: 'whole' });

  it.each([
    ['confirmed', verdict(), { kind: 'confirmed' }, 'high'],
    [
      'confirmed without a line',
      verdict({ evidence: [] }),
      { kind: 'unsure', reason: 'it cited no line that exists' },
      'low',
    ],
    [
      'confirmed by a line that does not exist',
      verdict({ evidence: [{ path: 'a', line: 1, text: 'made up' }] }),
      { kind: 'unsure' },
      'low',
    ],
    [
      'confirmed by a bracket',
      verdict({ evidence: [{ path: 'a', line: 1, text: '}' }] }),
      { kind: 'unsure' },
      'low',
    ],
    ['refuted without a line', verdict({ kind: 'refuted', evidence: [] }), { kind: 'unsure' }, 'low'],
    ['unsure', verdict({ kind: 'unsure', evidence: [] }), { kind: 'unsure', reason: 'It follows.' }, 'low'],
    ['lost', null, { kind: 'unverified', reason: 'the second look gave no verdict on it' }, 'medium'],
  ])('that was %s is kept, with what is known of it', (_what, written, expected, confidence) => {
    const { kept, refuted } = settleClaims([claim], answerOf(written), KNOWN);
    expect(refuted).toEqual([]);
    expect(kept[0]?.verdict).toMatchObject(expected);
    expect(kept[0]?.finding.confidence).toBe(confidence);
  });

  it('that was refuted by a line that exists is set aside with the reason', () => {
    const { kept, refuted } = settleClaims(
      [claim],
      answerOf(verdict({ kind: 'refuted', reason: 'The list is never empty.' })),
      KNOWN,
    );
    expect(kept).toEqual([]);
    expect(refuted.map(({ reason }) => reason)).toEqual([
      'a second look refuted it: The list is never empty.',
    ]);
  });

  it('of a failed check is kept and says why nobody looked', () => {
    const { kept } = settleClaims([claim], { lost: 'Kimi is short of capacity.' }, KNOWN);
    expect(kept[0]?.verdict).toMatchObject({ kind: 'unverified', reason: 'Kimi is short of capacity.' });
  });

  it.each([
    ['takes the severity of a confirmation', verdict({ severity: 'minor' }), 'minor'],
    ['keeps its severity where the check gives none', verdict(), 'major'],
    ['keeps its severity under a doubt', verdict({ kind: 'unsure', severity: 'nit' }), 'major'],
  ])('%s', (_what, written, severity) =>
    expect(settleClaims([claim], answerOf(written), KNOWN).kept[0]?.finding.severity).toBe(severity),
  );

  it('of the same root cause as an earlier one becomes a place and a vote of it', () => {
    const other = placedAt(9, { title: 'Other words', reader: 'state' });
    const { kept } = settleClaims([claim, other], answerOf(verdict(), verdict({ sameAs: 1 })), KNOWN);
    expect(kept).toHaveLength(1);
    expect(kept[0]?.alsoAt).toHaveLength(1);
    expect(kept[0]?.sources?.map(({ reader }) => reader)).toEqual(['whole', 'state']);
  });

  it.each([
    ['a later claim', [verdict({ sameAs: 2 }), verdict()]],
    ['itself', [verdict({ sameAs: 1 }), verdict()]],
    ['a claim that does not exist', [verdict({ sameAs: 9 }), verdict()]],
  ])('is never merged into %s', (_what, written) => {
    const claims = [claim, placedAt(9, { title: 'Other words' })];
    expect(settleClaims(claims, answerOf(...written), KNOWN).kept).toHaveLength(2);
  });

  it('is never merged into a refuted one', () => {
    const claims = [claim, placedAt(9, { title: 'Other words' })];
    const { kept, refuted } = settleClaims(
      claims,
      answerOf(verdict({ kind: 'refuted' }), verdict({ sameAs: 1 })),
      KNOWN,
    );
    expect([kept.length, refuted.length]).toEqual([1, 1]);
  });
});

const anyClaims = fc
  .array(
    fc.record({
      line: fc.integer({ min: 1, max: 40 }),
      path: fc.constantFrom('a.ts', 'b.ts'),
      title: fc.constantFrom('The lock stays held', 'A lock is held for ever', 'The total is negative'),
      reader: fc.constantFrom('whole', 'state', 'claims'),
      pack: fc.constantFrom(1, 2),
    }),
    { maxLength: 12 },
  )
  .map((wishes) => wishes.map(({ line, ...fields }) => placedAt(line, fields)));

it('claims far apart whose texts say one thing are checked together', () => {
  const void_ =
    'Void clears usage_events, but billing marks usage_hours, so a voided invoice is never billed again.';
  const hours =
    'Billing marks usage_hours and Void clears usage_events only: voided hours are never billed again.';
  const other = 'The key of a credit is the ID of an invoice that each attempt makes anew.';
  const claims = [void_, other, hours].map((body, index) =>
    placedAt(4 + 40 * index, { title: body.slice(0, 24), body, quote: `line ${index}` }),
  );
  expect(claimClusters(claims).map((cluster) => cluster.map(({ finding }) => finding.body))).toEqual([
    [void_, hours],
    [other],
  ]);
});

it('every claim is in exactly one cluster, and a cluster is about one pack', () => {
  fc.assert(
    fc.property(anyClaims, (claims) => {
      const clusters = claimClusters(claims);
      expect(new Set(clusters.flat()).size).toBe(claims.length);
      expect(clusters.flat()).toHaveLength(claims.length);
      for (const cluster of clusters)
        expect(new Set(cluster.map(({ finding }) => finding.pack)).size).toBe(1);
    }),
  );
});

it('whatever a check answers, no claim is lost: kept, a source of a kept one, or refuted', () => {
  const anyVerdict = fc.record({
    kind: fc.constantFrom('confirmed' as const, 'refuted' as const, 'unsure' as const),
    reason: fc.string(),
    introduced: fc.boolean(),
    severity: fc.constantFrom(null, 'nit' as const),
    sameAs: fc.option(fc.integer({ min: 0, max: 13 }), { nil: null }),
    evidence: fc.constantFrom(CITED, []),
  });
  fc.assert(
    fc.property(
      anyClaims,
      fc.array(fc.option(anyVerdict, { nil: null }), { maxLength: 12 }),
      (claims, written) => {
        const { kept, refuted } = settleClaims(claims, answerOf(...written), KNOWN);
        const told = kept.flatMap(({ finding, sources }) => sources ?? [finding]).length + refuted.length;
        expect(told).toBe(claims.length);
      },
    ),
  );
});

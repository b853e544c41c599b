import { describe, expect, it } from '@jest/globals';
import type { Review } from '../../../src/core/review/review.ts';
import {
  accountOf,
  diffOf,
  HEAD,
  hunkOf,
  NO_PAST,
  packOf,
  patchOf,
  placedOf,
  type ReviewWish,
  reviewOf,
  scopeOf,
  standingOf,
} from '../report/sample.ts';

const conclusionOf = (wish: ReviewWish): Review['conclusion'] => reviewOf(wish).conclusion;

const HUNKS = Array.from({ length: 14 }, (_, index) => hunkOf('a.ts', index + 1));
const PATCH = patchOf('a.ts', HUNKS);
const fourteen: ReviewWish = { diff: diffOf([PATCH]) };
const FAILURE = {
  code: 'KIMI_OVERLOADED',
  message: 'Kimi is short of capacity.',
  remedy: 'Run it later.',
} as const;
const failedPack = (hunks: number) =>
  accountOf(packOf([patchOf('a.ts', HUNKS.slice(0, hunks))], { index: 2 }), {
    state: 'failed',
    failure: FAILURE,
  });
const threeFailed: ReviewWish = {
  ...fourteen,
  packs: [accountOf(packOf([patchOf('a.ts', HUNKS.slice(3))])), failedPack(3)],
};
const earlierAt = (line: number | null): ReviewWish => ({
  past: { ...NO_PAST, findings: [{ ...standingOf({ severity: 'major', line }), state: 'open' }] },
});
const twoFindings = { placed: [placedOf(), placedOf({ severity: 'minor' })] };

describe('the verdict of a complete review', () => {
  it.each([
    ['nothing found', fourteen, 'success', 'No problems found in 14 hunks'],
    ['findings below fail-on', twoFindings, 'success', '2 findings: 1 major, 1 minor'],
    [
      'a finding at fail-on',
      { ...twoFindings, inputs: { 'fail-on': 'minor' } },
      'failure',
      '2 findings: 1 major, 1 minor',
    ],
    [
      'all findings under fail-on',
      { ...twoFindings, inputs: { 'fail-on': 'blocker' } },
      'success',
      '2 findings: 1 major, 1 minor',
    ],
    [
      'an earlier finding that stands',
      earlierAt(7),
      'success',
      '1 finding: 1 major (1 from an earlier review)',
    ],
    [
      'an earlier finding at fail-on',
      { ...earlierAt(7), inputs: { 'fail-on': 'major' } },
      'failure',
      '1 finding: 1 major (1 from an earlier review)',
    ],
    [
      'an earlier finding whose code has changed since',
      { ...earlierAt(null), inputs: { 'fail-on': 'major' } },
      'success',
      'No problems found in 2 hunks',
    ],
    [
      'findings nobody asked to hear of',
      { placed: [placedOf({ severity: 'minor' })], inputs: { 'min-severity': 'major' } },
      'success',
      'No problems found in 2 hunks',
    ],
    [
      'findings below min-severity, yet at fail-on',
      { placed: [placedOf({ severity: 'minor' })], inputs: { 'min-severity': 'major', 'fail-on': 'minor' } },
      'failure',
      '1 finding: 1 minor',
    ],
  ] satisfies [string, ReviewWish, string, string][])('%s', (_what, wish, kind, title) =>
    expect(conclusionOf(wish)).toMatchObject({ kind, title }),
  );

  it('tells what was left out', () => {
    const scope = scopeOf([patchOf('a.ts', HUNKS.slice(0, 10))], {
      excluded: [
        { path: 'a.ts', rule: 'generated', reason: 'generated', hunkIds: [HUNKS[10]?.id ?? ''] },
        {
          path: 'a.ts',
          rule: 'reviewed-before',
          reason: 'reviewed before',
          hunkIds: HUNKS.slice(11).map(({ id }) => id),
        },
      ],
    });
    expect(conclusionOf({ ...fourteen, scope })).toEqual({
      kind: 'success',
      title: 'No problems found in 10 hunks',
      reason: '10 hunks were read, 3 were read by an earlier review, 1 was left out by rules.',
    });
  });
});

describe('the verdict where findings could not be read', () => {
  const reject = { pack: 1, index: 1, problem: 'path: is missing', title: 'A hole' };

  it('and none is left: neutral, and never "No problems found"', () =>
    expect(conclusionOf({ ...fourteen, rejects: [reject] })).toEqual({
      kind: 'neutral',
      title: 'Nothing to post; 1 finding could not be read',
      reason: '14 hunks were read. What could not be read is listed with its reason.',
    }));

  it('counts them', () =>
    expect(conclusionOf({ ...fourteen, rejects: [reject, reject] }).title).toBe(
      'Nothing to post; 2 findings could not be read',
    ));

  it('and another was: the title tells of that one', () =>
    expect(conclusionOf({ ...fourteen, rejects: [reject], placed: [placedOf()] })).toMatchObject({
      kind: 'success',
      title: '1 finding: 1 major',
    }));
});

describe('the verdict of a review with gaps is never success', () => {
  it('some hunks were not read', () =>
    expect(conclusionOf(threeFailed)).toEqual({
      kind: 'neutral',
      title: 'Incomplete: 3 of 14 hunks were not read',
      reason: '3 hunks: Kimi is short of capacity. Run it later.',
    }));

  it('some hunks were not read and something was found', () =>
    expect(conclusionOf({ ...threeFailed, placed: [placedOf()] })).toMatchObject({
      kind: 'neutral',
      title: 'Incomplete: 3 of 14 hunks were not read; 1 finding: 1 major',
    }));

  it('some hunks were not read and a finding is at fail-on: failure, and the title tells both', () =>
    expect(conclusionOf({ ...threeFailed, placed: [placedOf()], inputs: { 'fail-on': 'major' } })).toEqual({
      kind: 'failure',
      title: '1 finding: 1 major; incomplete: 3 of 14 hunks were not read',
      reason:
        '1 open finding is at or above fail-on (major). 3 hunks: Kimi is short of capacity. Run it later.',
    }));

  it('nothing was read', () =>
    expect(conclusionOf({ ...fourteen, packs: [failedPack(14)] })).toMatchObject({
      kind: 'neutral',
      title: 'Not reviewed: Kimi is short of capacity',
    }));

  it('a file nobody could read', () =>
    expect(
      conclusionOf({ diff: diffOf([PATCH], [{ path: 'b.sql', reason: 'GitHub gave no patch' }]) }),
    ).toEqual({
      kind: 'neutral',
      title: 'Incomplete: 1 file was not read',
      reason: '1 file: GitHub gave no patch.',
    }));

  it('an answer that broke off without any hunk to blame', () => {
    const packs = [accountOf(packOf([PATCH])), accountOf(packOf([], { index: 2 }), { state: 'partly' })];
    expect(conclusionOf({ ...fourteen, packs })).toMatchObject({
      kind: 'neutral',
      title: 'Incomplete: 1 of 2 answers could not be read to the end',
    });
  });
});

describe('the verdict when there was nothing to read', () => {
  it('an empty diff is skipped', () =>
    expect(conclusionOf({ diff: diffOf([]), packs: [] })).toMatchObject({
      kind: 'skipped',
      title: 'Nothing to review: the pull request changes no files',
    }));

  it('a diff that rules leave out is skipped', () => {
    const excluded = [
      { path: 'a.ts', rule: 'generated' as const, reason: 'generated', hunkIds: HUNKS.map(({ id }) => id) },
    ];
    expect(conclusionOf({ ...fourteen, scope: scopeOf([], { excluded }), packs: [] })).toMatchObject({
      kind: 'skipped',
      title: 'Nothing to review: 14 hunks left out by rules',
    });
  });

  it('a diff that an earlier complete review read is success', () => {
    const excluded = [
      {
        path: 'a.ts',
        rule: 'reviewed-before' as const,
        reason: 'before',
        hunkIds: HUNKS.map(({ id }) => id),
      },
    ];
    const scope = scopeOf([], { excluded, since: HEAD });
    expect(conclusionOf({ ...fourteen, scope, packs: [] })).toMatchObject({
      kind: 'success',
      title: 'Nothing new since a1b2c3d',
    });
    expect(
      conclusionOf({ ...fourteen, scope, packs: [], ...earlierAt(7), inputs: { 'fail-on': 'major' } }),
    ).toMatchObject({
      kind: 'failure',
    });
  });
});

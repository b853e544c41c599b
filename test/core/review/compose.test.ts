import { describe, expect, it } from '@jest/globals';
import type { Diff } from '../../../src/core/diff/diff.ts';
import type { PlacedFinding } from '../../../src/core/findings/finding.ts';
import { ownFindings } from '../../../src/core/findings/own-findings.ts';
import { modelProfile } from '../../../src/core/model/models.ts';
import { composeReview } from '../../../src/core/review/compose.ts';
import type { PackAccount, Past, Review } from '../../../src/core/review/review.ts';
import type { Scope } from '../../../src/core/scope/scope.ts';
import {
  accountOf,
  diffOf,
  HEAD,
  hunkOf,
  lineAnchor,
  NO_PAST,
  PULL,
  packOf,
  patchOf,
  placedOf,
  scopeOf,
  settingsOf,
  standingOf,
} from '../report/sample.ts';

type Wish = {
  readonly diff: Diff;
  readonly scope?: Scope;
  readonly state?: PackAccount['state'];
  readonly past?: Past['findings'];
  readonly placed?: readonly PlacedFinding[];
  readonly inputs?: Record<string, string>;
};

function compose({ diff, scope = scopeOf(diff.patches), state = 'read', ...wish }: Wish): Review {
  return composeReview({
    pull: PULL,
    settings: settingsOf({ 'fail-on': 'major', ...wish.inputs }),
    profile: modelProfile('kimi-k2.6', 'moonshot'),
    cause: 'pull_request (synchronize)',
    past: { ...NO_PAST, findings: wish.past ?? [] },
    diff,
    mergeBase: null,
    scope,
    packs: [accountOf(packOf(scope.patches), { state })],
    looks: [],
    effort: { effort: 'standard', reason: 'code changed' },
    judged: { placed: wish.placed ?? [], dropped: [], rejects: [], notes: [] },
    checked: { kept: wish.placed ?? [], refuted: [], accounts: [] },
    notes: [],
    startedAt: 0,
    finishedAt: 1,
  });
}

const PATH = 'src/a.ts';
const [FIRST, SECOND] = [hunkOf(PATH, 1), hunkOf(PATH, 2)];
const TWO_HUNKS = diffOf([patchOf(PATH, [FIRST, SECOND])]);
const noted = (line: number | null): Past['findings'][number] => ({
  ...standingOf({ severity: 'blocker', path: PATH, line, noted: true }),
  state: 'open',
});

describe('a blocker that only the summary told of', () => {
  const pushTo = (hunk: typeof FIRST, later: Scope['later'] = []) =>
    scopeOf([patchOf(PATH, [hunk])], {
      since: HEAD,
      later,
      excluded: [
        {
          path: PATH,
          rule: 'reviewed-before',
          reason: 'not changed',
          hunkIds: [hunk === FIRST ? SECOND.id : FIRST.id],
        },
      ],
    });
  /** Ten lines were pushed in at the top: what was in the first hunk is in the second one now. */
  const tenLinesAbove = patchOf(PATH, [{ ...hunkOf(PATH, 0, 10), oldStart: 0, newStart: 1 }]);

  it.each([
    ['stands when another hunk of its file was read', 10, pushTo(SECOND), 'read', 'failure'],
    ['stands when the answer about its hunk did not come', 20, pushTo(SECOND), 'failed', 'failure'],
    ['is over when its hunk was read without it', 20, pushTo(SECOND), 'read', 'success'],
    ['stands in the hunk to which its line has moved', 10, pushTo(FIRST, [tenLinesAbove]), 'read', 'failure'],
    [
      'is over in the hunk to which its line has moved',
      10,
      pushTo(SECOND, [tenLinesAbove]),
      'read',
      'success',
    ],
    ['without a line stands while part of its file is not read', null, pushTo(SECOND), 'read', 'failure'],
    ['without a line is over when all of its file was read', null, undefined, 'read', 'success'],
    ['is over when everything was read anew', 15, undefined, 'read', 'success'],
  ] as const)('%s', (_what, line, scope, state, expected) => {
    const review = compose({ diff: TWO_HUNKS, past: [noted(line)], state, ...(scope && { scope }) });
    expect(review.conclusion.kind).toBe(expected);
  });
});

it('a blocker found again counts, even where its thread is outdated and its line cannot be told', () => {
  const title = 'The retry charges the card twice';
  const review = compose({
    diff: TWO_HUNKS,
    past: [{ ...standingOf({ fingerprint: 'x', severity: 'blocker', title, line: null }), state: 'open' }],
    placed: [
      placedOf({
        severity: 'blocker',
        fingerprint: 'x',
        title,
        anchor: { kind: 'summary', path: PATH, line: null, reason: 'the quoted code occurs 2 times' },
      }),
    ],
  });
  expect([review.conclusion.kind, review.conclusion.title]).toEqual([
    'failure',
    '1 finding: 1 blocker (1 from an earlier review)',
  ]);
});

describe('a secret that the program and the model both tell of', () => {
  const [line] = FIRST.lines;
  const secret = patchOf(PATH, [
    { ...FIRST, newLines: 1, lines: line ? [{ ...line, text: `k = 'AKIA${'B'.repeat(16)}'` }] : [] },
  ]);
  const [own] = ownFindings([secret]);
  const fromModel = placedOf({
    path: PATH,
    category: 'security',
    severity: 'blocker',
    title: 'A key is in the code',
    quote: "k = '[redacted: AWS access key]'",
    anchor: lineAnchor(PATH, FIRST.newStart),
  });
  const said = (state: 'open' | 'settled'): Past['findings'] => [
    {
      ...standingOf({
        fingerprint: own?.fingerprint ?? '',
        title: own?.finding.title ?? '',
        severity: 'major',
      }),
      state,
    },
  ];

  it.each([
    ['is told once, by the program', [], {}, [own?.finding.title]],
    ['is not told again while the thread about it stands', said('open'), {}, []],
    ['is told by the model once the thread was resolved', said('settled'), {}, [fromModel.finding.title]],
    [
      'is told by the model when ours is not severe enough',
      [],
      { 'min-severity': 'blocker' },
      [fromModel.finding.title],
    ],
  ])('%s', (_what, past, inputs, expected) => {
    const review = compose({ diff: diffOf([secret]), placed: [fromModel], past, inputs });
    expect(review.plan.post.map(({ finding }) => finding.title)).toEqual(expected);
  });
});

import type { Review } from '../../../src/core/review/review.ts';
import {
  accountOf,
  diffOf,
  hunkOf,
  lineAnchor,
  NO_PAST,
  packOf,
  patchOf,
  placedOf,
  reviewOf,
  scopeOf,
  standingOf,
} from './sample.ts';

const PAYMENTS = patchOf(
  'src/payments/retry.ts',
  [1, 2, 3].map((number) => hunkOf('src/payments/retry.ts', number)),
);
const LOCK = patchOf('package-lock.json', [hunkOf('package-lock.json', 1)]);
const API = patchOf('src/api/orders.ts', [hunkOf('src/api/orders.ts', 1)]);

/** A pull request with everything in it: findings, gaps, exclusions, things set aside. */
export function fullStory(): Review {
  const placed = [
    placedOf({
      fingerprint: 'f1',
      anchor: lineAnchor('src/payments/retry.ts', 12, { startLine: 10 }),
      body: 'When `charge` times out, the card may have been charged already. The retry charges it again.\n\nPass the idempotency key of the first try.',
      suggestion: { kind: 'proved', text: '  await charge(card, { key: order.id });' },
    }),
    placedOf({
      fingerprint: 'f2',
      severity: 'minor',
      category: 'error-handling',
      confidence: 'low',
      path: 'src/payments/retry.ts',
      anchor: lineAnchor('src/payments/retry.ts', 31),
      title: 'The last error is thrown away | @mona should look',
      body: 'After three tries `undefined` is thrown.',
      suggestion: { kind: 'prose', text: 'throw lastError;', reason: 'the quoted line occurs twice' },
      alsoAt: [lineAnchor('src/payments/refund.ts', 8)],
    }),
    placedOf({
      fingerprint: 'f3',
      severity: 'major',
      category: 'contract',
      path: 'src/api/orders.ts',
      anchor: { kind: 'summary', path: 'src/api/orders.ts', line: 88, reason: 'line 88 is not in the diff' },
      title: 'Callers still expect a promise of one charge',
      body: '`orders.ts` awaits a single charge and now gets a list.',
    }),
  ];
  const failure = {
    code: 'KIMI_OVERLOADED',
    message: 'Kimi is short of capacity.',
    remedy: 'Run the workflow again later.',
  } as const;
  return reviewOf({
    placed,
    inputs: { 'fail-on': 'major', 'max-comments': '10' },
    past: {
      ...NO_PAST,
      findings: [
        { ...standingOf(), state: 'open' },
        { ...standingOf({ fingerprint: 's2', line: null, title: 'The amount is a float' }), state: 'open' },
      ],
    },
    diff: diffOf([PAYMENTS, LOCK, API]),
    scope: scopeOf([PAYMENTS, API], {
      excluded: [
        {
          path: 'package-lock.json',
          rule: 'lock-file',
          reason: 'lock file',
          hunkIds: ['package-lock.json#1'],
        },
      ],
      fullBecause: 'the base branch has moved since the last review',
    }),
    packs: [
      accountOf(
        packOf([PAYMENTS], {
          count: 2,
          snippets: [
            {
              path: 'src/payments/card.ts',
              revision: 'head',
              startLine: 1,
              line: 80,
              text: '',
              reason: 'imported by a changed file',
              of: ['src/payments/retry.ts'],
            },
          ],
          leftOut: [
            {
              path: 'test/payments.test.ts',
              reason: 'over the share for context',
              why: 'test of a changed file',
              tokens: 40_100,
            },
          ],
        }),
        { recoveries: ['asked again with thinking off'] },
      ),
      accountOf(packOf([API], { index: 2, count: 2, tokens: 2_100 }), {
        thinking: 'disabled',
        thinkingReason: 'small change',
        state: 'failed',
        failure,
        calls: [],
      }),
    ],
    dropped: [
      { finding: placedOf({ title: 'Unused import' }).finding, reason: 'the quoted line is not in the file' },
    ],
    rejects: [
      {
        pack: 1,
        index: 4,
        problem: 'severity: "urgent" is not one of blocker, major, minor, nit',
        title: '',
      },
    ],
    notes: ['The diff was too large for one request and was read file by file.'],
  });
}

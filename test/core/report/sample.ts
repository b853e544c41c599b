import type { ContextPack } from '../../../src/core/budget/context-pack.ts';
import { costOf } from '../../../src/core/cost/cost.ts';
import type { Diff, FilePatch, Hunk } from '../../../src/core/diff/diff.ts';
import type { Anchor, Finding, PlacedFinding } from '../../../src/core/findings/finding.ts';
import type { PullRequest } from '../../../src/core/pull-request.ts';
import { commentLimit } from '../../../src/core/review/comment-limit.ts';
import { concludeReview } from '../../../src/core/review/conclusion.ts';
import { coverageOf } from '../../../src/core/review/ledger.ts';
import { NOTHING_POSTED, type Posting } from '../../../src/core/review/posting.ts';
import type {
  PackAccount,
  Past,
  Review,
  StandingFinding,
  ThreadPlan,
} from '../../../src/core/review/review.ts';
import { planThreads } from '../../../src/core/review/threads.ts';
import type { Scope } from '../../../src/core/scope/scope.ts';
import { parseSettings } from '../../../src/core/settings/parse.ts';

/** A small made-up world for the tests of review/ and report/: builders with defaults, nothing hidden. */
export const HEAD = 'a1b2c3d4e5f60718293a4b5c6d7e8f9012345678';
export const BASE = '0f1e2d3c4b5a69788796a5b4c3d2e1f001234567';

export const NO_PAST: Past = { memory: null, summaryCommentId: null, findings: [] };

export const settingsOf = (inputs: Record<string, string> = {}) => parseSettings(inputs, null);

export const PULL: PullRequest = {
  number: 42,
  title: 'Retry payments that time out',
  body: '',
  author: 'mona',
  authorIsBot: false,
  state: 'open',
  isDraft: false,
  isLocked: false,
  isFork: false,
  labels: [],
  base: { ref: 'main', sha: BASE, repository: 'acme/shop' },
  head: { ref: 'retry', sha: HEAD, repository: 'acme/shop' },
  additions: 6,
  deletions: 0,
  changedFiles: 3,
  url: 'https://github.com/acme/shop/pull/42',
};

export function hunkOf(path: string, number: number, lines = 3): Hunk {
  const start = number * 10;
  return {
    id: `${path}#${number}`,
    path,
    oldStart: start,
    oldLines: 0,
    newStart: start,
    newLines: lines,
    section: '',
    lines: Array.from({ length: lines }, (_, index) => ({
      kind: 'added' as const,
      oldLine: null,
      newLine: start + index,
      text: `line ${start + index}`,
      endsWithoutNewline: false,
    })),
  };
}

export function patchOf(path: string, hunks: readonly Hunk[]): FilePatch {
  return {
    path,
    oldPath: path,
    status: 'modified',
    kind: 'text',
    oldMode: null,
    newMode: null,
    hunks,
    additions: hunks.reduce((sum, { newLines }) => sum + newLines, 0),
    deletions: 0,
  };
}

export const diffOf = (patches: readonly FilePatch[], unread: Diff['unread'] = []): Diff => ({
  patches,
  unread,
  sources: ['media-type'],
});

export const scopeOf = (patches: readonly FilePatch[], more: Partial<Scope> = {}): Scope => ({
  patches,
  excluded: [],
  since: null,
  fullBecause: null,
  ...more,
});

export function packOf(patches: readonly FilePatch[], more: Partial<ContextPack> = {}): ContextPack {
  return {
    index: 1,
    count: 1,
    patches: patches.map((patch) => ({
      patch,
      parts: patch.hunks.map((hunk) => ({ hunk, from: 0, to: hunk.lines.length })),
    })),
    snippets: [],
    leftOut: [],
    tokens: 12_345,
    ...more,
  };
}

export function accountOf(pack: ContextPack, more: Partial<PackAccount> = {}): PackAccount {
  return {
    pack,
    reader: 'whole',
    findings: 0,
    lookups: 0,
    thinking: 'enabled',
    thinkingReason: 'touches src/payments/**',
    state: 'read',
    failure: null,
    usage: { prompt: 12_300, cached: 9_800, completion: 1_450, reasoning: 900 },
    usd: 0.009743,
    calls: [
      {
        requests: 2,
        refusals: ['KIMI_OVERLOADED'],
        queuedMs: 0,
        answeredMs: 38_000,
        requestId: 'req-1',
        model: 'kimi-k2.6',
      },
    ],
    recoveries: [],
    ...more,
  };
}

export function lineAnchor(
  path: string,
  line: number,
  more: { startLine?: number; side?: 'LEFT' } = {},
): Anchor {
  return { kind: 'line', path, side: more.side ?? 'RIGHT', line, startLine: more.startLine ?? null };
}

let nextFingerprint = 0;

export type Wish = Partial<Omit<Finding, 'suggestion'>> & Partial<Omit<PlacedFinding, 'finding'>>;

export function placedOf(wish: Wish = {}): PlacedFinding {
  const { anchor, suggestion, fingerprint, alsoAt, ...finding } = wish;
  const path = finding.path ?? 'src/payments/retry.ts';
  nextFingerprint += 1;
  return {
    finding: {
      path,
      side: 'RIGHT',
      claimedLine: 12,
      severity: 'major',
      category: 'bug',
      confidence: 'high',
      title: 'The retry charges the card twice',
      body: 'A timeout does not say whether the charge went through.',
      quote: 'await charge(card)',
      suggestion: null,
      pack: 1,
      ...finding,
    },
    anchor: anchor ?? lineAnchor(path, 12),
    suggestion: suggestion ?? { kind: 'none' },
    fingerprint: fingerprint ?? `print-${nextFingerprint}`,
    alsoAt: alsoAt ?? [],
  };
}

export function standingOf(more: Partial<StandingFinding> = {}): StandingFinding {
  return {
    fingerprint: 'standing-1',
    severity: 'minor',
    title: 'The log line shows the card number',
    path: 'src/payments/log.ts',
    line: 7,
    ...more,
  };
}

export type ReviewWish = Partial<Review> & {
  readonly inputs?: Record<string, string>;
  readonly placed?: readonly PlacedFinding[];
  readonly past?: Past;
};

/** A review as the story would compose it from these parts. */
export function reviewOf({ inputs = {}, placed = [], past = NO_PAST, ...wish }: ReviewWish = {}): Review {
  const settings = wish.settings ?? settingsOf(inputs);
  const patches = [
    patchOf('src/payments/retry.ts', [
      hunkOf('src/payments/retry.ts', 1),
      hunkOf('src/payments/retry.ts', 2),
    ]),
  ];
  const diff = wish.diff ?? diffOf(patches);
  const scope = wish.scope ?? scopeOf(diff.patches);
  const packs = wish.packs ?? [accountOf(packOf(scope.patches))];
  const coverage = wish.coverage ?? coverageOf({ diff, scope, packs });
  const rejects = wish.rejects ?? [];
  const plan: ThreadPlan =
    wish.plan ??
    planThreads(placed, past, {
      ...settings,
      maxComments: commentLimit(settings, scope.patches),
    });
  return {
    kind: 'review',
    pull: PULL,
    settings,
    cause: 'pull_request (synchronize)',
    diff,
    scope,
    packs,
    looks: [],
    checks: [],
    effort: { effort: 'standard', reason: 'code changed' },
    candidates: [],
    coverage,
    plan,
    dropped: [],
    rejects,
    cost: costOf(
      { prompt: 12_300, cached: 9_800, completion: 1_450, reasoning: 900 },
      {
        id: 'kimi-k2.6',
        contextWindow: 262_144,
        outputMax: 32_768,
        thinking: 'toggle',
        prices: { cachedPrompt: 0.16, prompt: 0.95, completion: 4, asOf: '2026-07-01' },
        retired: null,
      },
    ),
    model: 'kimi-k2.6',
    conclusion: concludeReview({ diff, scope, packs, coverage, plan, rejects, settings }),
    notes: [],
    startedAt: Date.UTC(2026, 10, 23, 9, 0, 0),
    finishedAt: Date.UTC(2026, 10, 23, 9, 0, 42),
    ...wish,
  };
}

export const allPosted = (review: Review, more: Partial<Posting> = {}): Posting => ({
  ...NOTHING_POSTED,
  reviewUrl: 'https://github.com/acme/shop/pull/42#pullrequestreview-1',
  posted: review.plan.post,
  ...more,
});

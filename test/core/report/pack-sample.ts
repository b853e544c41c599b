import type { ContextPack } from '../../../src/core/budget/context-pack.ts';
import type { LinkedTicket } from '../../../src/core/context/linked-tickets.ts';
import type { Snippet, SnippetReason } from '../../../src/core/context/snippet.ts';
import { modelProfile } from '../../../src/core/model/models.ts';
import type { FailingCheck, PullRequest } from '../../../src/core/pull-request.ts';
import { type PackView, packView } from '../../../src/core/report/pack-view.ts';
import type { Scope } from '../../../src/core/scope/scope.ts';
import { diffOf, hunkOf, PULL, packOf, patchOf, scopeOf, settingsOf } from './sample.ts';

export type PackWish = {
  /** One for each request; none for nothing to send. */
  readonly packs?: readonly Partial<ContextPack>[];
  readonly pull?: Partial<PullRequest>;
  readonly path?: string;
  readonly inputs?: Record<string, string>;
  readonly excluded?: Scope['excluded'];
  readonly unread?: PackView['diff']['unread'];
  readonly notes?: readonly string[];
  readonly guidance?: readonly Snippet[];
  readonly tickets?: readonly LinkedTicket[];
  readonly failingChecks?: readonly FailingCheck[];
};

/** What `pack` knows of a small made-up change. */
export function packViewOf(wish: PackWish = {}): PackView {
  const {
    packs = [{}],
    pull = {},
    path = 'src/a.ts',
    inputs = {},
    excluded = [],
    unread = [],
    notes = [],
  } = wish;
  const { guidance = [], tickets = [], failingChecks = [] } = wish;
  const patch = patchOf(path, [hunkOf(path, 1)]);
  const settings = settingsOf(inputs);
  const profile = modelProfile(settings.model, settings.provider);
  return packView({
    brief: {
      pull: { ...PULL, ...pull },
      commits: [{ sha: 'c'.repeat(40), message: 'Retry once' }],
      tickets,
      failingChecks,
      guidance,
      settings,
      profile,
      fallback: null,
      language: 'en',
      tools: [],
      paths: [],
      effort: { effort: 'quick', reason: 'effort: quick is set' } as const,
    },
    diff: diffOf([patch], unread),
    scope: scopeOf([patch], { excluded }),
    packs: packs.map((pack, index) => packOf([patch], { index: index + 1, count: packs.length, ...pack })),
    notes,
  });
}

export function snippetOf(path: string, reason: SnippetReason, lines = 2): Snippet {
  const text = 'the code itself\n'.repeat(lines);
  return { path, revision: 'head', startLine: 1, line: lines, text, reason, of: ['src/a.ts'] };
}

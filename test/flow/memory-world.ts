import type { Answer, ModelRequest } from '../../src/core/prompt/request.ts';
import type { Conversation, PullRequest } from '../../src/core/pull-request.ts';
import type { ReviewPayload } from '../../src/core/report/payloads.ts';
import { openSymbols } from '../../src/grammar/symbols.ts';
import type { Receipt, Repository, World } from '../../src/ports.ts';
import { openGit } from '../../src/workspace/git.ts';
import { openLocalRepositories } from '../../src/workspace/local-repository.ts';
import { BASE_SHA, pullWith } from '../core/context/builders.ts';
import { createRepository } from '../doubles/github/repository.ts';

type Texts = Readonly<Record<string, string>>;

/** A change in memory: both versions of all files, and what git makes of the difference. */
export type Change = { readonly base: Texts; readonly head: Texts; readonly diff: string };

export async function changeOf(base: Texts, head: Texts): Promise<Change> {
  const built = createRepository({ base, head });
  try {
    const repository = openLocalRepositories(openGit(`${built.path}/.git`)).open(null);
    const diff = await repository.diff(built.baseSha, built.headSha, []);
    return { base, head: { ...base, ...head }, diff: diff ?? '' };
  } finally {
    built.remove();
  }
}

export const NOTHING_SAID: Conversation = {
  commits: [],
  threads: [],
  ownComments: [],
  pendingReviewId: null,
  tickets: { read: [], closing: 0, refused: null },
  checks: { failing: [], refused: null },
};

/** What a run put on the pull request. */
export type Posted = { readonly reviews: ReviewPayload[]; readonly summaries: string[] };

export type MemoryStage = {
  readonly change: Change;
  readonly conversation?: Conversation;
  readonly ask: (request: ModelRequest) => Answer;
};

const symbols = openSymbols(new URL('../../dist/grammars/', import.meta.url));

/** Everything the story asks of the world, in memory: nothing waits, and whatever is posted is kept. */
export function memoryWorld(stage: MemoryStage): { readonly world: World; readonly posted: Posted } {
  const { change, ask, conversation = NOTHING_SAID } = stage;
  const pull = pullOf(change);
  const posted: Posted = { reviews: [], summaries: [] };
  const receipt: Receipt = { kind: 'posted', id: 1, url: 'https://github.example/1' };
  const world: World = {
    pulls: {
      read: async () => pull,
      conversation: async () => conversation,
      tickets: async () => NOTHING_SAID.tickets,
      diffText: async () => ({ kind: 'text', text: change.diff }),
      fileRows: async () => ({ rows: [], complete: true }),
      compareText: async () => null,
      headSha: async () => pull.head.sha,
    },
    repositories: { open: () => repositoryOf(change) },
    models: { open: () => ({ ask: async (request) => ask(request) }) },
    publisher: {
      startCheck: async () => receipt,
      finishCheck: async () => receipt,
      deletePendingReview: async () => receipt,
      createReview: async (_pull, payload) => {
        posted.reviews.push(payload);
        return receipt;
      },
      upsertComment: async (_pull, _id, body) => {
        posted.summaries.push(body);
        return receipt;
      },
    },
    symbols,
    log: { step: () => undefined, info: () => undefined, warn: () => undefined },
    clock: { now: () => 0 },
    runUrl: null,
    interruption: new AbortController().signal,
  };
  return { world, posted };
}

function pullOf({ diff }: Change): PullRequest {
  const count = (pattern: RegExp): number => (diff.match(pattern) ?? []).length;
  return pullWith({
    additions: count(/^\+(?!\+\+ )/gm),
    deletions: count(/^-(?!-- )/gm),
    changedFiles: count(/^diff --git /gm),
  });
}

function repositoryOf({ base, head }: Change): Repository {
  const textsAt = (revision: string): Texts => (revision === BASE_SHA ? base : head);
  const none = async () => null;
  return {
    tree: async (revision) => ({
      entries: Object.entries(textsAt(revision)).map(([path, text]) => ({
        path,
        mode: '100644',
        size: text.length,
      })),
      complete: true,
    }),
    read: async (revision, paths) =>
      new Map(
        paths.map((path) => {
          const text = textsAt(revision)[path];
          return [
            path,
            text === undefined
              ? { kind: 'unreadable', reason: `there is no ${path}`, missing: true }
              : { kind: 'text', text },
          ];
        }),
      ),
    search: none,
    lines: async (revision, words) =>
      Object.entries(textsAt(revision)).flatMap(([path, text]) =>
        text
          .split('\n')
          .map((line, index) => ({ path, line: index + 1, text: line }))
          .filter((line) => words.some((word) => line.text.includes(word))),
      ),
    history: none,
    lineHistory: none,
    diff: none,
    mergeBase: async (from) => from,
  };
}

import { reply } from './commenting.ts';
import type {
  CheckRun,
  CommitStatus,
  IssueComment,
  PullRecord,
  Review,
  ReviewComment,
  Thread,
} from './records.ts';
import { createReview, type ReviewDraft } from './reviewing.ts';
import { addIssueComment } from './routes/issue-comments.ts';
import { type AppliedSuggestion, appliedSuggestion } from './suggestion.ts';
import { findPull, type World } from './world.ts';

/** The double's memory, for tests: what was posted, and what others said before or in between. */
export type GitHubState = {
  readonly pulls: ReadonlyMap<number, PullRecord>;
  /** The same, for a number that must be there. */
  pull(number: number): PullRecord;
  /** The review comments of a pull request with the thread each stands in, oldest first. */
  reviewComments(number: number): { readonly comment: ReviewComment; readonly thread: Thread }[];
  readonly checkRuns: readonly CheckRun[];
  /** A check run of somebody else, completed. */
  addCheckRun(run: SeedCheckRun): CheckRun;
  addStatus(status: CommitStatus): void;
  /** The head file with the comment's first suggestion committed, or why GitHub would not do it. */
  appliedSuggestion(commentId: number): AppliedSuggestion;
  /** A review by anyone, under the same rules as through the API. `event: null` leaves it pending. */
  addReview(number: number, draft: SeedReview): Review;
  addReply(commentId: number, said: { author: string; body: string }): ReviewComment;
  addIssueComment(number: number, said: { author: string; body: string }): IssueComment;
  resolveThread(commentId: number, by: string): void;
};

export type SeedCheckRun = Pick<CheckRun, 'name' | 'headSha' | 'conclusion'> &
  Partial<Pick<CheckRun, 'title' | 'summary' | 'annotations'>>;

export type SeedReview = Pick<ReviewDraft, 'author' | 'event'> & Partial<ReviewDraft>;

export function stateOf(world: World): GitHubState {
  const threadOf = (commentId: number): Thread => {
    const threads = [...world.pulls.values()].flatMap((pull) => pull.threads);
    const thread = threads.find(({ comments }) => comments.some((comment) => comment.id === commentId));
    if (thread === undefined) throw new Error(`There is no review comment ${commentId}.`);
    return thread;
  };
  return {
    pulls: world.pulls,
    pull: (number) => findPull(world, number),
    reviewComments: (number) =>
      findPull(world, number)
        .threads.flatMap((thread) => thread.comments.map((comment) => ({ comment, thread })))
        .sort((a, b) => a.comment.id - b.comment.id),
    checkRuns: world.checkRuns,
    addCheckRun: (run) => {
      const check = completedRun(world, run);
      world.checkRuns.push(check);
      return check;
    },
    addStatus: (status) => {
      world.statuses.push(status);
    },
    appliedSuggestion: (commentId) => appliedSuggestion(world, commentId),
    addReview: (number, draft) =>
      createReview(world, findPull(world, number), { body: '', commitSha: null, comments: [], ...draft }),
    addReply: (commentId, said) => reply(world, threadOf(commentId), said),
    addIssueComment: (number, said) => addIssueComment(world, findPull(world, number), said),
    resolveThread: (commentId, by) => {
      threadOf(commentId).resolvedBy = by;
    },
  };
}

function completedRun(world: World, run: SeedCheckRun): CheckRun {
  return {
    id: world.nextId(),
    status: 'completed',
    startedAt: world.now(),
    completedAt: world.now(),
    detailsUrl: null,
    externalId: null,
    title: null,
    summary: null,
    text: null,
    annotations: [],
    ...run,
  };
}

import type { Side } from './hunks.ts';
import type { PullSeed } from './options.ts';

/** What the double remembers. Everything is public to tests, which read it to see what was posted. */
export type PullRecord = {
  readonly seed: PullSeed;
  headSha: string;
  /** Every head the pull request has had, the current one last. */
  readonly heads: string[];
  readonly reviews: Review[];
  readonly threads: Thread[];
  readonly issueComments: IssueComment[];
};

export type Review = {
  readonly id: number;
  readonly author: string;
  body: string;
  state: 'PENDING' | 'COMMENTED' | 'APPROVED' | 'CHANGES_REQUESTED';
  readonly commitSha: string;
  readonly createdAt: string;
  submittedAt: string | null;
};

/** Comments on the same lines of code; the first one opened it, the others answer. */
export type Thread = {
  readonly nodeId: string;
  readonly path: string;
  readonly subject: 'line' | 'file';
  readonly side: Side;
  readonly startSide: Side | null;
  /** Where it stands now; null once outdated, and on a whole file. */
  line: number | null;
  startLine: number | null;
  position: number | null;
  readonly originalLine: number | null;
  readonly originalStartLine: number | null;
  readonly originalPosition: number | null;
  readonly originalCommitSha: string;
  commitSha: string;
  readonly diffHunk: string;
  isOutdated: boolean;
  resolvedBy: string | null;
  readonly comments: ReviewComment[];
};

export type ReviewComment = {
  readonly id: number;
  readonly reviewId: number;
  readonly author: string;
  readonly inReplyTo: number | null;
  body: string;
  readonly createdAt: string;
  updatedAt: string;
  /** GraphQL's classifier, or null while it is shown. */
  minimized: string | null;
};

export type IssueComment = {
  readonly id: number;
  readonly author: string;
  body: string;
  readonly createdAt: string;
  updatedAt: string;
  minimized: string | null;
};

export type Annotation = {
  readonly path: string;
  readonly start_line: number;
  readonly end_line: number;
  readonly start_column?: number | undefined;
  readonly end_column?: number | undefined;
  readonly annotation_level: 'notice' | 'warning' | 'failure';
  readonly message: string;
  readonly title?: string | undefined;
  readonly raw_details?: string | undefined;
};

/** What older services report on a commit. The newest of a name counts. */
export type CommitStatus = {
  readonly sha: string;
  readonly context: string;
  readonly state: 'success' | 'pending' | 'failure' | 'error';
  readonly description: string | null;
};

export type CheckRun = {
  readonly id: number;
  name: string;
  readonly headSha: string;
  status: string;
  conclusion: string | null;
  startedAt: string;
  completedAt: string | null;
  detailsUrl: string | null;
  externalId: string | null;
  title: string | null;
  summary: string | null;
  text: string | null;
  readonly annotations: Annotation[];
};

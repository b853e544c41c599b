import type { Side } from '../diff/diff.ts';
import type { Sha } from '../pull-request.ts';
import type { ConclusionKind } from '../review/review.ts';

/**
 * The bodies of the GitHub requests, field for field as they go over the wire: a dry run writes these and a
 * real run sends these. Names are GitHub's, hence the snake case.
 */
export type ReviewCommentPayload = {
  readonly path: string;
  readonly body: string;
  readonly line: number;
  readonly side: Side;
  readonly start_line?: number;
  readonly start_side?: Side;
};

export type ReviewPayload = {
  readonly commit_id: Sha;
  /** Always set: a review created without it stays PENDING and blocks every later one. */
  readonly event: 'COMMENT' | 'REQUEST_CHANGES';
  /** Required by GitHub for both events. */
  readonly body: string;
  readonly comments: readonly ReviewCommentPayload[];
};

export type AnnotationPayload = {
  readonly path: string;
  readonly start_line: number;
  readonly end_line: number;
  readonly annotation_level: 'notice' | 'warning' | 'failure';
  /** At most 64 KB. */
  readonly message: string;
  /** At most 255 characters. */
  readonly title: string;
};

export type CheckStartPayload = {
  readonly name: string;
  readonly head_sha: Sha;
  readonly status: 'in_progress';
  readonly started_at: string;
  readonly details_url?: string;
};

export type CheckEndPayload = {
  readonly status: 'completed';
  readonly conclusion: ConclusionKind;
  readonly completed_at: string;
  readonly output: {
    readonly title: string;
    /** At most 65,535 characters. */
    readonly summary: string;
    readonly annotations?: readonly AnnotationPayload[];
  };
};

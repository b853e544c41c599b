/** What the runner says happened, undecoded. */
export type RunnerEvent = { readonly name: string; readonly payload: unknown };

/** A reason to review, decoded at the door. `automatic` triggers obey the skip rules; a person's do not. */
export type Trigger = {
  readonly kind: 'review';
  /** One or several for a dispatch. */
  readonly pulls: readonly number[];
  readonly automatic: boolean;
  /** For the account: `pull_request (synchronize)`, `workflow_dispatch`. */
  readonly cause: string;
};

/** Nothing to do, and why, in a sentence for the job summary and the `skip-reason` output. */
export type Ignored = { readonly kind: 'ignored'; readonly reason: string };

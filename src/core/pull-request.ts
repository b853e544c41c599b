/** A full commit id: 40 lower-case hex digits. */
export type Sha = string;

/** One end of a pull request. `repository` is `owner/name`, or null when the fork was deleted. */
export type Revision = {
  readonly ref: string;
  readonly sha: Sha;
  readonly repository: string | null;
};

/** A pull request as read once at the start of a run. Titles and bodies are strangers' text. */
export type PullRequest = {
  readonly number: number;
  readonly title: string;
  readonly body: string;
  /** GitHub's login of who opened it, as the API says, never the commit author. */
  readonly author: string;
  readonly authorIsBot: boolean;
  readonly state: 'open' | 'closed';
  readonly isDraft: boolean;
  readonly isLocked: boolean;
  readonly isFork: boolean;
  readonly labels: readonly string[];
  readonly base: Revision;
  readonly head: Revision;
  /** GitHub's own counts: the referee for whatever the diff endpoints return. */
  readonly additions: number;
  readonly deletions: number;
  readonly changedFiles: number;
  readonly url: string;
};

export type Commit = { readonly sha: Sha; readonly message: string };

export type ThreadComment = {
  readonly id: number;
  readonly author: string | null;
  /** True when our own identity wrote it (`viewerDidAuthor`): the only comments whose markers are trusted. */
  readonly mine: boolean;
  readonly body: string;
};

/** A review thread. `line` is null once GitHub calls the thread outdated. */
export type ReviewThread = {
  readonly id: string;
  readonly path: string;
  readonly line: number | null;
  readonly isResolved: boolean;
  readonly isOutdated: boolean;
  readonly comments: readonly ThreadComment[];
};

/**
 * What the change is for: an issue of the same repository, which the code calls a ticket, since here an issue could
 * also mean a finding. Title and body are strangers' text.
 */
export type Ticket = {
  readonly number: number;
  readonly title: string;
  readonly body: string;
  /** Merging closes it, by GitHub's own list. */
  readonly closes: boolean;
};

/** A check or a commit status of the head that failed. Every text in it is strangers'. */
export type FailingCheck = {
  readonly name: string;
  readonly title: string;
  readonly summary: string;
  /** The first places it names. */
  readonly places: readonly FailingPlace[];
};

export type FailingPlace = { readonly path: string; readonly line: number; readonly message: string };

/** The failed checks of the head. `refused` says why some could not be read; null when none was refused. */
export type Checks = { readonly failing: readonly FailingCheck[]; readonly refused: string | null };

/** What asking for tickets gave. `closing` is how many GitHub lists, whether or not they were read. */
export type Tickets = {
  readonly read: readonly Ticket[];
  readonly closing: number;
  /** Why some could not be read; null when none was refused. */
  readonly refused: string | null;
};

/** What was said on the pull request before this run, all pages read. */
export type Conversation = {
  readonly commits: readonly Commit[];
  readonly threads: readonly ReviewThread[];
  /** Issue comments written by our own identity: one of them may be the sticky summary. */
  readonly ownComments: readonly ThreadComment[];
  /** A PENDING review of ours, left by a killed run; GitHub refuses every new review while it stands. */
  readonly pendingReviewId: number | null;
  readonly tickets: Tickets;
  readonly checks: Checks;
};

import type { Fault } from './faults.ts';

export type PermissionLevel = 'none' | 'read' | 'write';

/** What the token of a workflow may do, by the names of `permissions:`. */
export type Permissions = {
  readonly contents: PermissionLevel;
  readonly 'pull-requests': PermissionLevel;
  readonly issues: PermissionLevel;
  readonly checks: PermissionLevel;
  /** Commit statuses, which are no checks. */
  readonly statuses: PermissionLevel;
};

export type PullSeed = {
  readonly number: number;
  readonly title: string;
  readonly body: string;
  /** As REST writes it: a bot ends in `[bot]`. */
  readonly author: string;
  readonly authorIsBot?: boolean;
  readonly base: { readonly ref: string; readonly sha: string };
  /** `repository` is another one for a fork, and null for a fork that was deleted. */
  readonly head: { readonly ref: string; readonly sha: string; readonly repository?: string | null };
  readonly draft?: boolean;
  readonly labels?: readonly string[];
  readonly state?: 'open' | 'closed';
  readonly locked?: boolean;
  /** Numbers of `issues` that merging closes, as GitHub works them out from keywords and by hand. */
  readonly closes?: readonly number[];
};

/** An issue that is no pull request. Numbers are shared with pull requests. */
export type IssueSeed = {
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly state?: 'open' | 'closed';
  /** `owner/name` of another repository, whose issues only a list of closed ones can show. */
  readonly repository?: string;
};

/** GitHub's limits. A test may lower them, so that passing one stays cheap; never raise them. */
export type Limits = {
  readonly diffFiles: number;
  readonly diffLines: number;
  readonly diffBytes: number;
  readonly fileLines: number;
  readonly fileBytes: number;
  readonly fileRows: number;
  /** Past this many patch lines in one answer, later rows are zeroed without a marker. */
  readonly answerPatchLines: number;
  readonly pullCommits: number;
  readonly compareFiles: number;
  readonly treeEntries: number;
  readonly contentsBytes: number;
  readonly blobBytes: number;
  readonly graphqlTextBytes: number;
  readonly bodyCharacters: number;
  readonly requestsPerHour: number;
};

/**
 * How GitHub words a bad anchor. `thread` was seen from 2022 to 2025, `resolved` in 2026; a client must cope with
 * both.
 */
export type RefusalDialect = 'thread' | 'resolved';

export type GitHubOptions = {
  /** A repository holding the base and head commits of every pull request. */
  readonly repositoryPath: string;
  /** `owner/name` */
  readonly repository: string;
  readonly pulls: readonly PullSeed[];
  readonly issues?: readonly IssueSeed[];
  readonly permissions?: Partial<Permissions>;
  readonly faults?: readonly Fault[];
  readonly token?: string;
  /** Who the token speaks for. */
  readonly viewer?: string;
  readonly limits?: Partial<Limits>;
  readonly refusalDialect?: RefusalDialect;
  /** The repository setting "Allow GitHub Actions to approve pull requests". */
  readonly actionsMayApprove?: boolean;
  /**
   * An inline comment on an earlier commit of the pull request: refused as reports have it, or taken and shown as
   * outdated as the documentation has it.
   */
  readonly staleCommit?: 'refuse' | 'outdated';
  /** What collaborators/{user}/permission answers; everyone else has `read`. */
  readonly collaborators?: Readonly<Record<string, 'admin' | 'write' | 'read' | 'none'>>;
  readonly isPrivate?: boolean;
  /** As on GitHub Enterprise Server: REST under /api/v3, GraphQL at /api/graphql, and nothing anywhere else. */
  readonly enterprise?: boolean;
  /** Inline comments GitHub does not take though their anchor looks good, as now and then it does. */
  readonly refusesComment?: (comment: { readonly path: string; readonly body: string }) => boolean;
};

export const TOKEN = 'ghs_123456_eyJhbGciOiJSUzI1NiJ9.eyJkb3VibGUiOnRydWV9.c2lnbmF0dXJl-Zm9yLXRlc3Rz';
export const VIEWER = 'github-actions[bot]';

export const PERMISSIONS: Permissions = {
  contents: 'read',
  'pull-requests': 'write',
  issues: 'none',
  checks: 'write',
  statuses: 'none',
};

const LIMITS: Limits = {
  diffFiles: 300,
  diffLines: 20_000,
  diffBytes: 1_048_576,
  fileLines: 20_000,
  fileBytes: 512_000,
  fileRows: 3_000,
  answerPatchLines: 20_000,
  pullCommits: 250,
  compareFiles: 300,
  treeEntries: 100_000,
  contentsBytes: 1_048_576,
  blobBytes: 104_857_600,
  graphqlTextBytes: 512_000,
  bodyCharacters: 65_536,
  requestsPerHour: 1_000,
};

/** Limits with the test's own put in; a raised one would make the double laxer than GitHub. */
export function limitsOf(wanted: Partial<Limits> = {}): Limits {
  const limits = { ...LIMITS, ...wanted };
  const raised = Object.entries(LIMITS).filter(
    ([name, value]) => value < (Object.entries(limits).find(([key]) => key === name)?.[1] ?? 0),
  );
  if (raised.length === 0) return limits;
  throw new Error(`These limits may only be lowered: ${raised.map(([name]) => name).join(', ')}.`);
}

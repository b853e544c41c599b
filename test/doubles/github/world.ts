import { type Change, readChange } from './change.ts';
import { commitSha, type Git, openGit } from './git.ts';
import {
  type GitHubOptions,
  type Limits,
  limitsOf,
  PERMISSIONS,
  type Permissions,
  type PullSeed,
  VIEWER,
} from './options.ts';
import type { CheckRun, CommitStatus, PullRecord } from './records.ts';
import { notFound } from './refusals.ts';

/** One GitHub: a repository, its pull requests, and who is asking. */
export type World = {
  readonly options: GitHubOptions;
  readonly owner: string;
  readonly name: string;
  readonly git: Git;
  readonly limits: Limits;
  readonly permissions: Permissions;
  readonly viewer: string;
  /** Known once the server listens. */
  apiUrl: string;
  readonly pulls: ReadonlyMap<number, PullRecord>;
  readonly checkRuns: CheckRun[];
  readonly statuses: CommitStatus[];
  /** Diffs already read, by `base...head`. */
  readonly changes: Map<string, Change>;
  /** Answers of ours that GitHub would not give. Tests assert that this stays empty. */
  readonly violations: string[];
  /** Ids are beyond 32 bits, as GitHub's comment ids are. */
  nextId(): number;
  /** A second later each time, so that order is visible and texts are the same in every run. */
  now(): string;
};

const FIRST_ID = 3_000_000_001;
/** 2026-02-01T00:00:00Z */
const FIRST_TIME_MS = 1_769_904_000_000;
const TICK_MS = 1_000;
const OWNER_AND_NAME = /^([\w.-]+)\/([\w.-]+)$/;

export function createWorld(options: GitHubOptions): World {
  const [, owner, name] = OWNER_AND_NAME.exec(options.repository) ?? [];
  if (owner === undefined || name === undefined)
    throw new Error(`"${options.repository}" is not owner/name.`);
  checkNumbers(options);
  const git = openGit(options.repositoryPath);
  let id = FIRST_ID;
  let timeMs = FIRST_TIME_MS;
  return {
    options,
    owner,
    name,
    git,
    limits: limitsOf(options.limits),
    permissions: { ...PERMISSIONS, ...options.permissions },
    viewer: options.viewer ?? VIEWER,
    apiUrl: '',
    pulls: new Map(options.pulls.map((seed) => [seed.number, pullRecord(git, seed)])),
    checkRuns: [],
    statuses: [],
    changes: new Map(),
    violations: [],
    nextId: () => id++,
    now: () => {
      timeMs += TICK_MS;
      return new Date(timeMs).toISOString().replace('.000Z', 'Z');
    },
  };
}

function checkNumbers({ issues = [], pulls }: GitHubOptions): void {
  const ours = issues.filter(({ repository }) => repository === undefined).map(({ number }) => number);
  const numbers = [...ours, ...pulls.map(({ number }) => number)];
  if (new Set(numbers).size < numbers.length)
    throw new Error('Issues and pull requests share their numbers.');
}

function pullRecord(git: Git, seed: PullSeed): PullRecord {
  for (const sha of [seed.base.sha, seed.head.sha]) {
    if (commitSha(git, sha) !== sha) throw new Error(`The repository has no commit ${sha}.`);
  }
  return {
    seed,
    headSha: seed.head.sha,
    heads: [seed.head.sha],
    reviews: [],
    threads: [],
    issueComments: [],
  };
}

export function findPull(world: World, number: number): PullRecord {
  const pull = world.pulls.get(number);
  if (pull === undefined) throw notFound();
  return pull;
}

/** The three-dot diff of a pull request, at its head or an earlier commit of it. Kept, for it never changes. */
export function changeOf(world: World, pull: PullRecord, headSha: string = pull.headSha): Change {
  const key = `${pull.seed.base.sha}...${headSha}`;
  const change = world.changes.get(key) ?? readChange(world.git, pull.seed.base.sha, headSha, world.limits);
  if (change === null) throw new Error(`${key}: base and head have no common ancestor.`);
  world.changes.set(key, change);
  return change;
}

/** The commits of a pull request, oldest first. */
export function commitsOf(world: World, pull: PullRecord): string[] {
  const list = world.git.text([
    'rev-list',
    '--reverse',
    '--topo-order',
    `${pull.seed.base.sha}..${pull.headSha}`,
  ]);
  return list.split('\n').filter((sha) => sha !== '');
}

export function isBot(world: World, login: string): boolean {
  const seeded = world.options.pulls.some((pull) => pull.author === login && pull.authorIsBot === true);
  return login.endsWith('[bot]') || seeded;
}

export function associationOf(world: World, login: string): string {
  const permission = world.options.collaborators?.[login];
  if (login === world.owner || permission === 'admin') return 'OWNER';
  return permission === 'write' ? 'COLLABORATOR' : 'NONE';
}

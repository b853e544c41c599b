import type { Outline } from './core/context/outline.ts';
import type { DiffText, FileRows } from './core/diff/raw-diff.ts';
import type { Answer, ModelRequest } from './core/prompt/request.ts';
import type { Conversation, PullRequest, Sha, Tickets } from './core/pull-request.ts';
import type { CheckEndPayload, CheckStartPayload, ReviewPayload } from './core/report/payloads.ts';
import type { Limits, Settings } from './core/settings/settings.ts';

/** Reads pull requests. Every method throws `ReviewError`. */
export type PullRequests = {
  read(number: number): Promise<PullRequest>;
  /** With the tickets that `mentioned` names by number; what is no ticket of this repository is left out. */
  conversation(pull: PullRequest, mentioned: readonly number[]): Promise<Conversation>;
  /** Tickets of this repository by number, for those that only the conversation names. */
  tickets(numbers: readonly number[]): Promise<Tickets>;
  /** The whole diff by media type, three-dot; `too-large` is GitHub's 406. */
  diffText(pull: PullRequest): Promise<DiffText>;
  /** All rows of the files endpoint, zero rows refetched with smaller pages. At most 3,000. */
  fileRows(pull: PullRequest): Promise<FileRows>;
  /** Unified diff between two commits, two-dot, for "what is new since"; null when it cannot be had. */
  compareText(pull: PullRequest, from: Sha, to: Sha): Promise<string | null>;
  /** The head right now: the last look before posting. */
  headSha(number: number): Promise<Sha>;
};

export type TreeEntry = {
  readonly path: string;
  readonly mode: string;
  /** Bytes; 0 for a submodule. */
  readonly size: number;
  /** Id of the content, where the source gives it: equal ids are equal texts. */
  readonly blob?: Sha;
};

/** The files of a revision. `complete` is false when the listing was cut (100,000 entries by API). */
export type Tree = { readonly entries: readonly TreeEntry[]; readonly complete: boolean };

/** What reading one file gave. `reason` is a sentence for the reader. */
export type FileText =
  | { readonly kind: 'text'; readonly text: string }
  /** `missing`: there is no such file; otherwise there is, or nobody knows. */
  | { readonly kind: 'unreadable'; readonly reason: string; readonly missing: boolean };

/** A string every line that matters must contain, and where to look for it. */
export type WordSearch = { readonly words: readonly string[]; readonly filesMax: number };

/** One line in which some word stands. A long line is cut. */
export type WordLine = { readonly path: string; readonly line: number; readonly text: string };

/** A commit that changed a line. `date` is the day it was written; the subject is strangers' text. */
export type LineCommit = { readonly sha: Sha; readonly date: string; readonly subject: string };

/** What became of a line, the latest first. `complete` is false when there is, or may be, an earlier commit. */
export type LineHistory = { readonly commits: readonly LineCommit[]; readonly complete: boolean };

/** Reads the repository at a commit. Never the work tree; never outside the repository. */
export type Repository = {
  tree(revision: Sha): Promise<Tree>;
  /** Texts by path; each asked path is a key of the answer. */
  read(revision: Sha, paths: readonly string[]): Promise<ReadonlyMap<string, FileText>>;
  /** Paths whose text contains any of the words; null when searching is not possible here. */
  search(revision: Sha, search: WordSearch): Promise<readonly string[] | null>;
  /** Lines that contain any of the words, in one pass over the revision; null when that is not possible here. */
  lines(revision: Sha, words: readonly string[]): Promise<readonly WordLine[] | null>;
  /** Paths that each of the latest commits changed, merges left out; null when history is not here. */
  history(revision: Sha, commitsMax: number): Promise<readonly (readonly string[])[] | null>;
  /** The commits that changed a line of a file; null when history is not here, or finding it takes too long. */
  lineHistory(revision: Sha, path: string, line: number): Promise<LineHistory | null>;
  /** Three-dot unified diff made by git; null when the commits are not here. */
  diff(base: Sha, head: Sha, paths: readonly string[]): Promise<string | null>;
  /** The merge base, for reading old versions; null when git cannot tell. */
  mergeBase(base: Sha, head: Sha): Promise<Sha | null>;
};

/** What reading may cost. Null stands for the defaults, as long as the settings are not known. */
export type ReadLimits = Pick<Limits, 'readRequests' | 'fileBytes'> | null;

/** A text and the path that tells its language. Several texts may stand for one path. */
export type SourceText = { readonly path: string; readonly text: string };

/** Knows the grammars of languages. It never throws. */
export type Symbols = {
  /** What files define. What cannot be parsed is absent from the answer. */
  outline(files: ReadonlyMap<string, string>): Promise<ReadonlyMap<string, Outline>>;
  /** How many syntax errors each text has, in the order asked; null when no grammar can tell. */
  syntaxErrors(sources: readonly SourceText[]): Promise<readonly (number | null)[]>;
};

/** Opens the repository under the limits of the settings. What one opening has listed, the next one knows. */
export type Repositories = { open(limits: ReadLimits): Repository };

/** A model that answers under the concurrency cap. Never throws for what a provider does. */
export type Model = {
  ask(request: ModelRequest): Promise<Answer>;
  /** Tokens of a prompt as its account counts, as far as that is known; the estimate when it is left out. */
  promptTokens?(request: ModelRequest): number;
  /** Sentences for the reader about how the account was asked; usually none. */
  notes?(): readonly string[];
};

/** Opens the model the settings name. Throws `ReviewError` when no key is there. */
export type Models = { open(settings: Settings): Model };

/** What posting gave: an address, or why it was refused. */
export type Receipt =
  | { readonly kind: 'posted'; readonly id: number; readonly url: string }
  /** GitHub's 422: something in the body is not acceptable. */
  | { readonly kind: 'unprocessable'; readonly reason: string }
  /** No permission, or a limit that waiting did not lift. */
  | { readonly kind: 'refused'; readonly reason: string };

/** Puts things on the pull request. Refusals are returned, so that the next rung can be tried. */
export type Publisher = {
  startCheck(pull: PullRequest, payload: CheckStartPayload): Promise<Receipt>;
  finishCheck(pull: PullRequest, checkId: number, payload: CheckEndPayload): Promise<Receipt>;
  /** Null deletes whichever pending review of ours is found. */
  deletePendingReview(pull: PullRequest, reviewId: number | null): Promise<Receipt>;
  createReview(pull: PullRequest, payload: ReviewPayload): Promise<Receipt>;
  /** Edits comment `id` in place, or creates one when it is null. */
  upsertComment(pull: PullRequest, id: number | null, body: string): Promise<Receipt>;
};

/** Progress for whoever watches. Texts are already free of secrets. */
export type Log = {
  /** A new stage of the story. */
  step(text: string): void;
  info(text: string): void;
  warn(text: string): void;
};

export type Clock = { now(): number };

/** Everything the story asks of the world. */
export type World = {
  readonly pulls: PullRequests;
  readonly repositories: Repositories;
  readonly models: Models;
  readonly publisher: Publisher;
  readonly symbols: Symbols;
  readonly log: Log;
  readonly clock: Clock;
  /** The page of this run, for the check's details link; null outside a runner. */
  readonly runUrl: string | null;
  /** Fires when the job is cancelled. */
  readonly interruption: AbortSignal;
};

/** What reading a change asks of the world: the repository is open under the limits of the settings. */
export type Reading = Pick<World, 'pulls' | 'log' | 'symbols'> & { readonly repository: Repository };

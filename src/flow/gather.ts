import { guidanceFor, isGuidance } from '../core/context/guidance.ts';
import { manifestsFor, projectFrom } from '../core/context/manifests.ts';
import { type GatherPlan, WHOLE_PLAN } from '../core/context/plan.ts';
import { type RepositoryPaths, repositoryPaths } from '../core/context/repository-paths.ts';
import { shelfOf } from '../core/context/shelf.ts';
import type { Snippet } from '../core/context/snippet.ts';
import { wholeSnippet } from '../core/context/spans.ts';
import { type Change, changedTies } from '../core/context/want.ts';
import type { FilePatch } from '../core/diff/diff.ts';
import type { PullRequest } from '../core/pull-request.ts';
import type { Scope } from '../core/scope/scope.ts';
import type { Settings } from '../core/settings/settings.ts';
import { type Library, type Round, readTexts, unread } from './gather-texts.ts';
import { readNeighbourhood } from './neighbourhood.ts';
import { bothVersions, type Versions } from './versions.ts';

/** What was read for a review. `snippets` are in order of worth; changed files come first. */
export type Gathered = {
  readonly snippets: readonly Snippet[];
  /** Whole texts by path: changed files at the head, removed ones at the base. */
  readonly texts: { readonly head: ReadonlyMap<string, string>; readonly base: ReadonlyMap<string, string> };
  readonly guidance: readonly Snippet[];
  /** Sentences about what could not be read, for the reader. */
  readonly notes: readonly string[];
};

type Question = {
  readonly scope: Scope;
  readonly pull: PullRequest;
  readonly settings: Settings;
  /** What to look for; everything when it is not said. */
  readonly plan?: GatherPlan;
};

/**
 * Reads the neighbourhood of a change in two rounds: the changed files with the guidance that applies to
 * them, then what one search from the changed names outwards finds. Each round is one batch of reads, and each
 * is bounded, so that the size of the repository does not matter.
 */
export async function gather(world: Library, question: Question): Promise<Gathered> {
  const { scope, pull, settings } = question;
  if (scope.patches.length === 0)
    return { snippets: [], texts: { head: new Map(), base: new Map() }, guidance: [], notes: [] };
  const tree = await world.repository.tree(pull.head.sha);
  const shelf = shelfOf(tree, settings.limits.fileBytes);
  const notes: string[] = tree.complete
    ? []
    : ['The file listing of the repository was cut; neighbours may be missing.'];
  const paths = repositoryPaths([
    ...tree.entries.map((entry) => entry.path),
    ...scope.patches.flatMap(bothPaths),
  ]);

  const first: Round = {
    scope,
    pull,
    settings,
    plan: question.plan ?? WHOLE_PLAN,
    world,
    tree,
    shelf,
    notes,
  };
  const [head, base, guidance, manifests] = await Promise.all([
    readHead(first),
    readRemoved(first),
    readGuidance(first, paths),
    readManifests(first, paths),
  ]);
  const told = { ...paths, project: projectFrom(manifests) };
  const change: Change = { patches: scope.patches, texts: head, paths: told };
  const versions = await bothVersions(world, change, base);
  const around = await readNeighbourhood(first, change, versions);
  return {
    snippets: [...changedSnippets(change, versions), ...around],
    texts: { head, base },
    guidance,
    notes,
  };
}

/** Up to here a changed file is shown whole wherever its changes are. */
const SHORT_FILE_LINES_MAX = 400;
const GUIDANCE_CHARACTERS_MAX = 24_000;

async function readHead(round: Round): Promise<Map<string, string>> {
  const { scope, pull, shelf, notes } = round;
  const wanted = scope.patches.filter((patch) => patch.status !== 'removed').map((patch) => patch.path);
  const readable = wanted.filter((path) => {
    const problem = shelf.problemWith(path);
    if (problem !== null) notes.push(unread(path, problem));
    return problem === null;
  });
  return readTexts(round, pull.head.sha, { paths: readable, tell: true });
}

/** Only removed files: for the others the diff shows what was there. */
async function readRemoved(round: Round): Promise<Map<string, string>> {
  const { scope, pull, world } = round;
  const removed = scope.patches.filter((patch) => patch.status === 'removed').map((patch) => patch.path);
  if (removed.length === 0) return new Map();
  const fork = await world.repository.mergeBase(pull.base.sha, pull.head.sha);
  return readTexts(round, fork ?? pull.base.sha, { paths: removed, tell: true });
}

/** At the head revision: they say what the imports of the changed files mean there. */
async function readManifests(round: Round, paths: RepositoryPaths): Promise<Map<string, string>> {
  if (round.settings.limits.contextTokens === 0) return new Map();
  const wanted = manifestsFor(
    round.scope.patches.map(({ path }) => path),
    paths,
  );
  const readable = wanted.filter((path) => round.shelf.problemWith(path) === null);
  return readTexts(round, round.pull.head.sha, { paths: readable, tell: false });
}

/** At the base revision: a pull request does not write the rules it is judged by. */
async function readGuidance(round: Round, paths: RepositoryPaths): Promise<Snippet[]> {
  const { scope, pull, notes } = round;
  const changed = scope.patches.flatMap(bothPaths);
  for (const path of changed.filter(isGuidance)) {
    notes.push(
      `${path} is changed by this pull request; the review was guided by the version of the base branch.`,
    );
  }
  const wanted = guidanceFor(changed, paths);
  const texts = await readTexts(round, pull.base.sha, { paths: wanted, tell: false });
  const seen = new Set<string>();
  return wanted.flatMap((path) => {
    const text = texts.get(path)?.trim() ?? '';
    // CLAUDE.md is often a copy of AGENTS.md.
    if (text === '' || seen.has(text)) return [];
    seen.add(text);
    if (text.length > GUIDANCE_CHARACTERS_MAX)
      notes.push(`${path} is long; only its beginning guided the review.`);
    return [
      wholeSnippet({ path, revision: 'base', reason: 'repository guidance', of: [] }, wholeLines(text)),
    ];
  });
}

/**
 * Changed files as they were before the change: the changes themselves are shown anyway, so nothing is shown
 * twice, what was there can be read whole, and a push does not change this part of the prompt. Where the
 * hunks do not fit the text, it is shown as it is.
 */
function changedSnippets(change: Change, versions: Versions): Snippet[] {
  const ties = changedTies(change);
  return change.patches.flatMap((patch) => {
    const of = [patch.path, ...(ties.get(patch.path) ?? [])];
    const { head = null, old = null } = versions.get(patch.path) ?? {};
    const shown = patch.status === 'added' ? head : (old ?? head);
    if (patch.status === 'removed' || shown === null || shown.text === '') return [];
    const revision = shown === head ? 'head' : 'base';
    const whole = wholeSnippet({ path: patch.path, revision, reason: 'changed file', of }, shown.text);
    if (whole.line <= SHORT_FILE_LINES_MAX) return [whole];
    return [{ ...whole, definitions: shown.outline.definitions }];
  });
}

function wholeLines(text: string): string {
  if (text.length <= GUIDANCE_CHARACTERS_MAX) return text;
  const end = text.lastIndexOf('\n', GUIDANCE_CHARACTERS_MAX);
  return end > 0 ? text.slice(0, end) : text.slice(0, GUIDANCE_CHARACTERS_MAX);
}

function bothPaths(patch: FilePatch): string[] {
  return patch.path === patch.oldPath ? [patch.path] : [patch.path, patch.oldPath];
}

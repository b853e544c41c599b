import type { GatherPlan } from '../core/context/plan.ts';
import type { Shelf } from '../core/context/shelf.ts';
import type { PullRequest, Sha } from '../core/pull-request.ts';
import type { Scope } from '../core/scope/scope.ts';
import type { Settings } from '../core/settings/settings.ts';
import type { Log, Repository, Symbols, Tree } from '../ports.ts';

/** What the rounds of reading ask of the world. */
export type Library = { readonly repository: Repository; readonly log: Log; readonly symbols?: Symbols };

/** What all rounds of one gathering share. `notes` grows as they go. */
export type Round = {
  readonly world: Library;
  readonly scope: Scope;
  readonly pull: PullRequest;
  readonly settings: Settings;
  readonly plan: GatherPlan;
  readonly tree: Tree;
  readonly shelf: Shelf;
  readonly notes: string[];
};

/** Texts that could be read. What could not becomes a note, each by name when `tell` is set, else together. */
export async function readTexts(
  round: Round,
  revision: Sha,
  wanted: { readonly paths: readonly string[]; readonly tell: boolean },
): Promise<Map<string, string>> {
  if (wanted.paths.length === 0) return new Map();
  const answers = await round.world.repository.read(revision, wanted.paths);
  const texts = new Map<string, string>();
  const silent: string[] = [];
  for (const path of wanted.paths) {
    const answer = answers.get(path);
    if (answer?.kind === 'text') texts.set(path, answer.text);
    else if (wanted.tell) round.notes.push(unread(path, answer?.reason));
    else if (answer?.missing === false) silent.push(answer.reason);
  }
  const [reason] = silent;
  if (reason !== undefined) {
    round.notes.push(`Files around the change that could not be read: ${silent.length} (${reason}).`);
  }
  return texts;
}

export function unread(path: string, reason = 'it was not found'): string {
  return `${path} could not be read as a whole: ${reason.replace(/\.$/, '')}.`;
}

import { tokenBudget } from '../core/budget/budget.ts';
import type { ContextPack } from '../core/budget/context-pack.ts';
import { packContext } from '../core/budget/pack.ts';
import type { Diff } from '../core/diff/diff.ts';
import { LOOKUP_TOOLS } from '../core/lookup/tools.ts';
import { modelProfile } from '../core/model/models.ts';
import type { ModelProfile } from '../core/model/profile.ts';
import { providerProfile } from '../core/model/providers.ts';
import { chooseEffort } from '../core/prompt/effort.ts';
import { type Brief, fixedTokens } from '../core/prompt/review-prompt.ts';
import type { Conversation, PullRequest, Sha } from '../core/pull-request.ts';
import { readPast } from '../core/review/past.ts';
import type { Past } from '../core/review/review.ts';
import { ATTRIBUTES_PATH, baseRuleNotes } from '../core/scope/base-rules.ts';
import { planSince, type Since, sinceOf } from '../core/scope/incremental.ts';
import { narrowScope } from '../core/scope/narrow.ts';
import type { Scope } from '../core/scope/scope.ts';
import type { Settings } from '../core/settings/settings.ts';
import type { Trigger } from '../core/trigger/trigger.ts';
import { ReviewError } from '../errors.ts';
import type { Reading } from '../ports.ts';
import { fetchDiff } from './fetch-diff.ts';
import { type Gathered, gather } from './gather.ts';
import { readConversation } from './read-conversation.ts';

/** Everything that is read before the model is asked: what `pack` shows and `review` sends. */
export type Prepared = {
  readonly conversation: Conversation;
  readonly past: Past;
  readonly diff: Diff;
  /** Where the change starts from; null when nobody can tell. */
  readonly mergeBase: Sha | null;
  readonly scope: Scope;
  readonly gathered: Gathered;
  readonly brief: Brief;
  readonly packs: readonly ContextPack[];
};

export type Assignment = {
  readonly pull: PullRequest;
  readonly settings: Settings;
  readonly trigger: Trigger;
};

/** Reads the change and what is around it, and lays it out in packs. Asks no model and posts nothing. */
export async function prepare(world: Reading, { pull, settings, trigger }: Assignment): Promise<Prepared> {
  const profile = modelProfile(settings.model, settings.provider);
  const fallback =
    settings.fallback === null ? null : modelProfile(settings.fallback.model, settings.fallback.provider);
  refuseUnpriced(settings, [profile, fallback]);
  const { conversation, ...heard } = await readConversation(world.pulls, pull);
  const past = readPast(conversation);

  world.log.step('Reading the change');
  const diff = await fetchDiff(world, pull);
  const mergeBase = await readMergeBase(world, pull);
  const since = await readSince(world, { pull, settings, trigger }, { memory: past.memory, mergeBase });
  const scope = narrowScope({ diff, settings, attributes: await readAttributes(world, pull), since });

  world.log.step('Reading the code around it');
  const read = await gather(world, { scope, pull, settings });
  const ruleNotes = baseRuleNotes(diff.patches, settings.configPath);
  const gathered: Gathered = { ...read, notes: [...heard.notes, ...ruleNotes, ...read.notes] };
  const effort = chooseEffort(scope.patches, settings);
  const brief: Brief = {
    pull,
    commits: conversation.commits,
    tickets: heard.tickets,
    failingChecks: heard.failingChecks,
    guidance: gathered.guidance,
    settings,
    profile,
    fallback,
    language: settings.language,
    paths: scope.patches.map(({ path }) => path),
    effort,
    tools: effort.effort === 'deep' && takesTools(settings) ? LOOKUP_TOOLS : [],
  };
  const packs = packContext({
    scope,
    snippets: gathered.snippets,
    budget: tokenBudget(profile, settings),
    fixedTokens: fixedTokens(brief),
  });
  return { conversation, past, diff, mergeBase, scope, gathered, brief, packs };
}

/** Look-ups are offered only where whoever may answer knows what tools are. */
function takesTools({ provider, fallback }: Settings): boolean {
  const names = fallback === null ? [provider] : [provider, fallback.provider];
  return names.every((name) => providerProfile(name).accepts.tools);
}

const OUTPUT_CAP_FIELDS = ['max_completion_tokens', 'max_tokens'];

/** A ceiling that cannot be held is worse than none: it would be trusted. */
function refuseUnpriced(
  { budgetUsd, extraBody }: Settings,
  profiles: readonly (ModelProfile | null)[],
): void {
  if (budgetUsd === null) return;
  const lifted = OUTPUT_CAP_FIELDS.find((field) => field in extraBody);
  if (lifted !== undefined) {
    throw new ReviewError('INPUT_INVALID', `budget-usd cannot be held: extra-body sets ${lifted}.`, {
      remedy: 'Leave one of the two out: the ceiling is reckoned from the output cap.',
    });
  }
  const unpriced = profiles.find((profile) => profile?.prices === null);
  if (unpriced === undefined || unpriced === null) return;
  throw new ReviewError('INPUT_INVALID', `budget-usd cannot be held: no price is known for ${unpriced.id}.`, {
    remedy: 'Leave budget-usd out for this model, or choose one with a known price.',
  });
}

/** Without it this run reads everything and so does the next one, which is no reason to fail. */
async function readMergeBase(
  { repository, log }: Pick<Reading, 'repository' | 'log'>,
  { base, head }: PullRequest,
): Promise<Sha | null> {
  try {
    return await repository.mergeBase(base.sha, head.sha);
  } catch (cause) {
    if (!(cause instanceof ReviewError)) throw cause;
    log.warn(`The commit the change starts from could not be read: ${cause.message}`);
    return null;
  }
}

async function readSince(
  world: Pick<Reading, 'pulls'>,
  { pull, settings, trigger }: Assignment,
  known: Pick<Past, 'memory'> & Pick<Prepared, 'mergeBase'>,
): Promise<Since | null> {
  const plan = planSince({ pull, settings, trigger, ...known });
  const compare =
    plan?.kind === 'compare' ? await world.pulls.compareText(pull, plan.from, pull.head.sha) : null;
  return sinceOf(plan, compare);
}

/** At the base revision: a pull request must not declare its own files generated. */
async function readAttributes(world: Pick<Reading, 'repository'>, pull: PullRequest): Promise<string> {
  const answer = (await world.repository.read(pull.base.sha, [ATTRIBUTES_PATH])).get(ATTRIBUTES_PATH);
  return answer?.kind === 'text' ? answer.text : '';
}

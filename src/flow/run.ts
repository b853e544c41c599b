import { judgeAnswers } from '../core/findings/judge.ts';
import type { PullRequest } from '../core/pull-request.ts';
import type { Outcome } from '../core/report/outcome.ts';
import { composeReview } from '../core/review/compose.ts';
import { skipped } from '../core/review/skipped.ts';
import { skipReason } from '../core/scope/skip.ts';
import { parseSettings } from '../core/settings/parse.ts';
import type { Inputs } from '../core/settings/settings.ts';
import type { Trigger } from '../core/trigger/trigger.ts';
import type { World } from '../ports.ts';
import { accountsOf, answersOf, ask } from './ask.ts';
import { check } from './check.ts';
import { LOOKUP_LIMITS, openLookups } from './lookup.ts';
import { prepare } from './prepare.ts';
import { proveSuggestions } from './prove-suggestions.ts';
import { publish } from './publish.ts';
import { openPurse } from './purse.ts';
import { readConfig } from './read-config.ts';
import { type Ended, failed, underCheck } from './under-check.ts';

/** One pull request to review: which, why, and what the workflow or the command line said. */
export type Order = { readonly number: number; readonly trigger: Trigger; readonly inputs: Inputs };

/** Reviews one pull request, from its number to the verdict. Never throws: a failure is an outcome too. */
export async function run(world: World, order: Order): Promise<Ended> {
  try {
    world.log.step(`Reading pull request ${order.number}`);
    const pull = await world.pulls.read(order.number);
    return await underCheck(world, pull, () => review(world, { ...order, pull }));
  } catch (cause) {
    return { pull: null, outcome: failed(cause), told: false };
  }
}

/** The whole story. Each line yields what the next one needs; every variant of a run is a value in it. */
async function review(world: World, order: Order & { readonly pull: PullRequest }): Promise<Outcome> {
  const { pull, trigger, inputs } = order;
  const startedAt = world.clock.now();
  const settings = parseSettings(inputs, await readConfig(world.repositories.open(null), { pull, inputs }));
  for (const warning of settings.warnings) world.log.warn(warning);
  const reason = skipReason(pull, settings, trigger);
  if (reason !== null) return skipped(pull, settings, reason);
  const model = world.models.open(settings);

  const repository = world.repositories.open(settings.limits);
  const prepared = await prepare({ ...world, repository }, { pull, settings, trigger });
  const { past, diff, mergeBase, scope, gathered, brief, packs } = prepared;

  const purse = openPurse(settings.budgetUsd);
  const lookups = openLookups({ repository, symbols: world.symbols, pull, limits: LOOKUP_LIMITS });
  const desk = { model, brief, packs, purse, lookups, log: world.log };
  const readings = await ask(desk);
  const judged = judgeAnswers(answersOf(readings), { diff, texts: gathered.texts, rules: settings.rules });
  const archive = { repository, pull, texts: gathered.texts.head, log: world.log };
  const checked = await check(judged.placed, { ...desk, archive });
  const kept = await proveSuggestions(checked.kept, { texts: gathered.texts, symbols: world.symbols });

  const composed = composeReview({
    pull,
    settings,
    profile: brief.profile,
    cause: trigger.cause,
    past,
    diff,
    mergeBase,
    scope,
    ...accountsOf(readings),
    effort: brief.effort,
    judged,
    checked: { ...checked, kept },
    notes: [...gathered.notes, ...judged.notes, ...lookups.notes(), ...(model.notes?.() ?? [])],
    startedAt,
    finishedAt: world.clock.now(),
  });
  const posting = await publish(world, composed, prepared);
  return { kind: 'reviewed', review: composed, posting };
}

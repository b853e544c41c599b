import type { FilePatch } from '../diff/diff.ts';
import type { EFFORT_CHOICES, Settings } from '../settings/settings.ts';
import { isProse } from './changed-texts.ts';

export type Effort = Exclude<(typeof EFFORT_CHOICES)[number], 'auto'>;

export type EffortChoice = { readonly effort: Effort; readonly reason: string };

/**
 * How much work a change is worth. By itself it is `standard`, and `quick` where only prose changed; `deep`
 * is for whoever asks for it, because it multiplies the price.
 */
export function chooseEffort(
  patches: readonly FilePatch[],
  settings: Pick<Settings, 'effort'>,
): EffortChoice {
  if (settings.effort !== 'auto')
    return { effort: settings.effort, reason: `effort: ${settings.effort} is set` };
  if (patches.every(({ path }) => isProse(path))) {
    return { effort: 'quick', reason: 'only documentation changed' };
  }
  return { effort: 'standard', reason: 'code changed' };
}

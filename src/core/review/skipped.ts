import type { PullRequest } from '../pull-request.ts';
import type { Settings } from '../settings/settings.ts';
import type { Skipped } from './review.ts';

/** A pull request that a rule leaves alone. The check says which rule, and is never green. */
export function skipped(pull: PullRequest, settings: Settings, reason: string): Skipped {
  return {
    kind: 'skipped',
    pull,
    settings,
    reason,
    conclusion: { kind: 'skipped', title: `Not reviewed: ${reason}`, reason },
  };
}

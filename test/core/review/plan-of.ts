import type { PlacedFinding } from '../../../src/core/findings/finding.ts';
import { commentLimit } from '../../../src/core/review/comment-limit.ts';
import type { Past, ThreadPlan } from '../../../src/core/review/review.ts';
import { planThreads } from '../../../src/core/review/threads.ts';
import type { Settings } from '../../../src/core/settings/settings.ts';

/** The plan of a run on a small change. */
export function planOf(placed: readonly PlacedFinding[], past: Past, settings: Settings): ThreadPlan {
  return planThreads(placed, past, { ...settings, maxComments: commentLimit(settings, []) });
}

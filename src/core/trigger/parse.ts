import * as z from 'zod';
import { ReviewError } from '../../errors.ts';
import type { Inputs } from '../settings/settings.ts';
import { decodePulls } from './pulls.ts';
import type { Ignored, RunnerEvent, Trigger } from './trigger.ts';

/** The only look at the event: what to review and why, or why nothing. `pr` says which, the event says whether. */
export function parseTrigger(event: RunnerEvent, inputs: Inputs): Trigger | Ignored {
  const asked = askedPulls(inputs);
  switch (event.name) {
    case 'pull_request':
    case 'pull_request_target':
      return pullRequestTrigger(event, asked);
    case 'workflow_dispatch':
      return dispatchTrigger(event, asked);
    case 'issue_comment':
    case 'pull_request_review_comment':
      return asked === null ? { kind: 'ignored', reason: NO_COMMANDS } : askedTrigger(event, asked);
    default:
      if (asked !== null) return askedTrigger(event, asked);
      throw new ReviewError(
        'EVENT_UNSUPPORTED',
        `The event ${JSON.stringify(event.name)} does not belong to a pull request, and the input pr is empty.`,
        { remedy: REMEDY_PR },
      );
  }
}

const REMEDY_PR =
  'Run on pull_request, pull_request_target or workflow_dispatch, or pass the number of a pull request as pr.';

const NO_COMMANDS =
  'Comment commands are not in this release. Review again from the Actions tab (Run workflow), or pass the pull request number as pr.';

/** Actions of a pull request event that mean there is something to read. */
const REVIEWED_ACTIONS = [
  'opened',
  'synchronize',
  'reopened',
  'ready_for_review',
  'labeled',
  'review_requested',
];

/** Events a person starts by hand: the skip rules are for those that come by themselves. */
const EVENTS_BY_HAND = [
  'workflow_dispatch',
  'repository_dispatch',
  'issue_comment',
  'pull_request_review_comment',
];

const ACTION_PAYLOAD = z.object({ action: z.string() });
const PULL_PAYLOAD = z.object({ pull_request: z.object({ number: z.int().positive() }) });

function pullRequestTrigger(event: RunnerEvent, asked: readonly number[] | null): Trigger | Ignored {
  const { action } = decodePayload(event, ACTION_PAYLOAD);
  if (!REVIEWED_ACTIONS.includes(action)) {
    return {
      kind: 'ignored',
      reason: `Nothing to review on ${event.name} (${shownAction(action)}): a review follows ${REVIEWED_ACTIONS.join(', ')}.`,
    };
  }
  const pulls = asked ?? [decodePayload(event, PULL_PAYLOAD).pull_request.number];
  return { kind: 'review', pulls, automatic: true, cause: `${event.name} (${action})` };
}

// GitHub sends `inputs: null` for a workflow without inputs, and numbers as text.
const DISPATCH_PAYLOAD = z.object({
  inputs: z
    .object({ pr: z.union([z.string(), z.number()]).nullish() })
    .nullish()
    .transform((given) => String(given?.pr ?? '').trim()),
});

function dispatchTrigger(event: RunnerEvent, asked: readonly number[] | null): Trigger {
  if (asked !== null) return askedTrigger(event, asked);
  const { inputs } = decodePayload(event, DISPATCH_PAYLOAD);
  if (inputs !== '') return askedTrigger(event, decodePulls(inputs));
  throw new ReviewError('INPUT_INVALID', 'The input pr is missing: a dispatch does not say what to review.', {
    remedy:
      'Start the workflow with the number of a pull request as pr, for instance 12, or "12, 34" for several.',
  });
}

function askedTrigger(event: RunnerEvent, pulls: readonly number[]): Trigger {
  const automatic = !EVENTS_BY_HAND.includes(event.name);
  return { kind: 'review', pulls, automatic, cause: event.name };
}

function askedPulls(inputs: Inputs): readonly number[] | null {
  const given = (inputs['pr'] ?? '').trim();
  return given === '' ? null : decodePulls(given);
}

function decodePayload<Value>(event: RunnerEvent, schema: z.ZodType<Value>): Value {
  const decoded = schema.safeParse(event.payload);
  if (decoded.success) return decoded.data;
  const [first] = decoded.error.issues;
  const field = first === undefined || first.path.length === 0 ? 'its payload' : first.path.join('.');
  const wrong =
    first?.code === 'invalid_type' ? 'is missing or of another kind' : 'is not what GitHub documents';
  throw new ReviewError('EVENT_UNSUPPORTED', `The event ${event.name} cannot be read: ${field} ${wrong}.`, {
    remedy: REMEDY_PR,
    cause: decoded.error,
  });
}

const ACTION_CHARACTERS_SHOWN = 40;

function shownAction(action: string): string {
  return action.slice(0, ACTION_CHARACTERS_SHOWN).replace(/[^\w-]/g, '?');
}

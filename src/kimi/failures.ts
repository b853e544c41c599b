import { remedyFor } from '../errors.ts';
import type { Breakdown, Circumstances, Failure, Verdict } from './breakdown.ts';
import { redact } from './redact.ts';
import { judgeRefusal, overflow } from './refusals.ts';

const MS_PER_SECOND = 1_000;
const RETRY_SOON_MS = 1_000;

/** What a failed try means: words for people, whether to try again, what it says about the account. */
export function readFailure(breakdown: Breakdown, circumstances: Circumstances): Failure {
  const verdict = judge(breakdown, circumstances);
  const { requestId } = circumstances;
  return {
    remedy: remedyFor(verdict.code),
    retry: { kind: 'never' },
    signal: { kind: 'none' },
    ...verdict,
    // Not in the words: thirty packs refused for one reason must read as one reason.
    requestId,
  };
}

function judge(breakdown: Breakdown, circumstances: Circumstances): Verdict {
  const { title } = circumstances.provider;
  const soon = { retry: { kind: 'wait', ms: RETRY_SOON_MS } } as const;
  switch (breakdown.kind) {
    case 'refused':
      return judgeRefusal(breakdown, circumstances);
    case 'connection': {
      const said = redact(breakdown.text, circumstances.secrets);
      return { code: 'KIMI_CONNECTION', message: `The connection to ${title} failed: ${said}.`, ...soon };
    }
    case 'cut':
      return {
        code: 'KIMI_STREAM_CUT',
        message: `The answer of ${title} broke off before its end.`,
        ...soon,
      };
    case 'filtered':
      return { code: 'KIMI_CONTENT_FILTER', message: `${title} withheld its answer: content filter.` };
    case 'stalled': {
      const seconds = Math.round(breakdown.afterMs / MS_PER_SECOND);
      return { code: 'KIMI_STALLED', message: `${title} sent nothing for ${seconds} seconds.`, ...soon };
    }
    case 'timeout': {
      const seconds = Math.round(breakdown.afterMs / MS_PER_SECOND);
      return { code: 'KIMI_TIMEOUT', message: `${title} did not finish within ${seconds} seconds.` };
    }
    case 'too-long':
      return overflow(breakdown.tokens, circumstances);
    case 'run-ended':
      return {
        code: 'KIMI_TIMEOUT',
        message: `${title} had not answered when the time for the run (timeout-minutes) was over.`,
      };
  }
}

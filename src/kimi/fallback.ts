import type { Answer, ModelRequest } from '../core/prompt/request.ts';
import type { ErrorCode } from '../errors.ts';
import type { Log } from '../ports.ts';
import { addUsage } from './ticket.ts';

type Ask = (request: ModelRequest) => Promise<Answer>;

/** Failures another account or provider may not have. A request that is wrong in itself is not among them. */
const WORTH_ANOTHER_PROVIDER: readonly ErrorCode[] = [
  'KIMI_QUOTA',
  'KIMI_DAILY_LIMIT',
  'KIMI_RATE_LIMITED',
  'KIMI_OVERLOADED',
  'KIMI_PLAN_REFUSED',
  'KIMI_CONTENT_FILTER',
];

/** Asks the second provider, if there is one, for what the first refused for good; the answer tells who gave it. */
export async function askWithFallback(
  { primary, fallback, log }: { primary: Ask; fallback: Ask | null; log: Log },
  request: ModelRequest,
): Promise<Answer> {
  const first = await primary(request);
  if (first.kind === 'reply' || fallback === null) return first;
  if (!WORTH_ANOTHER_PROVIDER.includes(first.code)) return first;
  log.warn(`${request.name}: ${first.message} Asking the fallback.`);
  const second = await fallback(request);
  const answer: Answer = {
    ...second,
    usage: addUsage(first.usage, second.usage),
    calls: joined(first, second),
  };
  if (answer.kind === 'reply') return answer;
  const message = `${first.message} The fallback ${second.calls.model} failed too: ${answer.message}`;
  return { ...answer, code: first.code, message, remedy: first.remedy };
}

function joined(first: Extract<Answer, { kind: 'failure' }>, second: Answer): Answer['calls'] {
  return {
    requests: first.calls.requests + second.calls.requests,
    refusals: [...first.calls.refusals, first.code, ...second.calls.refusals],
    queuedMs: first.calls.queuedMs + second.calls.queuedMs,
    answeredMs: first.calls.answeredMs + second.calls.answeredMs,
    requestId: second.calls.requestId,
    model: second.calls.model,
  };
}

import OpenAI, { APIConnectionError, APIError } from 'openai';
import type { Stream } from 'openai/streaming';
import * as z from 'zod';
import type { ModelReply, ModelRequest } from '../core/prompt/request.ts';
import type { Clock } from '../ports.ts';
import type { Breakdown, Circumstances } from './breakdown.ts';
import { readFailure } from './failures.ts';
import { EMPTY_FOLD, type Fold, finishFold, foldEvent, usageOf } from './from-wire.ts';
import { readRequestId } from './redact.ts';
import type { Sending, Signs } from './ticket.ts';
import type { Timer } from './timer.ts';
import { type Address, toWire } from './to-wire.ts';
import { type CallLimits, watchCall } from './watch.ts';

export type WireReply = Pick<ModelReply, 'text' | 'reasoning' | 'toolCalls' | 'finish' | 'finishDetail'>;

export type CallOptions = {
  readonly client: OpenAI;
  readonly address: Address;
  readonly secrets: readonly string[];
  readonly limits: CallLimits;
  readonly clock: Clock;
  readonly timer: Timer;
  /** The end of the run. */
  readonly signal: AbortSignal;
};

/** What is known of a call so far, also when it breaks. */
type Progress = { fold: Fold; requestId: string | null };

/** The client. Every request is sent once: the pool owns retries. */
export function openClient(options: { apiKey: string; baseURL: string; userAgent: string }): OpenAI {
  return new OpenAI({
    apiKey: options.apiKey,
    baseURL: options.baseURL,
    maxRetries: 0,
    // Ours, never the library's and never another client's; the endpoint is told nothing about the machine.
    defaultHeaders: { 'User-Agent': options.userAgent, ...LIBRARY_HEADERS },
    // Not from the environment: that is meant for other programs.
    organization: null,
    project: null,
    // The library would print prompts and headers when OPENAI_LOG is set.
    logLevel: 'off',
    // A redirect would carry prompts to an address nobody chose.
    fetchOptions: { redirect: 'error' },
  });
}

const LIBRARY_HEADERS = Object.fromEntries(
  ['Lang', 'Package-Version', 'OS', 'Arch', 'Runtime', 'Runtime-Version', 'Retry-Count', 'Timeout'].map(
    (name) => [`X-Stainless-${name}`, null] as const,
  ),
);

/** One try. The stream is folded by hand: the library's own helper keeps only the last piece of reasoning. */
export async function call(
  options: CallOptions,
  request: ModelRequest,
  signs: Signs,
): Promise<Sending<WireReply>> {
  const progress: Progress = { fold: EMPTY_FOLD, requestId: null };
  const watch = watchCall(options);
  let broken: Breakdown | null = null;
  try {
    await receive({ options, request, progress, signal: watch.signal }, () => {
      watch.heard();
      const { events, reasoning, text } = progress.fold;
      if (events === 1) signs.admitted();
      // The event before it only names the role, and may come before the prompt is read.
      if (reasoning !== '' || text !== '') signs.firstToken();
    });
  } catch (error) {
    broken = watch.verdict() ?? readError(error, progress);
  } finally {
    watch.stop();
  }
  return conclude({ options, request, progress }, watch.verdict() ?? broken);
}

type Exchange = {
  readonly options: CallOptions;
  readonly request: ModelRequest;
  readonly progress: Progress;
};

async function receive(
  { options, request, progress, signal }: Exchange & { readonly signal: AbortSignal },
  heard: () => void,
): Promise<void> {
  const { data: stream, response } = await options.client
    .post<Stream<unknown>>('/chat/completions', {
      body: toWire(request, options.address),
      stream: true,
      signal,
      timeout: options.limits.callMs,
    })
    .withResponse();
  progress.requestId = readRequestId(response.headers);
  for await (const event of stream) {
    progress.fold = foldEvent(progress.fold, event);
    heard();
  }
}

function conclude({ options, request, progress }: Exchange, broken: Breakdown | null): Sending<WireReply> {
  const { fold, requestId } = progress;
  const usage = usageOf(fold, request.promptTokens);
  const folded = finishFold(fold, broken === null);
  // An answer that is proven complete stands, even when the line broke behind it.
  if (folded.kind === 'complete') return { kind: 'reply', reply: folded, usage, requestId };
  const { provider, profile } = options.address;
  const { client, secrets } = options;
  const asked = { address: client.baseURL, key: client.apiKey ?? '' };
  const circumstances: Circumstances = { provider, profile, requestId, secrets, asked };
  return { kind: 'failure', failure: readFailure(broken ?? folded, circumstances), usage, requestId };
}

const word = z.string().catch('');
const errorBody = z
  .object({ message: word, type: word, code: word })
  .catch({ message: '', type: '', code: '' });

function readError(error: unknown, progress: Progress): Breakdown {
  if (error instanceof APIConnectionError) return { kind: 'connection', text: causeOf(error) };
  if (error instanceof APIError) {
    progress.requestId = readRequestId(error.headers) ?? progress.requestId;
    const { message, type, code } = errorBody.parse(error.error);
    // Without a JSON body the library's message is the status and the page.
    const text = message === '' ? error.message.replace(/^\d{3} /, '') : message;
    const retryAfter = error.headers?.get('retry-after') ?? null;
    return { kind: 'refused', status: error.status ?? null, type: type || code, text, retryAfter };
  }
  // The stream had begun: whatever tears it now, the answer is cut.
  return { kind: 'cut' };
}

const errorShape = z.object({ message: word, code: word, cause: z.unknown().optional() });
const CAUSES_MAX = 5;

/** The innermost cause says what happened (`ECONNREFUSED`), the outer ones only that something did. */
function causeOf(error: unknown): string {
  let said = '';
  let current = error;
  for (let depth = 0; depth < CAUSES_MAX; depth += 1) {
    const parsed = errorShape.safeParse(current);
    if (!parsed.success) break;
    const { code, message, cause } = parsed.data;
    said = code || message || said;
    current = cause;
  }
  return said;
}

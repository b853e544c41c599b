import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import type { Accounts, Caller } from './accounts.ts';
import { type ChatBody, messageTexts, readChatBody } from './body.ts';
import type { ApiClock } from './clock.ts';
import { compose } from './completion.ts';
import { checkHistory } from './history.ts';
import { findModel, type ModelFacts } from './models.ts';
import type { Answers, KimiCall, RecordedCall } from './options.ts';
import { type Parameters, readParameters } from './parameters.ts';
import { perform, refuse } from './perform.ts';
import { PrefixCache, prefixBlocks } from './prefix-cache.ts';
import { clientNotAllowed, invalid, quotaUsedUp, Refusal, tokenLimitReached } from './refusals.ts';
import type { KimiScript } from './script.ts';
import { layOutPrompt, type Prompt } from './tokens.ts';
import { checkResponseFormat, checkTools } from './tools.ts';

export type ChatRules = {
  readonly accounts: Accounts;
  readonly clock: ApiClock;
  readonly models: readonly ModelFacts[];
  readonly gate: boolean;
  readonly strictReasoningReplay: boolean;
  readonly answer: Answers;
};

export type ChatRequest = {
  readonly requestId: string;
  readonly headers: IncomingHttpHeaders;
  readonly responseHeaders: (caller: Caller | null) => Readonly<Record<string, string>>;
  readonly text: string;
  readonly signal: AbortSignal;
};

type OpenRecord = { -readonly [Field in keyof RecordedCall]: RecordedCall[Field] };
type Admitted = { readonly body: ChatBody; readonly parameters: Parameters; readonly prompt: Prompt };

/** User-Agent prefixes that the subscription host lets through. */
const CODING_AGENTS = ['KimiCLI/', 'kimi-code-cli/', 'claude-cli/', 'RooCode/', 'Kilo-Code/'];
const GATE_BYTES_MAX = 2_097_152;
const CLIENT_CLOSED = 499;

/** The desk for `POST /chat/completions`: admits, records, and lets the script answer. */
export class ChatDesk {
  readonly calls: OpenRecord[] = [];
  readonly scriptErrors: unknown[] = [];
  peakConcurrency = 0;
  readonly #rules: ChatRules;
  readonly #cache = new PrefixCache();
  #admitted = 0;

  constructor(rules: ChatRules) {
    this.#rules = rules;
  }

  async serve(request: ChatRequest, response: ServerResponse): Promise<void> {
    const { clock, accounts } = this.#rules;
    const record = openRecord(request, { order: this.calls.length, now: clock.now() });
    this.calls.push(record);
    let caller: Caller | null = null;
    let release = () => {};
    try {
      caller = accounts.identify(request.headers.authorization);
      release = this.#enter(caller, request, record);
      const admitted = this.#admit(request.text, record);
      caller.account.meter.charge(caller, admitted.prompt.tokens + admitted.parameters.outputCap);
      await this.#answer({ ...admitted, caller, request, response, record, release });
    } catch (error) {
      const headers = request.responseHeaders(caller);
      if (!request.signal.aborted) this.#fail(error, { response, headers, release, record });
    } finally {
      release();
      record.endedAt = clock.now();
      record.status = statusOf(response, request.signal);
    }
  }

  /** Gate, balance, RPM and concurrency: judged before anyone looks at the body. */
  #enter(caller: Caller, { headers, text }: ChatRequest, record: OpenRecord): () => void {
    const userAgent = headers['user-agent'] ?? '';
    if (this.#rules.gate && !CODING_AGENTS.some((prefix) => userAgent.startsWith(prefix)))
      throw clientNotAllowed();
    if (caller.state === 'no-balance') throw quotaUsedUp(caller);
    const { meter } = caller.account;
    meter.enter(caller);
    record.concurrency = meter.running;
    this.peakConcurrency = Math.max(this.peakConcurrency, meter.running);
    let inside = true;
    const release = () => {
      if (inside) meter.leave();
      inside = false;
    };
    const bytes = Buffer.byteLength(text);
    if (this.#rules.gate && bytes > GATE_BYTES_MAX) {
      release();
      throw invalid(`total message size ${bytes} exceeds limit ${GATE_BYTES_MAX}`);
    }
    return release;
  }

  #admit(text: string, record: OpenRecord): Admitted {
    record.body = parseJson(text);
    const body = readChatBody(record.body);
    const model = findModel(this.#rules.models, body.model);
    const parameters = readParameters(body, model);
    const { thinking, outputCap } = parameters;
    Object.assign(record, { thinking, outputCap });
    checkTools(body, thinking);
    checkResponseFormat(body);
    const reasoningRequired = this.#rules.strictReasoningReplay && thinking === 'enabled';
    checkHistory(body.messages, { reasoningRequired });
    const prompt = layOutPrompt(body, parameters.keepReasoning);
    record.promptTokens = prompt.tokens;
    if (prompt.tokens + outputCap > model.context)
      throw tokenLimitReached(model.context, prompt.tokens + outputCap);
    return { body, parameters, prompt };
  }

  async #answer(turn: Turn): Promise<void> {
    const { body, parameters, prompt, caller, request, record } = turn;
    const { thinking, outputCap } = parameters;
    const blocks = prefixBlocks(`${caller.account.name}/${body.model}/${thinking}`, prompt.text);
    const counts = {
      promptTokens: prompt.tokens,
      cachedTokens: Math.min(this.#cache.cachedTokens(blocks), prompt.tokens),
    };
    record.cachedTokens = counts.cachedTokens;
    const number = this.#admitted;
    this.#admitted += 1;
    const text = body.messages.flatMap(messageTexts).join('\n');
    const { headers } = request;
    const concurrency = record.concurrency ?? 0;
    const script = await this.#script({
      number,
      body,
      text,
      headers,
      thinking,
      outputCap,
      ...counts,
      concurrency,
    });
    checkScript(script, body);
    if (script.kind === 'error') record.errorType = script.type;
    const stop = typeof body.stop === 'string' ? [body.stop] : (body.stop ?? []);
    await perform(script, {
      response: turn.response,
      headers: request.responseHeaders(caller),
      clock: this.#rules.clock,
      signal: request.signal,
      stream: body.stream === true,
      includeUsage: body.stream_options?.include_usage === true,
      compose: (parts) => compose(parts, { number, model: body.model, thinking, outputCap, stop, ...counts }),
      onFirstToken: () => this.#cache.store(blocks),
      release: turn.release,
    });
  }

  async #script(call: KimiCall): Promise<KimiScript> {
    const { answer } = this.#rules;
    if (typeof answer === 'function') return await answer(call);
    const script = answer[Math.min(call.number, answer.length - 1)];
    if (script === undefined) throw new Error('The list of answers is empty.');
    return script;
  }

  /** A broken script must not look like trouble at the provider, which a client would wait out. */
  #fail(error: unknown, exchange: FailedTurn): void {
    const refusal =
      error instanceof Refusal ? error : invalid(`The script of the double failed: ${String(error)}`);
    if (refusal !== error) this.scriptErrors.push(error);
    exchange.record.errorType = refusal.type;
    if (exchange.response.headersSent) exchange.response.destroy();
    else refuse(refusal, exchange);
  }
}

/** With `tool_choice: none` the API generates no calls: a script that does tells of another API. */
function checkScript(script: KimiScript, body: ChatBody): void {
  const parts = script.kind === 'reply' ? script : 'reply' in script ? script.reply : undefined;
  if (body.tool_choice === 'none' && (parts?.toolCalls ?? []).length > 0) {
    throw new Error("The script calls tools although tool_choice is 'none'.");
  }
}

type Turn = Admitted & {
  readonly caller: Caller;
  readonly request: ChatRequest;
  readonly response: ServerResponse;
  readonly record: OpenRecord;
  readonly release: () => void;
};

type FailedTurn = {
  readonly response: ServerResponse;
  readonly headers: Readonly<Record<string, string>>;
  readonly release: () => void;
  readonly record: OpenRecord;
};

function openRecord(request: ChatRequest, { order, now }: { order: number; now: number }): OpenRecord {
  return {
    order,
    requestId: request.requestId,
    body: null,
    headers: request.headers,
    startedAt: now,
    endedAt: null,
    thinking: null,
    outputCap: null,
    promptTokens: null,
    cachedTokens: null,
    concurrency: null,
    status: null,
    errorType: null,
  };
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalid('Invalid request: the request body is not valid JSON');
  }
}

function statusOf(response: ServerResponse, signal: AbortSignal): number | null {
  if (signal.aborted) return CLIENT_CLOSED;
  return response.headersSent ? response.statusCode : null;
}

import type { ServerResponse } from 'node:http';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ApiClock } from './clock.ts';
import type { Completion } from './completion.ts';
import { Refusal } from './refusals.ts';
import type { KimiScript, ReplyParts } from './script.ts';
import { type Stage, streamEvents, wholeAnswer } from './stream.ts';
import { SplitWire } from './wire.ts';

/** One request being answered. */
export type Exchange = {
  readonly response: ServerResponse;
  readonly headers: Readonly<Record<string, string>>;
  readonly clock: ApiClock;
  /** Fires when the client hangs up or the double closes. */
  readonly signal: AbortSignal;
  readonly stream: boolean;
  readonly includeUsage: boolean;
  compose(parts: ReplyParts): Completion;
  /** The prompt has been read: its prefix is in the cache from now on. */
  onFirstToken(): void;
  /** The slot is free again; called before the client can know that the answer is complete. */
  release(): void;
};

const OK = 200;
const MS_PER_SECOND = 1_000;
const RESET_AFTER_EVENTS = 3;
const GATEWAY_PAGE =
  '<html>\r\n<head><title>504 Gateway Time-out</title></head>\r\n<body>\r\n<center><h1>504 Gateway Time-out</h1></center>\r\n<hr><center>openresty</center>\r\n</body>\r\n</html>\r\n';

export async function perform(script: KimiScript, exchange: Exchange): Promise<void> {
  const parts = script.kind === 'reply' ? script : 'reply' in script ? (script.reply ?? {}) : {};
  const delayMs = ('delayMs' in script ? script.delayMs : parts.delayMs) ?? 0;
  await exchange.clock.sleep(delayMs, exchange.signal);
  switch (script.kind) {
    case 'error':
      return refuse(new Refusal(script.status, script.type, script.message, script.headers), exchange);
    case 'html':
      return finish(exchange, { status: script.status, type: 'text/html', body: GATEWAY_PAGE });
    case 'empty-body':
      return finish(exchange, { status: OK, type: contentType(exchange.stream), body: '' });
    case 'reset':
      if (script.when === 'before-headers') return reset(exchange);
      return exchange.stream ? stream(parts, exchange, script) : resetWithinBody(parts, exchange);
    case 'reply':
      return exchange.stream ? stream(parts, exchange, script) : answerWhole(parts, exchange);
    case 'stall':
      return exchange.stream ? stream(parts, exchange, script) : silence(exchange);
    case 'no-done':
    case 'in-stream-error':
      if (!exchange.stream) throw new Error(`A '${script.kind}' script needs a request that streams.`);
      return stream(parts, exchange, script);
  }
}

export function refuse(refusal: Refusal, exchange: Pick<Exchange, 'response' | 'headers' | 'release'>): void {
  const body = JSON.stringify({ error: { message: refusal.message, type: refusal.type } });
  const headers = { ...exchange.headers, ...refusal.headers };
  finish({ ...exchange, headers }, { status: refusal.status, type: contentType(false), body });
}

type Page = { readonly status: number; readonly type: string; readonly body: string };

function finish(exchange: Pick<Exchange, 'response' | 'headers' | 'release'>, page: Page): void {
  exchange.release();
  exchange.response.writeHead(page.status, { ...exchange.headers, 'Content-Type': page.type });
  exchange.response.end(page.body);
}

function contentType(stream: boolean): string {
  return stream ? 'text/event-stream; charset=utf-8' : 'application/json; charset=utf-8';
}

/** Headers are withheld until everything is generated. */
async function answerWhole(parts: ReplyParts, exchange: Exchange): Promise<void> {
  const completion = exchange.compose(parts);
  await exchange.clock.sleep(parts.firstTokenMs ?? 0, exchange.signal);
  exchange.onFirstToken();
  const { completion_tokens: tokens } = completion.usage;
  await exchange.clock.sleep(generationMs(tokens, parts), exchange.signal);
  finish(exchange, { status: OK, type: contentType(false), body: wholeAnswer(completion) });
}

async function resetWithinBody(parts: ReplyParts, exchange: Exchange): Promise<void> {
  const body = wholeAnswer(exchange.compose(parts));
  exchange.response.writeHead(OK, { ...exchange.headers, 'Content-Type': contentType(false) });
  exchange.response.write(body.slice(0, Math.floor(body.length / 2)));
  await reset(exchange);
}

type StreamScript = Extract<
  KimiScript,
  { kind: 'reply' | 'reset' | 'stall' | 'no-done' | 'in-stream-error' }
>;

async function stream(parts: ReplyParts, exchange: Exchange, script: StreamScript): Promise<void> {
  const { response, clock, signal } = exchange;
  const wire = new SplitWire(response, signal);
  response.writeHead(OK, { ...exchange.headers, 'Content-Type': contentType(true) });
  response.flushHeaders();
  const lastEvent = lastEventOf(script);
  const firstTokenAt = clock.now() + (parts.firstTokenMs ?? 0);
  const { pieceTokens } = parts;
  const options = {
    includeUsage: exchange.includeUsage,
    ...(pieceTokens === undefined ? {} : { pieceTokens }),
  };
  let events = 0;
  let tokens = 0;
  for (const event of streamEvents(exchange.compose(parts), options)) {
    if (events === lastEvent) return breakOff(script, exchange, wire);
    if (script.kind === 'no-done' && event.stage === missingStage(script.missing, exchange)) break;
    if (event.stage === 'done') exchange.release();
    if (event.stage !== 'role') await waitUntil(firstTokenAt + generationMs(tokens, parts), wire, exchange);
    if (events === 1) exchange.onFirstToken();
    if (parts.comments === true) await wire.comment('keep-alive');
    await wire.event(event.data);
    events += 1;
    tokens += event.tokens;
  }
  exchange.release();
  await wire.flush();
  response.end();
}

function lastEventOf(script: StreamScript): number | null {
  if (script.kind === 'reset') return script.after ?? RESET_AFTER_EVENTS;
  return script.kind === 'stall' || script.kind === 'in-stream-error' ? script.after : null;
}

function missingStage(missing: 'finish' | 'usage' | 'done', exchange: Exchange): Stage {
  return missing === 'usage' && !exchange.includeUsage ? 'done' : missing;
}

async function breakOff(script: StreamScript, exchange: Exchange, wire: SplitWire): Promise<void> {
  if (script.kind === 'stall') {
    await wire.flush();
    return silence(exchange);
  }
  if (script.kind === 'in-stream-error') {
    await wire.event(JSON.stringify({ error: { message: script.message, type: script.type } }));
    exchange.release();
    await wire.flush();
    exchange.response.end();
    return;
  }
  await wire.flush();
  await reset(exchange);
}

function generationMs(tokens: number, { tokensPerSecond }: ReplyParts): number {
  return tokensPerSecond === undefined ? 0 : (tokens / tokensPerSecond) * MS_PER_SECOND;
}

async function waitUntil(at: number, wire: SplitWire, { clock, signal }: Exchange): Promise<void> {
  const apiMs = at - clock.now();
  if (apiMs <= 0) return;
  await wire.flush();
  await clock.sleep(apiMs, signal);
}

/** What was written may still be on its way; a reset at once would overtake it. */
async function reset({ response, release }: Exchange): Promise<void> {
  await nextTurn();
  release();
  response.socket?.resetAndDestroy();
}

function silence({ signal }: Exchange): Promise<never> {
  return new Promise((_resolve, reject) => {
    const end = () => reject(new Error('the client hung up'));
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
  });
}

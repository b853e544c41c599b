import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text as readText } from 'node:stream/consumers';
import { Accounts, type Caller, DEFAULT_KEY } from './accounts.ts';
import { readEstimateBody } from './body.ts';
import { ChatDesk, parseJson } from './chat.ts';
import { startClock } from './clock.ts';
import { limitsOf } from './limits.ts';
import { findModel, modelList, modelsOf } from './models.ts';
import type { KimiDouble, KimiOptions } from './options.ts';
import { refuse } from './perform.ts';
import { invalid, pathMissing, Refusal } from './refusals.ts';
import { layOutPrompt } from './tokens.ts';

const OPEN_PLATFORM_PATH = '/v1';
const KIMI_CODE_PATH = '/coding/v1';
const OK = 200;
const BALANCE_USD = 49.58894;
const DEFAULT_ANSWERS = [{ kind: 'reply', content: 'OK.' }] as const;

/** Starts a Kimi that is as strict as the real one, on a free port of this machine. */
export async function startKimi(options: KimiOptions = {}): Promise<KimiDouble> {
  const clock = options.clock ?? startClock(options.clockScale ?? 1);
  const gate = options.gate ?? false;
  const models = modelsOf(gate);
  const accounts = new Accounts(options.keys ?? { [DEFAULT_KEY]: 'valid' }, limitsOf(options.tier), clock);
  const desk = new ChatDesk({
    accounts,
    clock,
    models,
    gate,
    strictReasoningReplay: options.strictReasoningReplay ?? true,
    answer: options.answer ?? DEFAULT_ANSWERS,
  });
  const base = gate ? KIMI_CODE_PATH : OPEN_PLATFORM_PATH;
  const visits: string[] = [];
  const hangUps = new Set<AbortController>();

  const quickAnswers: Readonly<Record<string, (caller: Caller, body: string) => unknown>> = {
    [`GET ${base}/models`]: () => modelList(models),
    ...(gate
      ? {}
      : {
          [`GET ${base}/users/me/balance`]: balanceOf,
          [`POST ${base}/tokenizers/estimate-token-count`]: (_caller, body) => {
            if (options.estimate === 'missing') throw pathMissing(`${base}/tokenizers/estimate-token-count`);
            if (options.estimate === 'silent') return new Promise(() => {});
            const request = readEstimateBody(parseJson(body));
            findModel(models, request.model);
            return { data: { total_tokens: layOutPrompt(request, false).tokens } };
          },
        }),
  };

  async function serve(request: IncomingMessage, response: ServerResponse, order: number): Promise<void> {
    const controller = hangUpSignal(response, hangUps);
    const body = await readText(request);
    const path = new URL(request.url ?? '/', 'http://double').pathname;
    const route = `${request.method} ${path}`;
    const headersFor = (caller: Caller | null) => responseHeaders(order, caller);
    if (route === `POST ${base}/chat/completions`) {
      const text = isJson(request) ? body : '';
      const requestId = requestIdOf(order);
      const { headers } = request;
      const { signal } = controller;
      await desk.serve({ requestId, headers, responseHeaders: headersFor, text, signal }, response);
      return;
    }
    visits.push(route);
    let caller: Caller | null = null;
    try {
      const answer = quickAnswers[route];
      if (answer === undefined) throw pathMissing(path);
      caller = accounts.identify(request.headers.authorization);
      const page = JSON.stringify(await answer(caller, body));
      response.writeHead(OK, { ...headersFor(caller), 'Content-Type': 'application/json; charset=utf-8' });
      response.end(page);
    } catch (error) {
      const refusal = error instanceof Refusal ? error : invalid(`The double failed: ${String(error)}`);
      refuse(refusal, { response, headers: headersFor(caller), release: () => {} });
    }
  }

  let arrivals = 0;
  const server = createServer({ noDelay: true }, (request, response) => {
    arrivals += 1;
    // A client that hangs up while it is still sending is nobody's concern here.
    serve(request, response, arrivals).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  return {
    url: `http://127.0.0.1:${portOf(server.address())}${base}`,
    calls: desk.calls,
    visits,
    scriptErrors: desk.scriptErrors,
    get refused() {
      return desk.calls.filter((call) => call.errorType !== null);
    },
    get peakConcurrency() {
      return desk.peakConcurrency;
    },
    async close() {
      for (const controller of hangUps) controller.abort();
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

function portOf(address: ReturnType<ReturnType<typeof createServer>['address']>): number {
  if (address === null || typeof address === 'string') throw new Error('The double has no port.');
  return address.port;
}

function hangUpSignal(response: ServerResponse, all: Set<AbortController>): AbortController {
  const controller = new AbortController();
  all.add(controller);
  response.on('close', () => {
    all.delete(controller);
    if (!response.writableEnded) controller.abort();
  });
  return controller;
}

function isJson(request: IncomingMessage): boolean {
  return (request.headers['content-type'] ?? '').startsWith('application/json');
}

function balanceOf(caller: Caller): unknown {
  const available = caller.state === 'no-balance' ? 0 : BALANCE_USD;
  return {
    code: 0,
    data: { available_balance: available, voucher_balance: 0, cash_balance: available },
    scode: '0x0',
    status: true,
  };
}

function requestIdOf(order: number): string {
  const hex = createHash('sha1').update(`request ${order}`).digest('hex');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
}

/** Only the request and trace ids may be shown; the others tell whose account it is. */
function responseHeaders(order: number, caller: Caller | null): Readonly<Record<string, string>> {
  const open = {
    'Msh-Request-Id': requestIdOf(order),
    'X-Msh-Trace-Id': createHash('md5').update(`trace ${order}`).digest('hex'),
    'Msh-Trace-Mode': 'on',
    'Server-Timing': `inner; dur=${order}`,
    'Set-Cookie': '__cf_bm=double-cookie; path=/; HttpOnly; Secure',
  };
  if (caller === null) return open;
  return {
    ...open,
    'Msh-Uid': `uid-${caller.orgId.slice('org-'.length)}`,
    'Msh-Org-Id': caller.orgId,
    'Msh-Project-Id': `proj-${caller.orgId.slice('org-'.length)}`,
    'Msh-Gid': 'enterprise-tier-1',
  };
}

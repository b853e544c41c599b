import { NO_USAGE } from '../../../src/core/cost/usage.ts';
import type { Answer, ModelReply, ModelRequest, ReplyFailure } from '../../../src/core/prompt/request.ts';
import type { Settings } from '../../../src/core/settings/settings.ts';
import type { Model, Models } from '../../../src/ports.ts';
import { type Meter, openMeter } from './estimate.ts';
import type { Given } from './given.ts';
import type { Mailbox } from './mailbox.ts';
import { openPatience, type Patience } from './patience.ts';
import { type Asker, type Question, questionOf } from './question.ts';
import type { Recorded } from './recorded.ts';
import type { Tally } from './tally.ts';

/** Where answers come from: the first that has one gives it. */
export type Sources = {
  readonly recorded: Recorded | null;
  readonly mailbox: Mailbox | null;
  /** A model behind an address; with one, nothing recorded is looked at. */
  readonly endpoint: Models | null;
  /** An answer to an older wording of a question will do. */
  readonly stale: boolean;
  /** Where answers are kept for a later run. */
  readonly record: Recorded | null;
};

export type Desk = { readonly sources: Sources; readonly tally: Tally };

// Between two questions of a run git looks something up, on a machine that has other things to do.
const QUIET_MS = 1_000;

/** Models whose answers come from the sources of the desk. Open once for each run of the engine. */
export function deskModels(desk: Desk, asker: Asker, quietMs = QUIET_MS): Models {
  const patience = openPatience(desk.sources.mailbox === null ? 0 : quietMs);
  const meter = openMeter();
  const attempts = new Map<string, number>();
  const attemptOf = ({ key }: Question) => {
    const attempt = (attempts.get(key) ?? 0) + 1;
    attempts.set(key, attempt);
    return attempt;
  };
  return {
    open: (settings) => {
      const endpoint = desk.sources.endpoint?.open(settings) ?? null;
      return {
        ...(endpoint ?? {}),
        ask: (request) => {
          const question = questionOf(request, asker, attemptOf(questionOf(request, asker)));
          return ask(desk, { request, question, settings, endpoint, patience, meter });
        },
      };
    },
  };
}

type Asked = {
  readonly request: ModelRequest;
  readonly question: Question;
  readonly settings: Settings;
  readonly endpoint: Model | null;
  readonly patience: Patience;
  readonly meter: Meter;
};

async function ask(
  desk: Desk,
  { request, question, settings, endpoint, patience, meter }: Asked,
): Promise<Answer> {
  patience.touch();
  if (endpoint !== null) return askEndpoint(desk, endpoint, { request, question });
  if (patience.isOver()) return unanswered(settings.model);
  const given = lookUp(desk, question);
  if (given !== null) {
    const warm = request.prefix !== undefined;
    const reply = replyOf(given, { sent: question.sent, warm, meter, model: settings.model });
    // The engine sends what it has to send before the first answer arrives, as it would over a wire.
    await new Promise((resolve) => setImmediate(resolve));
    return reply;
  }
  await patience.hold();
  return unanswered(settings.model);
}

function lookUp({ sources, tally }: Desk, question: Question): Given | null {
  const found = sources.recorded?.find(question, sources) ?? null;
  const given = found?.given ?? sources.mailbox?.find(question) ?? null;
  if (given === null) {
    sources.mailbox?.leave(question);
    tally.miss(question);
    return null;
  }
  tally.use(question, { stale: found?.stale === true, measured: given.usage !== undefined });
  // An answer to an older wording is not recorded as one to the new wording.
  if (found?.stale !== true) sources.record?.keep(question, given);
  return given;
}

type Sending = { readonly request: ModelRequest; readonly question: Question };

async function askEndpoint(
  { sources, tally }: Desk,
  model: Model,
  { request, question }: Sending,
): Promise<Answer> {
  const answer = await model.ask(request);
  if (answer.kind === 'failure') return answer;
  tally.use(question, { stale: false, measured: true });
  sources.record?.keep(question, { ...givenOf(answer), usage: answer.usage, model: answer.calls.model });
  return answer;
}

function givenOf(reply: ModelReply): Given {
  const { text, finish } = reply;
  const toolCalls = reply.toolCalls.map(({ name, arguments: written }) => ({ name, arguments: written }));
  return {
    text,
    ...(toolCalls.length === 0 ? {} : { calls: toolCalls }),
    ...(finish === 'length' || finish === 'other' ? { finish } : {}),
  };
}

type Measure = {
  readonly sent: Question['sent'];
  readonly warm: boolean;
  readonly meter: Meter;
  readonly model: string;
};

function replyOf(given: Given, { sent, warm, meter, model }: Measure): ModelReply {
  const estimate = meter.measure(sent, given, warm);
  const toolCalls = toolCallsOf(given);
  const finish = given.finish ?? (toolCalls.length > 0 ? 'tool-calls' : 'stop');
  return {
    kind: 'reply',
    text: given.text,
    reasoning: '',
    toolCalls,
    finish,
    finishDetail: finish,
    usage: given.usage ?? estimate,
    calls: accountOf(given.model ?? model),
  };
}

/** Calls get ids of their own; a call written by hand has its arguments as they are, not as text. */
function toolCallsOf({ calls = [] }: Given): { id: string; name: string; arguments: string }[] {
  return calls.map(({ name, arguments: given }, index) => ({
    id: `call_${index + 1}`,
    name,
    arguments: typeof given === 'string' ? given : JSON.stringify(given ?? {}),
  }));
}

function unanswered(model: string): ReplyFailure {
  return {
    kind: 'failure',
    code: 'CANCELLED',
    message: 'This question has no answer yet.',
    remedy: 'Answer it and run the evaluation again.',
    usage: NO_USAGE,
    calls: { ...accountOf(model), requests: 0 },
  };
}

function accountOf(model: string): ModelReply['calls'] {
  return { requests: 1, refusals: [], queuedMs: 0, answeredMs: 0, requestId: null, model };
}

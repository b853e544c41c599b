import { addUsage } from '../core/cost/usage.ts';
import { withFreshIds } from '../core/lookup/call-ids.ts';
import { questionOf } from '../core/lookup/lookup.ts';
import { LOOKUP_TOOLS } from '../core/lookup/tools.ts';
import { messageTokens } from '../core/prompt/message-tokens.ts';
import type {
  Answer,
  CallAccount,
  Message,
  ModelReply,
  ModelRequest,
  ToolCall,
} from '../core/prompt/request.ts';
import type { Lookups } from './lookup.ts';

/** What one conversation may take. */
export type ConverseLimits = {
  /** Turns of the model that are answered with look-ups. */
  readonly rounds: number;
  /** Look-ups answered in one turn. */
  readonly callsPerRound: number;
  /** Estimated tokens the prompt may grow to: beyond it nothing more is looked up. */
  readonly promptTokens: number;
};

export const CONVERSE_LIMITS: Omit<ConverseLimits, 'promptTokens'> = { rounds: 8, callsPerRound: 8 };

/** A look-up that was asked for, for the account. `characters` is how long the answer was. */
export type AskedLookup = { readonly name: string; readonly arguments: string; readonly characters: number };

export type Conversation = {
  /** The last answer, with what the whole conversation used. Cost is to be told by `answers`. */
  readonly answer: Answer;
  /** Each answer with its own usage, in order: they may come from models of different prices. */
  readonly answers: readonly Answer[];
  readonly lookups: readonly AskedLookup[];
  /** What the last answer answers: whoever asks on goes on from here. */
  readonly request: ModelRequest;
};

type Around = {
  /** Sends one request, and pays for it. */
  readonly ask: (request: ModelRequest) => Promise<Answer>;
  readonly lookups: Lookups;
  readonly limits: ConverseLimits;
};

/**
 * Asks, answers what the model wants to look up, and asks again with everything said so far, until it has its
 * answer. Its turns go back whole. A call is never forced: at the end the model is told to answer, and tools stay
 * in the request, since they are the start of the cached prefix, but may not be used.
 */
export async function converse(request: ModelRequest, around: Around): Promise<Conversation> {
  const { ask, lookups, limits } = around;
  const told: Told = { questions: new Set(), ids: idsIn(request.messages), repeats: 0, lookups: [] };
  const answers: Answer[] = [];
  let next = withTools(request);
  for (let round = 1; ; round += 1) {
    const answer = await ask(next);
    answers.push(answer);
    if (!wantsLookups(answer) || next.toolChoice === 'none') {
      return { answer: summed(answer, answers), answers, lookups: told.lookups, request: next };
    }
    const turn = turnOf(answer, next, told);
    const room = limits.promptTokens - next.promptTokens - messageTokens([turn]);
    const results = await answerTurn(turn.toolCalls, { lookups, limits, told, room });
    const last = round >= limits.rounds || told.repeats >= REPEATS_MAX || results.full;
    const closing: readonly Message[] = last ? [{ role: 'user', content: CLOSING }] : [];
    next = continued(next, [turn, ...results.messages, ...closing], last);
  }
}

/** A fourth identical question would be a fourth identical answer. */
const REPEATS_MAX = 3;

const REPEATED =
  'You have asked exactly this before in this conversation; the answer stands above. Ask something else, or give your final answer.';
const TOO_MANY =
  'Not answered: too many look-ups in one turn. Ask again for those you still need, or give your final answer.';
const NO_ROOM = 'Not answered: there is no room left in this conversation. Give your final answer now.';
const CLOSING =
  'No more look-ups are possible. Give your final answer now, in the form asked for at the start, by what you have seen; leave out what you cannot prove.';

/** What has been asked so far in a conversation. */
type Told = {
  readonly questions: Set<string>;
  readonly ids: Set<string>;
  readonly lookups: AskedLookup[];
  repeats: number;
};

/** Ids of an earlier conversation that this one goes on with. */
function idsIn(messages: readonly Message[]): Set<string> {
  return new Set(
    messages.flatMap((message) =>
      message.role === 'assistant' ? (message.toolCalls ?? []).map(({ id }) => id) : [],
    ),
  );
}

function withTools(request: ModelRequest): ModelRequest {
  if (request.tools !== undefined) return { ...request, toolChoice: 'auto' };
  const promptTokens = request.promptTokens + messageTokens([], LOOKUP_TOOLS);
  return { ...request, tools: LOOKUP_TOOLS, toolChoice: 'auto', promptTokens };
}

/** Calls that the output budget cut are not among these: half a question is not to be answered. */
function wantsLookups(answer: Answer): answer is ModelReply {
  return answer.kind === 'reply' && answer.finish === 'tool-calls' && answer.toolCalls.length > 0;
}

type Turn = Extract<Message, { role: 'assistant' }> & { readonly toolCalls: readonly ToolCall[] };

/** A turn as it goes back. While the model thinks its reasoning must not be missing, even when it is empty. */
function turnOf(reply: ModelReply, { thinking }: ModelRequest, { ids }: Told): Turn {
  const toolCalls = withFreshIds(reply.toolCalls, ids);
  for (const { id } of toolCalls) ids.add(id);
  const { text: content, reasoning } = reply;
  const keeps = thinking === 'enabled' || reasoning !== '';
  return { role: 'assistant', content, ...(keeps ? { reasoning } : {}), toolCalls };
}

type Answering = Pick<Around, 'lookups' | 'limits'> & {
  readonly told: Told;
  /** Tokens the answers of this turn may take. */
  readonly room: number;
};

type Results = { readonly messages: readonly Message[]; readonly full: boolean };

/** One message for each call, in their order, and a short one where there is nothing new to say. */
async function answerTurn(calls: readonly ToolCall[], answering: Answering): Promise<Results> {
  const { lookups, told } = answering;
  const planned = calls.map((call, index) => ({ call, refusal: refusalOf(call, index, answering) }));
  const texts = await Promise.all(planned.map(({ call, refusal }) => refusal ?? lookups.answer(call)));
  let { room } = answering;
  let full = false;
  const messages = calls.map((call, index): Message => {
    const whole = { role: 'tool', toolCallId: call.id, content: texts[index] ?? NO_ROOM } as const;
    const fits = messageTokens([whole]) <= room;
    if (!fits) full = true;
    const message = fits ? whole : { ...whole, content: NO_ROOM };
    room -= messageTokens([message]);
    told.lookups.push({ name: call.name, arguments: call.arguments, characters: message.content.length });
    return message;
  });
  return { messages, full };
}

/** Why a call is not looked up, in words for the model; null when it is. */
function refusalOf(call: ToolCall, index: number, { limits, told }: Answering): string | null {
  const question = questionOf(call);
  if (told.questions.has(question)) {
    told.repeats += 1;
    return REPEATED;
  }
  if (index >= limits.callsPerRound) return TOO_MANY;
  told.questions.add(question);
  return null;
}

function continued(request: ModelRequest, messages: readonly Message[], last: boolean): ModelRequest {
  return {
    ...request,
    messages: [...request.messages, ...messages],
    promptTokens: request.promptTokens + messageTokens(messages),
    toolChoice: last ? 'none' : 'auto',
  };
}

function summed(last: Answer, answers: readonly Answer[]): Answer {
  const usage = answers.map((answer) => answer.usage).reduce(addUsage);
  const calls = answers.map((answer) => answer.calls).reduce(addCalls);
  return { ...last, usage, calls };
}

/** Whoever answered last is who is told of. */
function addCalls(earlier: CallAccount, later: CallAccount): CallAccount {
  return {
    requests: earlier.requests + later.requests,
    refusals: [...earlier.refusals, ...later.refusals],
    queuedMs: earlier.queuedMs + later.queuedMs,
    answeredMs: earlier.answeredMs + later.answeredMs,
    requestId: later.requestId ?? earlier.requestId,
    model: later.model,
  };
}

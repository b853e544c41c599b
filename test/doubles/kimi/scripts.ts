import {
  clientNotAllowed,
  concurrencyReached,
  DOUBLE_IDS,
  engineOverloaded,
  highRisk,
  internalError,
  keyUnknown,
  modelMissing,
  quotaUsedUp,
  type Refusal,
  rpmReached,
  temporarilyUnavailable,
  tokenLimitReached,
  tokenRateReached,
} from './refusals.ts';
import type { KimiScript, ReplyParts, ScriptedToolCall } from './script.ts';

type Reply = Extract<KimiScript, { kind: 'reply' }>;

export const reply = (content: string, parts: ReplyParts = {}): Reply => ({
  kind: 'reply',
  ...parts,
  content,
});

export const fencedJson = (value: unknown): Reply =>
  reply(`\`\`\`json\n${JSON.stringify(value, null, 2)}\n\`\`\``);

export const chatter = (content: string): Reply =>
  reply(`Sure! Here is what you asked for:\n\n${content}\n\nLet me know if you need anything else.`);

/** Thought, and then said nothing, with a cheerful `stop`. */
export const thinkingOnly = (reasoning = 'I should look at this more closely.'): Reply =>
  reply('', { reasoning });

/** Cut where the model ran out of output, whatever the cap of the request. */
export const truncatedMidAnswer = (content: string): Reply =>
  reply(content.slice(0, Math.ceil(content.length / 2)), { finish: 'length' });

/** All of the output went into thinking. */
export const truncatedInThought = (reasoning: string): Reply => reply('', { reasoning, finish: 'length' });

export const leakedToolMarkers = (content = ''): Reply =>
  reply(
    `${content}<|tool_calls_section_begin|><|tool_call_begin|>functions.read_file:0<|tool_call_argument_begin|>{"path": "a.ts"}<|tool_call_end|><|tool_calls_section_end|>`,
  );

export const unknownFinish = (content: string): Reply => reply(content, { finish: 'engine_abort' });

/** Several calls in one turn, with text beside them if wanted. */
export const toolTurn = (toolCalls: readonly ScriptedToolCall[], content = ''): Reply =>
  reply(content, { toolCalls });

/** The forms of tool call ids seen on the wire; all of them recur in later turns. */
export const TOOL_ID_FORMS: Readonly<Record<string, (name: string, index: number) => string>> = {
  native: (name, index) => `functions.${name}:${index}`,
  short: (name, index) => `${name}:${index}`,
  underscore: (name, index) => `${name}_${index}`,
};

/** The same call again and again: give it as the only answer. */
export const repeatedToolCall = (name = 'read_file', written = '{"path":"a.ts"}'): Reply =>
  toolTurn([{ name, arguments: written }]);

/** Raw line feeds inside a JSON string, as the model writes them now and then. */
export const badlyEscapedToolCall = (): Reply =>
  toolTurn([{ name: 'write_note', arguments: '{"text": "first line\nsecond \\x line"}' }]);

const scripted = ({ status, type, message, headers }: Refusal): KimiScript => ({
  kind: 'error',
  status,
  type,
  message,
  headers,
});

const TPM_LIMIT = 500_000;
const TPM_CURRENT = 541_893;
const TPD_LIMIT = 1_500_000;
const TPD_CURRENT = 1_505_241;
const CONTEXT_TOKENS = 262_144;
const TOKENS_REQUESTED = 271_033;

export const concurrency429 = (limit: number, waitSeconds = 0): KimiScript =>
  scripted(concurrencyReached(DOUBLE_IDS, limit, waitSeconds));
export const rpm429 = (limit = 3, waitSeconds = 1): KimiScript =>
  scripted(rpmReached(DOUBLE_IDS, limit, waitSeconds));
export const tpm429 = (): KimiScript =>
  scripted(tokenRateReached(DOUBLE_IDS, { window: 'TPM', current: TPM_CURRENT, limit: TPM_LIMIT }));
export const tpd429 = (): KimiScript =>
  scripted(tokenRateReached(DOUBLE_IDS, { window: 'TPD', current: TPD_CURRENT, limit: TPD_LIMIT }));
export const quota429 = (): KimiScript => scripted(quotaUsedUp(DOUBLE_IDS));
export const overloaded = (retryAfterSeconds: number): KimiScript =>
  scripted(engineOverloaded(retryAfterSeconds));
export const serverError = (): KimiScript => scripted(internalError());
export const unavailable503 = (): KimiScript => scripted(temporarilyUnavailable());
export const contentFilter = (): KimiScript => scripted(highRisk());
export const tokenLimit = (requested = TOKENS_REQUESTED): KimiScript =>
  scripted(tokenLimitReached(CONTEXT_TOKENS, requested));
export const unauthorized = (): KimiScript => scripted(keyUnknown());
export const planRefused = (): KimiScript => scripted(clientNotAllowed());
export const modelNotFound = (model = 'kimi-k2.5'): KimiScript => scripted(modelMissing(model));

const GATEWAY_TIMEOUT = 504;
const EVENTS_BEFORE_TROUBLE = 4;
const BEGINNING = 'The change looks right, except that the second branch of the condition';

export const gateway504Html = (): KimiScript => ({ kind: 'html', status: GATEWAY_TIMEOUT });

/** The stream closes politely in the middle of the answer: no finish, no usage, no `[DONE]`. */
export const streamCut = (content = BEGINNING): KimiScript => ({
  kind: 'no-done',
  missing: 'finish',
  reply: { content },
});

/** Everything arrived, only `[DONE]` never came. */
export const noDone = (content = BEGINNING): KimiScript => ({
  kind: 'no-done',
  missing: 'done',
  reply: { content },
});

/** Headers and a few events, then silence on an open socket. */
export const stall = (after = EVENTS_BEFORE_TROUBLE): KimiScript => ({
  kind: 'stall',
  after,
  reply: { content: BEGINNING },
});

export const inStreamError = (after = EVENTS_BEFORE_TROUBLE): KimiScript => ({
  kind: 'in-stream-error',
  after,
  type: 'server_error',
  message: 'Internal server error, please try again later',
  reply: { content: BEGINNING },
});

export const emptyBody = (): KimiScript => ({ kind: 'empty-body' });

export const tcpReset = (when: 'before-headers' | 'mid-stream' = 'before-headers'): KimiScript => ({
  kind: 'reset',
  when,
  after: EVENTS_BEFORE_TROUBLE,
  reply: { content: BEGINNING },
});

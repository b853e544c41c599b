import { z } from 'zod';
import { DEFAULT_KEY } from './accounts.ts';

/** What came back over the wire, before anyone made sense of it. */
export type RawAnswer = {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The reads the body came in. */
  readonly reads: readonly Buffer[];
  /** How the body broke off, null when it ended properly. */
  readonly broken: string | null;
};

export type Sent = {
  readonly key?: string | null;
  readonly userAgent?: string;
  readonly method?: string;
  readonly signal?: AbortSignal;
};

/** The smallest request that is right. */
export const SAY_OK = { model: 'kimi-k2.6', messages: [{ role: 'user', content: 'Say ok.' }] } as const;
export const STREAMED = { ...SAY_OK, stream: true, stream_options: { include_usage: true } } as const;

/** POST to chat with the smallest right request, changed as told. */
export function chat(url: string, changes: object = {}, sent: Sent = {}): Promise<RawAnswer> {
  return send(`${url}/chat/completions`, { ...SAY_OK, ...changes }, sent);
}

/** `body` null makes it a GET. */
export async function send(address: string, body: unknown, sent: Sent = {}): Promise<RawAnswer> {
  const key = sent.key === undefined ? DEFAULT_KEY : sent.key;
  const response = await fetch(address, {
    method: sent.method ?? (body === null ? 'GET' : 'POST'),
    headers: {
      'Content-Type': 'application/json',
      ...(key === null ? {} : { Authorization: `Bearer ${key}` }),
      ...(sent.userAgent === undefined ? {} : { 'User-Agent': sent.userAgent }),
    },
    body: body === null ? null : JSON.stringify(body),
    signal: sent.signal ?? null,
  });
  const reads: Buffer[] = [];
  let broken: string | null = null;
  try {
    for await (const bytes of response.body ?? []) reads.push(Buffer.from(bytes));
  } catch (error) {
    broken = String(error);
  }
  const text = Buffer.concat(reads).toString();
  return { status: response.status, headers: response.headers, text, reads, broken };
}

const errorBody = z.strictObject({ error: z.strictObject({ message: z.string(), type: z.string() }) });

/** `400 invalid_request_error: …`, or the status alone when there is no error. */
export function verdict(answer: RawAnswer): string {
  if (answer.status < 400) return String(answer.status);
  const { type, message } = errorBody.parse(JSON.parse(answer.text)).error;
  return `${answer.status} ${type}: ${message}`;
}

const usage = z.strictObject({
  prompt_tokens: z.number(),
  completion_tokens: z.number(),
  total_tokens: z.number(),
  cached_tokens: z.number().optional(),
  completion_tokens_details: z.strictObject({ reasoning_tokens: z.number() }).optional(),
  prompt_tokens_details: z.strictObject({ cached_tokens: z.number() }).optional(),
});

const completion = z.strictObject({
  id: z.string().regex(/^chatcmpl-[0-9a-f]{24}$/),
  object: z.literal('chat.completion'),
  created: z.int(),
  model: z.string(),
  choices: z.tuple([
    z.strictObject({
      index: z.literal(0),
      message: z.strictObject({
        role: z.literal('assistant'),
        content: z.string(),
        reasoning_content: z.string(),
        tool_calls: z.array(z.unknown()).optional(),
      }),
      finish_reason: z.string(),
    }),
  ]),
  usage,
});

export function readCompletion(answer: RawAnswer) {
  const { choices, ...rest } = completion.parse(JSON.parse(answer.text));
  const [choice] = choices;
  return { ...rest, ...choice.message, finish: choice.finish_reason };
}

/** The `data:` payloads of an event stream, in order. */
export function eventsOf(answer: RawAnswer): readonly string[] {
  return answer.text
    .split('\n\n')
    .filter((event) => event.startsWith('data: '))
    .map((event) => event.slice('data: '.length));
}

import { z } from 'zod';
import { invalid } from './refusals.ts';

const address = z.union([z.string(), z.strictObject({ url: z.string() })]);

const part = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), text: z.string() }),
  z.strictObject({ type: z.literal('image_url'), image_url: address }),
  z.strictObject({ type: z.literal('video_url'), video_url: address }),
]);

const toolCall = z.strictObject({
  index: z.number().optional(),
  id: z.string(),
  type: z.literal('function'),
  function: z.strictObject({ name: z.string(), arguments: z.string() }),
});

const message = z.strictObject({
  role: z.enum(['system', 'user', 'assistant', 'tool']),
  content: z.union([z.string(), z.array(part)]).nullish(),
  name: z.string().optional(),
  partial: z.boolean().optional(),
  reasoning_content: z.string().nullish(),
  tool_calls: z.array(toolCall).optional(),
  tool_call_id: z.string().optional(),
});

const STOP_WORDS_MAX = 5;
const STOP_WORD_BYTES_MAX = 32;
const stopWord = z
  .string()
  .refine((word) => Buffer.byteLength(word) <= STOP_WORD_BYTES_MAX, 'must not exceed 32 bytes');

/**
 * The fields of a chat request: those of the vendor's schema, the pinned sampling fields, and `user`
 * (seen accepted). Any other field is refused. The real API ignores some unknown fields, but a client
 * that sends them is wrong about what it gets. Fields typed `unknown` are judged by their own file.
 */
const chatBody = z.strictObject({
  model: z.string(),
  messages: z.array(message),
  thinking: z.unknown().optional(),
  reasoning_effort: z.string().optional(),
  temperature: z.unknown().optional(),
  top_p: z.unknown().optional(),
  n: z.unknown().optional(),
  presence_penalty: z.unknown().optional(),
  frequency_penalty: z.unknown().optional(),
  logprobs: z.boolean().optional(),
  top_logprobs: z.int().optional(),
  max_tokens: z.int().positive().optional(),
  max_completion_tokens: z.int().positive().optional(),
  response_format: z.unknown().optional(),
  stop: z.union([stopWord, z.array(stopWord).max(STOP_WORDS_MAX)]).optional(),
  stream: z.boolean().optional(),
  stream_options: z.strictObject({ include_usage: z.boolean().optional() }).optional(),
  tools: z.unknown().optional(),
  tool_choice: z.unknown().optional(),
  prompt_cache_key: z.string().optional(),
  safety_identifier: z.string().optional(),
  user: z.string().optional(),
  prediction: z.unknown().optional(),
});

/** The estimate endpoint takes no tools: a caller has to add their tokens itself. */
const estimateBody = z.strictObject({ model: z.string(), messages: z.array(message) });

export type ChatBody = z.infer<typeof chatBody>;
export type EstimateBody = z.infer<typeof estimateBody>;
export type ChatMessage = z.infer<typeof message>;

export function readChatBody(body: unknown): ChatBody {
  return readAs(chatBody, body);
}

export function readEstimateBody(body: unknown): EstimateBody {
  return readAs(estimateBody, body);
}

/** `schema` applied to something a client sent; the first problem becomes a 400. */
export function readAs<Shape extends z.ZodType>(
  schema: Shape,
  value: unknown,
  prefix = 'Invalid request',
): z.infer<Shape> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [problem] = parsed.error.issues;
  if (problem === undefined) throw invalid(prefix);
  const place = problem.path.join('.');
  if (problem.code === 'unrecognized_keys') {
    const field = [...problem.path, problem.keys[0]].join('.');
    throw invalid(`${prefix}: unknown field '${field}'`);
  }
  throw invalid(place === '' ? `${prefix}: ${problem.message}` : `${prefix}: ${place}: ${problem.message}`);
}

/** The texts of a message; pictures and films have none. */
export function messageTexts(message: ChatMessage): readonly string[] {
  const { content } = message;
  if (content === undefined || content === null) return [];
  if (typeof content === 'string') return [content];
  return content.flatMap((piece) => (piece.type === 'text' ? [piece.text] : []));
}

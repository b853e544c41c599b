import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { ModelRequest } from '../../../src/core/prompt/request.ts';

/** A call of a tool: what a model asks to look up. `arguments` is JSON text. */
const CALL = z.looseObject({ name: z.string().optional(), arguments: z.string().optional() });

/** A request as it is sent, whatever fields a conversation with tools adds to it. */
const SENT = z.looseObject({
  messages: z.array(
    z.looseObject({
      role: z.string(),
      content: z.string().nullish(),
      toolCalls: z.array(CALL).optional(),
    }),
  ),
  thinking: z.string(),
  tools: z.array(z.unknown()).optional(),
});

export type Sent = Pick<z.infer<typeof SENT>, 'messages' | 'thinking' | 'tools'>;

/** One question to a model, and whom it is asked for. */
export type Question = {
  /** SHA-256 of messages, thinking and tools; of the number of the run too, from the second run on. */
  readonly key: string;
  readonly request: string;
  readonly case: string;
  readonly variant: string;
  /** 1 for the first run of a repeated measurement. */
  readonly run: number;
  readonly sent: Sent;
};

export type Asker = Pick<Question, 'case' | 'variant' | 'run'>;

export function questionOf(request: ModelRequest, asker: Asker): Question {
  const { messages, thinking, tools } = SENT.parse(request);
  const sent = { messages, thinking, ...(tools === undefined ? {} : { tools }) };
  // A second run is asked anew: equal answers would tell nothing of the spread.
  const asked = asker.run === 1 ? sent : { ...sent, run: asker.run };
  return { ...asker, key: digest(stable(asked)), request: request.name, sent };
}

export function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** JSON with the fields of every object in the order of their names. */
export function stable(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([left], [right]) => (left < right ? -1 : 1)))
      : inner,
  );
}

import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { ModelRequest } from '../../../src/core/prompt/request.ts';

/** What a model asks to look up. `arguments` is JSON text. Its id is of one run only, and is not looked at. */
const CALL = z.object({ name: z.string(), arguments: z.string() });

/** A request as it is sent. Reasoning that is sent back is left out: a record of answers does not hold it. */
const SENT = z.object({
  messages: z.array(z.object({ role: z.string(), content: z.string(), toolCalls: z.array(CALL).optional() })),
  thinking: z.string(),
  tools: z.array(z.unknown()).optional(),
  /** `none`: the tools are named, but may not be called any more. */
  toolChoice: z.string().optional(),
});

export type Sent = z.infer<typeof SENT>;

/** One question to a model, and whom it is asked for. */
export type Question = {
  /** SHA-256 of messages, thinking and tools; of the numbers below too, where they are above 1. */
  readonly key: string;
  readonly request: string;
  readonly case: string;
  readonly variant: string;
  /** 1 for the first run of a repeated measurement. */
  readonly run: number;
  /** 2 when the engine asks the very same again, because the first answer was poor. */
  readonly attempt: number;
  readonly sent: Sent;
};

export type Asker = Pick<Question, 'case' | 'variant' | 'run'>;

/** The messages are read as they are: a request of this engine or of a later one. */
export function questionOf(request: Pick<ModelRequest, 'name'>, asker: Asker, attempt = 1): Question {
  const sent = SENT.parse(request);
  // A second run is asked anew: equal answers would tell nothing of the spread.
  const run = asker.run === 1 ? {} : { run: asker.run };
  const again = attempt === 1 ? {} : { attempt };
  const key = digest(stable({ ...sent, ...run, ...again }));
  return { ...asker, key, attempt, request: request.name, sent };
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

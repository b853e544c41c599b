import { z } from 'zod';

export const TOOL_CALL = z.strictObject({ name: z.string().min(1), arguments: z.unknown() });

const USAGE = z.strictObject({
  prompt: z.number(),
  cached: z.number(),
  completion: z.number(),
  reasoning: z.number(),
});

/** What somebody answered. */
export const GIVEN = z.strictObject({
  text: z.string(),
  /** Look-ups the answer asks for. */
  calls: z.array(TOOL_CALL).optional(),
  finish: z.enum(['stop', 'length', 'other']).optional(),
  /** Tokens as a provider reported them; without them they are estimated. */
  usage: USAGE.optional(),
  model: z.string().optional(),
});
export type Given = z.infer<typeof GIVEN>;

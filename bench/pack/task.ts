import { z } from 'zod';

/** What the measured process is told. */
export const TASK = z.object({
  token: z.string(),
  apiUrl: z.string(),
  repository: z.string(),
  number: z.number(),
  /** The folder of the checkout, or null for the API alone. */
  checkout: z.string().nullable(),
});

/** What it tells. */
export const TOLD = z.object({
  totalMs: z.number(),
  readChangeMs: z.number(),
  gatherAndPackMs: z.number(),
  peakMb: z.number(),
  packs: z.number(),
  tokens: z.number(),
  snippets: z.number(),
});

export type Task = z.infer<typeof TASK>;
export type Told = z.infer<typeof TOLD>;

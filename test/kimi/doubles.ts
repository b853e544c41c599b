import { afterEach, expect } from '@jest/globals';
import type { Answer } from '../../src/core/prompt/request.ts';
import type { KimiDouble, KimiOptions } from '../doubles/kimi/options.ts';
import type { KimiScript } from '../doubles/kimi/script.ts';
import { startKimi } from '../doubles/kimi/start.ts';
import { type ModelStart, openTestModel, REQUEST } from './fixtures.ts';

/** Everything waits as told, only a thousand times faster. */
export const FAST = 0.001;

export const OK = { kind: 'reply', content: 'OK.' } as const satisfies KimiScript;

export const error = (status: number, type: string, message: string) =>
  ({ kind: 'error', status, type, message }) as const satisfies KimiScript;

const open: KimiDouble[] = [];

afterEach(async () => {
  for (const kimi of open.splice(0)) {
    expect(kimi.scriptErrors).toEqual([]);
    await kimi.close();
  }
});

/** A double that is closed after the test. */
export async function start(options: KimiOptions): Promise<KimiDouble> {
  const kimi = await startKimi(options);
  open.push(kimi);
  return kimi;
}

/** One question to a double that behaves as told. */
export async function askOne(
  options: KimiOptions,
  overrides: Partial<ModelStart> = {},
): Promise<{ kimi: KimiDouble; log: string[]; answer: Answer }> {
  const kimi = await start(options);
  const { settings, ...rest } = overrides;
  const { model, log } = openTestModel({
    scale: FAST,
    settings: { baseUrl: kimi.url, ...settings },
    ...rest,
  });
  return { kimi, log, answer: await model.ask(REQUEST) };
}

/** Answers only once `count` requests run side by side: proves that they do, however slow the machine. */
export function answerTogether(count: number): () => Promise<KimiScript> {
  let arrived = 0;
  const { promise, resolve } = Promise.withResolvers<void>();
  return async () => {
    arrived += 1;
    if (arrived === count) resolve();
    await promise;
    return OK;
  };
}

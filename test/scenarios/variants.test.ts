import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import pLimit from 'p-limit';
import { briefRecordOf } from './brief-record.ts';
import { expectLaws } from './laws.ts';
import { play } from './play.ts';
import type { Scenario } from './scenario.ts';

/**
 * Folders with `variants.ts`: many runs that differ in a line or two, told briefly in one `expected.md`. After a
 * wanted change, rewrite it with `RECORD=1 npm run jest -- test/scenarios`, and read the difference.
 */
const RECORDING = process.env['RECORD'] === '1';
const FOLDER_TIMEOUT_MS = 300_000;
/** Most of a run is waiting for the doubles, and a machine of two cores must still keep time. */
const AT_ONCE = 3;
const here = new URL('./', import.meta.url);
const names = readdirSync(here, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && existsSync(new URL(`${entry.name}/variants.ts`, here)))
  .map((entry) => entry.name);

type Family = { readonly about: string; readonly variants: readonly Scenario[] };

describe('the shipped bundle', () => {
  for (const name of names) {
    it(
      name,
      async () => {
        const { about, variants }: Family = await import(`./${name}/variants.ts`);
        const limit = pLimit(AT_ONCE);
        const told = await Promise.all(variants.map((variant) => limit(() => tell(variant))));
        const record = `${[`# ${about}`, ...told.map((each) => each.record)].join('\n\n')}\n`;
        const path = new URL(`${name}/expected.md`, here);
        if (RECORDING) writeFileSync(path, record);
        expect(told.flatMap(({ broken }) => broken)).toEqual([]);
        expect(existsSync(path) ? readFileSync(path, 'utf8') : 'no record yet').toBe(record);
      },
      FOLDER_TIMEOUT_MS,
    );
  }
});

/** All variants are told, so that one that breaks a law does not hide the others. */
async function tell(variant: Scenario): Promise<{ record: string; broken: string[] }> {
  return play(variant, async (played) => {
    const record = briefRecordOf(variant.title, played);
    try {
      expectLaws(played);
      await variant.check?.(played);
      return { record, broken: [] };
    } catch (error) {
      return {
        record,
        broken: [`${variant.title}: ${error instanceof Error ? error.message : String(error)}`],
      };
    }
  });
}

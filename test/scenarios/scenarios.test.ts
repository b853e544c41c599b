import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { expectLaws } from './laws.ts';
import { play } from './play.ts';
import { recordOf } from './record.ts';
import type { Scenario } from './scenario.ts';

/**
 * Every folder here is one run of the shipped bundle against the two doubles. `scenario.ts` is what there is and
 * what happens, `expected.md` is every request sent and everything posted. After a wanted change, rewrite the
 * records with `RECORD=1 npm run jest -- test/scenarios`, and read the difference before you commit it.
 */
const RECORDING = process.env['RECORD'] === '1';
const SCENARIO_TIMEOUT_MS = 180_000;
const here = new URL('./', import.meta.url);
const names = readdirSync(here, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && existsSync(new URL(`${entry.name}/scenario.ts`, here)))
  .map((entry) => entry.name);

describe('the shipped bundle', () => {
  for (const name of names) {
    it(
      name,
      async () => {
        const loaded: { scenario: Scenario } = await import(`./${name}/scenario.ts`);
        const { scenario } = loaded;
        await play(scenario, async (played) => {
          const record = recordOf(scenario.title, played);
          const path = new URL(`${name}/expected.md`, here);
          if (RECORDING) writeFileSync(path, record);
          expectLaws(played);
          await scenario.check?.(played);
          expect(existsSync(path) ? readFileSync(path, 'utf8') : 'no record yet').toBe(record);
        });
      },
      SCENARIO_TIMEOUT_MS,
    );
  }
});

import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { TOKEN } from '../doubles/github/options.ts';
import { KIMI_KEY, PULL_NUMBER, play } from './play.ts';
import { recordOf } from './record.ts';
import type { Played, Scenario } from './scenario.ts';

/**
 * Every folder here is one run of the shipped bundle against the two doubles. `scenario.ts` is what there is and
 * what happens, `expected.md` is every request sent and everything posted. After a wanted change, rewrite the
 * records with `RECORD=1 npm run jest -- test/scenarios`, and read the difference before you commit it.
 */
const RECORDING = process.env['RECORD'] === '1';
const SCENARIO_TIMEOUT_MS = 180_000;
const here = new URL('./', import.meta.url);
const names = readdirSync(here, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);

describe('the shipped bundle', () => {
  for (const name of names) {
    it(
      name,
      async () => {
        const loaded: { scenario: Scenario } = await import(`./${name}/scenario.ts`);
        const { scenario } = loaded;
        await play(scenario, async (played) => {
          expectLaws(played);
          await scenario.check?.(played);
          const record = recordOf(scenario.title, played);
          const path = new URL(`${name}/expected.md`, here);
          if (RECORDING) writeFileSync(path, record);
          expect(existsSync(path) ? readFileSync(path, 'utf8') : 'no record yet').toBe(record);
        });
      },
      SCENARIO_TIMEOUT_MS,
    );
  }
});

/** What holds for every run, whatever the scenario. */
function expectLaws({ github, kimi, run }: Played): void {
  expect(github.violations).toEqual([]);
  expect(kimi.scriptErrors).toEqual([]);

  const posted = JSON.stringify(
    [...github.state.pulls.values()].map(({ reviews, threads, issueComments }) => [
      reviews,
      threads,
      issueComments,
    ]),
  );
  const shown = [
    run.log,
    run.summary,
    JSON.stringify(run.outputs),
    posted,
    JSON.stringify(github.state.checkRuns),
  ].join('\n');
  for (const secret of [KIMI_KEY, TOKEN, 'org-double', 'ak-double']) {
    expect({ secret, leaked: maskCommandsOut(shown).includes(secret) }).toEqual({ secret, leaked: false });
  }
  expect(shown).not.toMatch(/\n\s+at .*\.[jt]s:\d+/);

  for (const check of github.state.checkRuns) expect(check.status).toBe('completed');
  for (const review of github.state.pulls.get(PULL_NUMBER)?.reviews ?? [])
    expect(review.state).not.toBe('PENDING');
  for (const call of kimi.calls) {
    const body: unknown = call.body;
    for (const field of ['temperature', 'top_p', 'n', 'presence_penalty', 'frequency_penalty'])
      expect(body).not.toHaveProperty(field);
    expect(call.headers['user-agent']).toMatch(/^kimi-review\/\d/);
  }
  expectSuggestionsApply({ github });
}

/** `::add-mask::` is how a step asks the runner to hide a value: the runner swallows the line. */
function maskCommandsOut(log: string): string {
  return log
    .split('\n')
    .filter((line) => !line.startsWith('::add-mask::'))
    .join('\n');
}

function expectSuggestionsApply({ github }: Pick<Played, 'github'>): void {
  for (const pull of github.state.pulls.values()) {
    for (const comment of pull.threads.flatMap((thread) => thread.comments)) {
      if (!comment.body.includes('suggestion')) continue;
      if (!/^`{3,}suggestion$/m.test(comment.body)) continue;
      expect(github.state.appliedSuggestion(comment.id)).toMatchObject({ kind: 'applied' });
    }
  }
}

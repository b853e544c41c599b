import { expect } from '@jest/globals';
import { TOKEN } from '../doubles/github/options.ts';
import { DOUBLE_IDS } from '../doubles/kimi/refusals.ts';
import { KIMI_KEY, PULL_NUMBER } from './play.ts';
import type { Played } from './scenario.ts';

/** The one review that may stay pending: a person's own, under the same token. */
export const DRAFT_OF_A_PERSON = 'Draft of a person';

/** What holds for every run, whatever the scenario. */
export function expectLaws({ github, kimi, run }: Played): void {
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
  for (const secret of [KIMI_KEY, TOKEN, DOUBLE_IDS.orgId, DOUBLE_IDS.keyId]) {
    expect({ secret, leaked: maskCommandsOut(shown).includes(secret) }).toEqual({ secret, leaked: false });
  }
  expect(shown).not.toMatch(/\n\s+at .*\.[jt]s:\d+/);

  for (const check of github.state.checkRuns) expect(check.status).toBe('completed');
  for (const review of github.state.pulls.get(PULL_NUMBER)?.reviews ?? [])
    expect(review.body === DRAFT_OF_A_PERSON || review.state !== 'PENDING').toBe(true);
  for (const call of kimi.calls) {
    // Null where the double refused before it looked at the body.
    const body: unknown = call.body ?? {};
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
